"""What a reader finds in a publication, read back from each format: headings, tables, footnotes and words."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree, html
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin

from gate.pdftree import Element, PdfTree
from statusreport.publishing.document import (
    Block,
    Cell,
    Chart,
    Document,
    Facts,
    Panel,
    Paragraph,
    Prose,
    Revision,
    Subheading,
    Table,
)
from statusreport.source.tokens import plain_text

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Reading:
    """All texts are without blanks, marks of lists and hyphens of line ends: formats differ in those.

    `tables` are captions and rows, the head first; a table in prose has no caption. `pictures` are what pictures
    say to those who do not see them, charts included.
    """

    headings: tuple[str, ...]
    tables: tuple[tuple[str, Rows], ...]
    notes: tuple[str, ...]
    pictures: tuple[str, ...]
    words: str


# What no reader reads: blanks, soft and invisible hyphens and joiners, and the marks that stand for structure.
_UNREAD = re.compile(r"[\s\u00ad\u200b\u2060•‣–▪◦↩]")


def read(text: str) -> str:
    """A text as it is compared."""
    return _UNREAD.sub("", text)


def loosely(reading: Reading) -> Reading:
    """Without hyphens: at the end of a line of a PDF none can tell which belong to the word."""
    return Reading(
        headings=tuple(map(loose, reading.headings)),
        tables=tuple(
            (loose(caption), tuple(tuple(map(loose, row)) for row in rows))
            for caption, rows in reading.tables
        ),
        notes=tuple(map(loose, reading.notes)),
        pictures=tuple(map(loose, reading.pictures)),
        words=loose(reading.words),
    )


def loose(text: str) -> str:
    """A text as it is compared with a PDF's."""
    return text.replace("-", "").replace("\x02", "")


# The model


def of_document(document: Document) -> Reading:
    """What a format must say."""
    blocks = list(document.blocks())
    return Reading(
        headings=tuple(_headings(document)),
        tables=tuple(table for block in blocks for table in _tables(block)),
        notes=tuple(read(plain(note.prose.tokens)) for note in document.notes),
        pictures=tuple(text for block in blocks for text in _pictures(block)),
        words="",
    )


def passages(document: Document) -> list[str]:
    """Every stretch of words of the document, in order, without the tables' and the footnotes'."""
    found: list[str] = []
    for section in document.walk():
        found.append(section.label + section.title)
        for block in section.blocks:
            found += _passages(block)
    return [text for text in map(read, found) if text]


def _passages(block: Block) -> Iterator[str]:
    match block:
        case Panel():
            for inner in (block.heading, *block.blocks) if block.heading else block.blocks:
                yield from _passages(inner)
        case Subheading():
            yield from _passages(block.prose)
        case Prose():
            yield from (plain((token,)) for token in block.tokens if token.type in ("inline", "fence"))
        case Paragraph():
            yield _text(block.cell)
        case Facts():
            for name, cell in block.rows:
                yield from (name, _text(cell))
        case Chart() | Table():
            yield from (block.caption, block.about) if isinstance(block, Chart) else block.notes
        case Revision():
            # Each format marks in its own way what was taken out and put in.
            yield from (block.title, *(piece.text for piece in block.pieces))


def plain(tokens: Iterable[Token]) -> str:
    """The words of tokens that are seen, without what pictures say."""
    return plain_text(
        [
            token.copy(children=[child for child in token.children if child.type != "image"])
            if token.children
            else token
            for token in tokens
        ]
    )


def _pictures(block: Block) -> Iterator[str]:
    if isinstance(block, Chart):
        yield read(block.description)
    elif isinstance(block, Prose):
        for token in block.tokens:
            yield from (read(_said(child)) for child in token.children or () if child.type == "image")


def _said(picture: Token) -> str:
    return "".join(child.content for child in picture.children or ())


def _headings(document: Document) -> Iterator[str]:
    for section in document.walk():
        yield read(section.label + section.title)
        for block in section.blocks:
            yield from _inner_headings(block)


def _inner_headings(block: Block) -> Iterator[str]:
    if isinstance(block, Panel):
        for inner in (block.heading, *block.blocks) if block.heading else block.blocks:
            yield from _inner_headings(inner)
    elif isinstance(block, Subheading):
        yield from _inner_headings(block.prose)
    elif isinstance(block, Revision):
        yield read(block.title)
    elif isinstance(block, Prose):
        for opening, inline in zip(block.tokens, block.tokens[1:], strict=False):
            if opening.type == "heading_open":
                yield read(plain_text((inline,)))


def _tables(block: Block) -> Iterator[tuple[str, Rows]]:
    if isinstance(block, Table):
        rows = (*block.rows, *((block.total,) if block.total else ()))
        head = tuple(read(column.label) for column in block.columns)
        yield read(block.caption), (head, *(tuple(read(_text(c)) for c in row.cells) for row in rows))
    elif isinstance(block, Prose):
        yield from (("", rows) for rows in _markdown_tables(SyntaxTreeNode(block.tokens)))


def _text(cell: Cell) -> str:
    return "".join(inline.text for inline in cell)


def _markdown_tables(node: SyntaxTreeNode) -> Iterator[Rows]:
    for table in node.walk():
        if table.type == "table":
            yield tuple(
                tuple(read(_node_text(cell)) for cell in row.children)
                for part in table.children
                for row in part.children
            )


def _node_text(node: SyntaxTreeNode) -> str:
    if node.type in ("footnote_ref", "image"):
        return ""
    if not node.children:
        return node.content
    return "".join(map(_node_text, node.children))


# The formats


def of_html(data: bytes) -> Reading:
    page = html.document_fromstring(data.decode("utf-8"))
    drawn = "//*[local-name()='svg' and @role='img']"
    shown = page.xpath(f"//img/@alt | {drawn}/@aria-label | {drawn}/*[local-name()='desc']/text()")
    pictures = tuple(map(read, shown))
    for mark in page.xpath(
        "//*[contains(@class, 'unseen') or contains(@class, 'note-ref') or @class='chip' or @role='doc-backlink']"
    ):
        mark.drop_tree()
    for unseen in page.xpath("//style | //form | //svg | //p[@class='none']"):
        unseen.drop_tree()
    notes = page.xpath("//*[@role='doc-endnotes']/ol/li")
    return Reading(
        headings=tuple(
            read(e.text_content())
            for e in page.xpath("//main//*[self::h2 or self::h3 or self::h4 or self::h5 or self::h6]")
        ),
        tables=tuple(
            (
                read("".join(table.xpath("string(caption)"))),
                tuple(
                    tuple(read(cell.text_content()) for cell in row.xpath("th | td"))
                    for row in table.xpath(".//tr")
                ),
            )
            for table in page.xpath("//table")
        ),
        notes=tuple(read(note.text_content()) for note in notes),
        pictures=pictures,
        words=read(page.xpath("//main")[0].text_content()),
    )


def of_pdf(data: bytes) -> Reading:
    document = PdfTree(data).document
    kinds = tuple(f"H{level}" for level in range(1, 7))
    notes = document.all("Note")
    for parent in document.walk():
        parent.parts = [part for part in parent.parts if not _is_reference(part) and part not in notes]
    return Reading(
        headings=tuple(read(element.text) for element in document.all(*kinds)),
        tables=tuple(
            (
                "".join(read(caption.text) for caption in table.all("Caption")),
                tuple(tuple(read(cell.text) for cell in row.children) for row in table.all("TR")),
            )
            for table in document.all("Table")
        ),
        notes=tuple(
            read(
                "".join(
                    part if isinstance(part, str) else part.text for part in note.parts if not _is_label(part)
                )
            )
            for note in notes
        ),
        pictures=tuple(read(figure.alt) for figure in document.all("Figure")),
        words=read(document.text),
    )


def _is_label(part: str | Element) -> bool:
    return isinstance(part, Element) and part.kind == "Lbl"


def _is_reference(part: str | Element) -> bool:
    """Whether a part is the raised number of a footnote, in the text or before the note."""
    return _is_label(part) and bool(part.all("Link")) and read(part.text).isdigit()  # type: ignore[union-attr]


def of_markdown(data: bytes) -> Reading:
    parser = MarkdownIt("commonmark").enable("table").use(footnote_plugin)
    node = SyntaxTreeNode(parser.parse(data.decode("utf-8")))
    children = list(node.children)
    tables: list[tuple[str, Rows]] = []
    for before, child in zip([None, *children], children, strict=False):
        tables += ((_caption(before), rows) for rows in _markdown_tables(child))
    notes = [note for block in children if block.type == "footnote_block" for note in block.children]
    return Reading(
        headings=tuple(read(_node_text(e)) for e in node.walk() if e.type == "heading"),
        tables=tuple(tables),
        notes=tuple(read(_node_text(note)) for note in notes),
        pictures=tuple(read("".join(map(_node_text, e.children))) for e in node.walk() if e.type == "image"),
        words=read("".join(_node_text(child) for child in children if child.type != "footnote_block")),
    )


def _caption(before: SyntaxTreeNode | None) -> str:
    """A paragraph before a table that is bold as a whole."""
    inner = before.children[0].children if before and before.type == "paragraph" else []
    words = [child for child in inner if child.content or child.children]
    return read(_node_text(words[0])) if len(words) == 1 and words[0].type == "strong" else ""


WORD = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}


def of_docx(data: bytes) -> Reading:
    parts = _parts(data, "word/document.xml", "word/footnotes.xml", "word/styles.xml")
    body, notes, styles = parts
    named = {
        style.get(f"{{{WORD['w']}}}styleId"): style.xpath("string(w:name/@w:val)", namespaces=WORD).lower()
        for style in styles.xpath("//w:style", namespaces=WORD)
    }
    for contents in body.xpath("//w:sdt", namespaces=WORD):
        contents.getparent().remove(contents)

    def style(paragraph: etree._Element) -> str:
        ident = paragraph.xpath("string(w:pPr/w:pStyle/@w:val)", namespaces=WORD)
        return str(named.get(ident, ""))

    def words(element: etree._Element) -> str:
        """The words of an element, but for the raised numbers of notes, and what says where something is."""
        runs = element.xpath(
            ".//w:r[not(w:rPr/w:rStyle[@w:val='FootnoteReference' or @w:val='PageReference'])]/w:t/text()",
            namespaces=WORD,
        )
        return read("".join(runs))

    def rows(table: etree._Element) -> Rows:
        return tuple(
            tuple(words(cell) for cell in row.xpath("w:tc", namespaces=WORD))
            for row in table.xpath("w:tr", namespaces=WORD)
        )

    return Reading(
        headings=tuple(
            words(p) for p in body.xpath("//w:p", namespaces=WORD) if style(p).startswith("heading ")
        ),
        tables=tuple(
            (read(table.xpath("string(w:tblPr/w:tblCaption/@w:val)", namespaces=WORD)), rows(table))
            for table in body.xpath("//w:tbl", namespaces=WORD)
        ),
        notes=tuple(words(note) for note in notes.xpath("//w:footnote[not(@w:type)]", namespaces=WORD)),
        pictures=tuple(map(read, body.xpath("//wp:docPr/@descr", namespaces=WORD))),
        words=words(body),
    )


OPEN = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
}


def of_odt(data: bytes) -> Reading:
    (content,) = _parts(data, "content.xml")
    body = content.xpath("//office:text", namespaces=OPEN)[0]
    pages = "@text:style-name='Page_20_Reference'"
    notes = [
        read("".join(note.xpath(f"text:note-body//text()[not(ancestor::*[{pages}])]", namespaces=OPEN)))
        for note in body.xpath("//text:note", namespaces=OPEN)
    ]
    pictures = tuple(map(read, body.xpath("//*[local-name()='desc']/text()")))
    unread = (
        "//text:note | //text:table-of-content | //text:note-ref | //*[local-name()='title' or local-name()='desc']"
        f" | //*[{pages}]"
    )
    for element in body.xpath(unread, namespaces=OPEN):
        element.tail, tail = None, element.tail
        before, parent = element.getprevious(), element.getparent()
        parent.remove(element)
        if before is None:
            parent.text = (parent.text or "") + (tail or "")
        else:
            before.tail = (before.tail or "") + (tail or "")

    def words(element: etree._Element) -> str:
        return read("".join(element.itertext()))

    return Reading(
        headings=tuple(words(heading) for heading in body.xpath("//text:h", namespaces=OPEN)),
        tables=tuple(
            (
                words(before)
                if (before := table.getprevious()) is not None
                and before.get(f"{{{OPEN['text']}}}style-name") == "Caption"
                else "",
                tuple(
                    tuple(words(cell) for cell in row.xpath("table:table-cell", namespaces=OPEN))
                    for row in table.xpath(".//table:table-row", namespaces=OPEN)
                ),
            )
            for table in body.xpath("//table:table", namespaces=OPEN)
        ),
        notes=tuple(notes),
        pictures=pictures,
        words=words(body),
    )


def _parts(data: bytes, *names: str) -> list[etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [etree.fromstring(package.read(name)) for name in names]
