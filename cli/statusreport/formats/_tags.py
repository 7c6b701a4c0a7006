"""What Typst leaves out of a PDF's tags for those who listen: row headers, captions, and what footnotes' links say."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from ..publishing.document import Document, Table
from ..source.faults import UsageError
from ._templates import Templates

if TYPE_CHECKING:
    import pikepdf


def finished(data: bytes, document: Document, templates: Templates) -> bytes:
    """The file with what Typst leaves out for those who listen."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        # Typst says that no tag is suspect; poppler takes the word for an error, and without it the same is meant.
        if "/Suspects" in pdf.Root.MarkInfo:
            del pdf.Root.MarkInfo.Suspects
        _imprint(pdf, document)
        _name_rows(pdf, document)
        _name_notes(pdf, templates)
        out = io.BytesIO()
        # Nothing is compressed anew: the result would hang on the machine's compression library.
        pdf.save(
            out,
            deterministic_id=True,
            compress_streams=False,
            recompress_flate=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def _imprint(pdf: pikepdf.Pdf, document: Document) -> None:
    """Says in the metadata what Typst has no place for, and takes out the date it asks for where there is none."""
    own, metadata = document.imprint, pdf.Root.Metadata
    data = bytes(metadata.get_stream_buffer())
    if not (own.date or document.round):
        for name in ("/CreationDate", "/ModDate"):
            if name in pdf.docinfo:
                del pdf.docinfo[name]
        data = _DATES.sub(b"", data)
    said = "".join(
        f"<dc:{name}>{form.format(escape(text))}</dc:{name}>"
        for name, form, text in (
            ("publisher", "<rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag>", own.publisher),
            ("identifier", "{}", own.number or own.url),
            ("rights", '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>', own.license),
        )
        if text
    )
    if said:
        data = data.replace(b"</rdf:Description>", said.encode("utf-8") + b"</rdf:Description>", 1)
    metadata.write(data)


_DATES = re.compile(rb"<(xmp:(?:Create|Modify|Metadata)Date|stEvt:when)>[^<]*</\1>")


def _name_rows(pdf: pikepdf.Pdf, document: Document) -> None:
    """Tags each row's header as one, which Typst as we call it can do for columns only.

    ISO 14289-1, 7.5: tables shall include headers; Matterhorn protocol, checkpoint 15.
    """
    import pikepdf

    columns = [_header(block) for block in document.blocks() if isinstance(block, Table)]
    tables = list(_captioned(pdf.Root.StructTreeRoot))
    if len(tables) != len(columns):
        raise UsageError("lost-table", publication=document.id, n=len(tables), expected=len(columns))
    if not tables:
        # Nor is there a tree of names then.
        return
    ids = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
    for table, column in zip(tables, columns, strict=True):
        if column is not None:
            _tag_row_headers(table, column, ids)


def _name_notes(pdf: pikepdf.Pdf, templates: Templates) -> None:
    """Says in the language of the document where a footnote's links lead: Typst says “Footnote 1”, and back “1”."""
    import pikepdf

    say = templates.language
    for page in pdf.pages:
        for link in page.get("/Annots", ()):
            if found := _NOTE.fullmatch(str(link.Contents)):
                words = say("document.note", number=found[2]) if found[1] else say("document.note_back")
                link.Contents = pikepdf.String(words)


# Other links are described by an address, or by a heading and its page.
_NOTE = re.compile(r"(Footnote )?([0-9]+)")


def _header(table: Table) -> int | None:
    return next((number for number, column in enumerate(table.columns) if column.header), None)


def _captioned(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The tables below an element that have a caption: those in prose have none, and no row headers."""
    for child in _children(element):
        kinds = [str(part.S) for part in _children(child)]
        if child.S == "/Table" and "/Caption" in kinds:
            yield child
        elif kinds[:1] == ["/Caption"] and (table := _only_table(child)) is not None:
            _move_caption(child, table)
            yield table
        else:
            yield from _captioned(child)


def _only_table(element: pikepdf.Object) -> pikepdf.Object | None:
    """The table that stands alone in the groups behind a caption, where Typst sets them apart."""
    inner = [child for child in _children(element) if child.S != "/Caption"]
    if len(inner) != 1 or inner[0].S == "/Table":
        return inner[0] if inner else None
    return _only_table(inner[0]) if inner[0].S == "/Div" else None


def _move_caption(group: pikepdf.Object, table: pikepdf.Object) -> None:
    """Puts a group's caption where it belongs: first in the table."""
    caption = group.K[0]
    del group.K[0]
    table.K.insert(0, caption)
    caption.P = table


def _children(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The structure elements directly below one; what is no element is content."""
    import pikepdf

    inner = element.get("/K", ())
    for child in inner if isinstance(inner, pikepdf.Array) else (inner,):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child


def _tag_row_headers(table: pikepdf.Object, column: int, ids: pikepdf.NameTree) -> None:
    """Makes one cell of each row below the head its header, and refers the row's other cells to it."""
    import pikepdf

    for part in _children(table):
        if part.S not in ("/TBody", "/TFoot"):
            continue
        for row in _children(part):
            cells = list(_children(row))
            header = cells[column]
            name = f"R{len(ids)}"
            header.S = pikepdf.Name.TH
            header.ID = pikepdf.String(name)
            _attributes(header).Scope = pikepdf.Name.Row
            ids[name] = header
            for cell in cells:
                if cell is not header:
                    _attributes(cell).Headers.append(pikepdf.String(name))


def _attributes(cell: pikepdf.Object) -> pikepdf.Object:
    """A cell's attributes as a part of its table."""
    return next(attributes for attributes in cell.A if attributes.O == "/Table")
