"""One Word file a publication: pandoc makes it with the house style's reference document, and the rest is put right.

What pandoc 3.9 leaves undone: a filled table of contents, row headers and widths of tables, lists by their styles,
further references to a footnote, headers and footers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

from ..publishing.document import Document, Edition
from ..publishing.language import Language
from . import Files, Recall
from ._docx_styles import Numbering, Styles, int_of, listing_of
from ._office import (
    CONTENTS_DEPTH,
    INDENT,
    NOTE,
    PAGE_REFERENCE,
    SMALL,
    UNKNOWN,
    WHOLE_TABLE,
    about,
    bookmarked,
    edge,
    is_mark,
    made,
    new_pages,
    reference,
)
from ._package import pack, unpack
from ._pandoc import one_line
from ._templates import Templates
from ._xml import drop, element, found, full, parse, replace, strings, value, words, written

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

EXTRA = "office"
COST = 5
REFERENCE = "docx/reference.docx"
MAIN, NOTES, NUMBERING = "word/document.xml", "word/footnotes.xml", "word/numbering.xml"
STYLES = "word/styles.xml"
RELATIONS, NOTE_RELATIONS = "word/_rels/document.xml.rels", "word/_rels/footnotes.xml.rels"
# A twentieth of a point, by which Word measures pages, in the unit by which it measures pictures.
TWIP = 635
# The flags of a table's look: header row, total row, row headers; no stripes of rows or columns.
FIRST_ROW, LAST_ROW, FIRST_COLUMN, NO_STRIPES = 0x20, 0x40, 0x80, 0x600
# In twentieths of a point: what stands free in the cells of a sheet.
CLOSE = {"top": 20, "bottom": 20}
# What a picture that is not read aloud is told by.
DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
PAGE_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}
# A page that a reference document says nothing about: A4 with margins of an inch.
PAGE = {"w": 11906, "h": 16838, "left": 1440, "right": 1440, "top": 1440, "bottom": 1440}


def render(edition: Edition, templates: Templates) -> Files:
    """The file as `PUBLICATION.docx`."""
    document, language = edition.document, templates.language
    own = reference(templates, REFERENCE, STYLES)
    _, parts = made(document, templates, "docx", str, own)
    return {f"{document.id}.docx": pack(_File(parts, document, language).finished())}


def census(files: Files, edition: Edition) -> list[str]:
    """The records that the file has a bookmark for."""
    main = parse(unpack(files[f"{edition.document.id}.docx"])[MAIN])
    return bookmarked((value(mark, "w:name") for mark in found(main, "//w:bookmarkStart")), edition)


def said(files: Files, edition: Edition, recall: Recall) -> str:
    """What the text and its footnotes say, but for numbers of pages."""
    parts = unpack(files[f"{edition.document.id}.docx"])
    path = (
        f"//w:r[not(w:rPr/w:rStyle/@w:val='{Styles(parse(parts[STYLES])).ident(PAGE_REFERENCE)}')]/w:t/text()"
    )
    return "".join(text for part in (MAIN, NOTES) for text in strings(parse(parts[part]), path))


class _File:
    """A file in parts, as pandoc made it, to be finished."""

    def __init__(self, parts: dict[str, bytes], document: Document, say: Language) -> None:
        self._parts, self._document, self._say = parts, document, say
        self._language = say.regional(document.language)
        self._main, self._notes = parse(parts[MAIN]), parse(parts[NOTES])
        self._styles = Styles(parse(parts[STYLES]))
        page = PAGE | {
            name: int_of(said, f"w:{name}")
            for said in found(self._main, "//w:sectPr/w:pgSz | //w:sectPr/w:pgMar")
            for name in PAGE
            if said.get(full(f"w:{name}"))
        }
        self._width = page["w"] - page["left"] - page["right"]
        self._height = page["h"] - page["top"] - page["bottom"]

    def finished(self) -> dict[str, bytes]:
        """All parts as they are packed."""
        numbering = Numbering(parse(self._parts[NUMBERING]), self._styles)
        paged = self._styles.ident(PAGE_REFERENCE)
        for root in (self._main, self._notes):
            for table in found(root, "//w:tbl"):
                self._table(table)
            for drawing in found(root, "//w:drawing"):
                self._picture(drawing)
            for paragraph in found(root, "//w:p[w:pPr/w:numPr]"):
                numbering.settle(paragraph)
            for line in found(root, "//w:p[.//v:rect[@o:hr]]"):
                style = element("w:pStyle", {"w:val": self._styles.ident("Horizontal Line")})
                replace(line, element("w:p", None, element("w:pPr", None, style)))
            for link in found(root, "//w:hyperlink[w:r/w:rPr/w:rStyle/@w:val=$page]", page=paged):
                replace(link, _page_number(value(link, "w:anchor"), *found(link, "w:r")))
            for link in found(root, f"//w:hyperlink[starts-with(@w:anchor, '{NOTE}')]"):
                self._note_reference(link)
            for text in found(root, "//w:t[contains(., '\t')]"):
                replace(text, *_with_tabs(text.text or ""))
        self._contents()
        self._bookmarks()
        self._new_pages()
        settings = parse(self._parts["word/settings.xml"])
        for languages in found(settings, "//w:themeFontLang"):
            languages.set(full("w:val"), self._language)
        edges = [name for name in self._parts if re.fullmatch(r"word/(header|footer)\d*\.xml", name)]
        return (
            self._parts
            | {MAIN: written(self._main), NOTES: written(self._notes)}
            | {NUMBERING: written(numbering.finished()), "word/settings.xml": written(settings)}
            | {STYLES: self._styles.written()}
            | {name: self._edge(self._parts[name]) for name in edges}
            | self._note_relations()
            | self._properties()
        )

    def _styled(self, root: Element, *names: str) -> list[Element]:
        """The paragraphs with one of some styles."""
        idents = {f"ident{number}": self._styles.ident(name) for number, name in enumerate(names)}
        either = " or ".join(f"@w:val=${variable}" for variable in idents)
        return found(root, f".//w:p[w:pPr/w:pStyle[{either}]]", **idents)

    # Tables

    def _table(self, table: Element) -> None:
        (properties,) = found(table, "w:tblPr")
        before = table.getprevious()
        if before is not None and self._styles.name_of(before) == "caption":
            properties.append(element("w:tblCaption", {"w:val": words(before, "w:t")}))
        self._look(table)
        self._widths(table)
        if self._styled(table, f"Table Heading{SMALL}"):
            self._close(properties)
        rows = found(table, "w:tr")
        for row in rows:
            (kept,) = found(row, "w:trPr") or [element("w:trPr")]
            kept.insert(0, element("w:cantSplit"))
            row.insert(0, kept)
        # A short table stands on one page, no total stands alone, and what a reader must know stands with it.
        kept_rows = rows[:-1] if len(rows) <= WHOLE_TABLE else rows[-2:-1]
        behind = table.getnext()
        noted = behind is not None and self._styles.name_of(behind) == "Table Note"
        for row in (*kept_rows, *rows[-1:] * noted):
            for style in found(row, "w:tc/w:p/w:pPr/w:pStyle"):
                style.addnext(element("w:keepNext"))
        if behind is not None and behind.tag == table.tag:
            # Word takes tables that follow each other for one.
            table.addnext(element("w:p"))

    def _close(self, properties: Element) -> None:
        """Lets the rows of a sheet stand close."""
        margins = [element(f"w:{side}", {"w:w": width, "w:type": "dxa"}) for side, width in CLOSE.items()]
        found(properties, "w:tblLook")[0].addprevious(element("w:tblCellMar", None, *margins))

    def _look(self, table: Element) -> None:
        """Which of the table style's parts apply: those for headers are also what is read aloud as headers."""
        headed = bool(self._styled(table, "Table Row Heading", f"Table Row Heading{SMALL}"))
        summed = bool(self._styled(table, "Table Total", "Table Total Number"))
        flags = FIRST_ROW | LAST_ROW * summed | FIRST_COLUMN * headed | NO_STRIPES
        (look,) = found(table, "w:tblPr/w:tblLook")
        look.set(full("w:val"), f"{flags:04X}")
        for name, flag in {
            "lastRow": summed,
            "firstColumn": headed,
            "noHBand": True,
            "noVBand": True,
        }.items():
            look.set(full(f"w:{name}"), str(int(flag)))

    def _widths(self, table: Element) -> None:
        indent = sum(int_of(indent, "w:w") for indent in found(table, "w:tblPr/w:tblInd"))
        columns = found(table, "w:tblGrid/w:gridCol")
        shares = [int_of(column, "w:w") for column in columns]
        sizes = [round((self._width - indent) * share / sum(shares)) for share in shares]
        (whole,) = found(table, "w:tblPr/w:tblW")
        whole.set(full("w:type"), "dxa")
        whole.set(full("w:w"), str(sum(sizes)))
        for column, size in zip(columns, sizes, strict=True):
            column.set(full("w:w"), str(size))
        for row in found(table, "w:tr"):
            for cell, size in zip(found(row, "w:tc/w:tcPr"), sizes, strict=True):
                cell.insert(0, element("w:tcW", {"w:w": size, "w:type": "dxa"}))

    # Pictures

    def _picture(self, drawing: Element) -> None:
        """Makes a picture fit the page or its cell."""
        for side in "TBLR":
            found(drawing, "wp:inline")[0].set(f"dist{side}", "0")
        for inner in found(drawing, ".//pic:cNvPr"):
            inner.attrib.pop("descr")  # pandoc puts the whole picture here
        (said,) = found(drawing, ".//wp:docPr")
        if is_mark(said.get("title", ""), said.get("descr", "")):
            _decorate(said)
            return
        cells = found(drawing, "ancestor::w:tc/w:tcPr/w:tcW")
        levels = sum(
            listing_of(numbered)[1] + 1 for numbered in found(drawing, "ancestor::w:p/w:pPr/w:numPr")
        )
        width = int_of(cells[-1], "w:w") if cells else self._width
        room = (width - (levels + len(cells)) * INDENT * 20) * TWIP
        sizes = found(drawing, ".//wp:extent | .//pic:spPr/a:xfrm/a:ext")
        width, height = int(sizes[0].get("cx", "1")), int(sizes[0].get("cy", "1"))
        scale = min(1, room / width, 0.9 * self._height * TWIP / height)
        for size in sizes:
            size.set("cx", str(max(1, round(width * scale))))
            size.set("cy", str(max(1, round(height * scale))))

    def _note_relations(self) -> dict[str, bytes]:
        """The relations of footnotes with those of the pictures in them, which pandoc gives to the text alone."""
        embedded = {value(picture, "r:embed") for picture in found(self._notes, "//a:blip")}
        if not embedded:
            return {}
        relations, of_text = (parse(self._parts[name]) for name in (NOTE_RELATIONS, RELATIONS))
        relations.extend(relation for relation in list(of_text) if relation.get("Id") in embedded)
        return {NOTE_RELATIONS: written(relations)}

    # The table of contents, and references

    def _contents(self) -> None:
        """Makes the contents a field with its result already in it, which an editor's program can update."""
        lines = self._styled(self._main, *(f"toc {level}" for level in range(1, CONTENTS_DEPTH + 1)))
        if not lines:
            return
        for style in (style for line in lines for style in found(line, ".//w:rStyle")):
            if value(style, "w:val") == self._styles.ident("Hyperlink"):
                replace(style)
        instruction = f' TOC \\o "1-{CONTENTS_DEPTH}" \\h \\z '
        code = element("w:instrText", {"xml:space": "preserve"}, text=instruction)
        begin, separate, end = (
            element("w:fldChar", {"w:fldCharType": kind}) for kind in ("begin", "separate", "end")
        )
        # Only the program that shows the file knows the pages: it fills them in when it opens it.
        begin.set(full("w:dirty"), "true")
        look = element("w:rPr", None, element("w:rStyle", {"w:val": self._styles.ident(PAGE_REFERENCE)}))
        for link in (link for line in lines for link in found(line, "w:hyperlink")):
            number = _page_number(value(link, "w:anchor"), _run([look], _text(UNKNOWN)))
            link.extend((_run([], element("w:tab")), number))
        lines[0][1:1] = [_run([], begin), _run([], code), _run([], separate)]
        lines[-1].append(_run([], end))
        (heading,) = self._styled(self._main, "TOC Heading")
        part = element("w:docPartObj", None, element("w:docPartGallery", {"w:val": "Table of Contents"}))
        part.append(element("w:docPartUnique"))
        block = element("w:sdt", None, element("w:sdtPr", None, part))
        replace(heading, block)
        block.append(element("w:sdtContent", None, heading, *lines))

    def _bookmarks(self) -> None:
        """Has each bookmark in the paragraph that it leads to: LibreOffice loses one that stands behind a table."""
        ends = {value(end, "w:id"): end for end in found(self._main, "//w:bookmarkEnd")}
        for mark in found(self._main, "//w:bookmarkStart[not(parent::w:p)]"):
            end = ends[value(mark, "w:id")]
            paragraph = found(mark, "following::w:p[1]")[0]
            drop(mark)
            drop(end)
            paragraph.insert(len(found(paragraph, "w:pPr")), mark)
            paragraph.append(end)

    def _new_pages(self) -> None:
        """Has the chapters begin a page that do."""
        begins = new_pages(self._document)
        for mark in found(self._main, "//w:bookmarkStart"):
            if value(mark, "w:name") in begins:
                look = found(mark, "parent::w:p/w:pPr")[0]
                look[1:1] = [element("w:pageBreakBefore"), element("w:spacing", {"w:before": 0})]

    def _note_reference(self, link: Element) -> None:
        """A further reference to a footnote, which follows the footnote's number."""
        style = element("w:rStyle", {"w:val": self._styles.ident("footnote reference")})
        number = _run([element("w:rPr", None, style)], _text(words(link, "w:t")))
        replace(link, _field(f"NOTEREF {value(link, 'w:anchor')} \\h", number))

    # What stands at the edges of the pages, and what is said about the file

    def _edge(self, data: bytes) -> bytes:
        """A header or footer with its blanks filled."""
        root = parse(data)
        for run in found(root, "//w:r[w:t]"):
            look = found(run, "w:rPr")
            made: list[Element] = []
            for part in found(run, "*[not(self::w:rPr)]"):
                if part.tag != full("w:t"):
                    made.append(_run(look, part))
                    continue
                for blank, filled in edge(part.text or "", self._document, self._say):
                    inner = _run(look, _text(filled))
                    made.append(_field(PAGE_FIELDS[blank], inner) if blank else inner)
            replace(run, *made)
        return written(root)

    def _properties(self) -> dict[str, bytes]:
        """What the publication says of itself. No clock, and no author but its own: the file is the same whoever makes it."""
        title, subject = about(self._document)
        own = self._document.imprint
        said = {
            "dc:title": title,
            "dc:subject": subject,
            "dc:creator": "; ".join(own.authors),
            "dc:identifier": own.number or own.url,
            "dc:language": self._language,
        }
        parts = [element(name, text=one_line(text)) for name, text in said.items() if text]
        if own.date:
            created = {"xsi:type": "dcterms:W3CDTF"}
            parts.append(element("dcterms:created", created, text=own.date.first.isoformat()))
        core = element("cp:coreProperties", None, *parts)
        program = element("ep:Properties", None, element("ep:Application", text="statusreport"))
        if own.publisher:
            program.append(element("ep:Company", text=one_line(own.publisher)))
        return {"docProps/core.xml": written(core), "docProps/app.xml": written(program)}


def _run(look: list[Element], part: Element) -> Element:
    return element("w:r", None, *map(deepcopy, look), part)


def _field(instruction: str, result: Element) -> Element:
    """A field, and the run that stands there until a program updates it."""
    return element("w:fldSimple", {"w:instr": f" {instruction} "}, result)


def _page_number(bookmark: str, result: Element) -> Element:
    """The number of a page, which a program fills in when it opens the file."""
    field = _field(f"PAGEREF {bookmark} \\h", result)
    field.set(full("w:dirty"), "true")
    return field


def _decorate(said: Element) -> None:
    """Makes a picture one that is not read aloud."""
    for name in ("title", "descr"):
        said.attrib.pop(name, None)
    extension = element("a:ext", None, element("adec:decorative"))
    extension.set("uri", DECORATIVE)
    extension[0].set("val", "1")
    said.append(element("a:extLst", None, extension))


def _text(text: str) -> Element:
    return element("w:t", {"xml:space": "preserve"}, text=text)


def _with_tabs(text: str) -> Iterator[Element]:
    for number, part in enumerate(text.split("\t")):
        if number:
            yield element("w:tab")
        if part:
            yield _text(part)
