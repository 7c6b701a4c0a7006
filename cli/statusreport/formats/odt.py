"""One OpenDocument file a publication: pandoc makes it with the house style's reference document, then it is put right.

What pandoc 3.9 leaves undone: alternative texts, a table of contents, titles and looks of tables, lists by their
styles, further references to a footnote, headers and footers.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ..publishing.document import Document, Edition
from ..publishing.language import Language
from . import Files, Recall
from ._odt_contents import fill_contents, page_number
from ._odt_styles import by_name, cell_kind, cell_styles, points_of, style_name
from ._office import (
    FACTS,
    INDENT,
    NOTE,
    PAGE_REFERENCE,
    WHOLE_TABLE,
    about,
    bookmarked,
    edge,
    is_mark,
    made,
    new_pages,
    picture_texts,
    reference,
)
from ._package import pack, unpack
from ._pandoc import Nodes, one_line
from ._templates import Templates
from ._xml import add_text, drop, element, found, full, parse, replace, strings, value, written

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

EXTRA = "office"
COST = 5
REFERENCE = "odt/reference.odt"
CONTENT, STYLES, MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
# In points: what the words behind a mark are set in by.
MARKED = 10
# The style of a heading that begins a page.
NEW_PAGE = "NewPage"
PAGE_FIELDS = {"page": "text:page-number", "pages": "text:page-count"}


def render(edition: Edition, templates: Templates) -> Files:
    """The file as `PUBLICATION.odt`."""
    document, language = edition.document, templates.language
    own = reference(templates, REFERENCE, STYLES)
    blocks, parts = made(document, templates, "odt", style_name, own)
    file = _File(parts, document, language)
    return {f"{document.id}.odt": pack(file.finished(blocks, cell_styles(templates)))}


def census(files: Files, edition: Edition) -> list[str]:
    """The records that the file has a bookmark for."""
    content = parse(unpack(files[f"{edition.document.id}.odt"])[CONTENT])
    marks = found(content, "//text:bookmark-start | //text:bookmark")
    return bookmarked((value(mark, "text:name") for mark in marks), edition)


def said(files: Files, edition: Edition, recall: Recall) -> str:
    """What the text says, and then its footnotes, but for numbers of pages."""
    content = parse(unpack(files[f"{edition.document.id}.odt"])[CONTENT])
    for numbered in found(content, "//*[@text:style-name=$name]", name=style_name(PAGE_REFERENCE)):
        drop(numbered)
    body = strings(content, "//office:body//text()[not(ancestor::text:note)]")
    return "".join((*body, *strings(content, "//text:note//text()")))


class _File:
    """A file in parts, as pandoc made it, to be finished."""

    def __init__(self, parts: dict[str, bytes], document: Document, say: Language) -> None:
        self._parts, self._document, self._say = parts, document, say
        self._content, self._styles = parse(parts[CONTENT]), parse(parts[STYLES])
        (self._automatic,) = found(self._content, "/office:document-content/office:automatic-styles")
        (self._text,) = found(self._content, "//office:text")
        self._made_lists = by_name(self._automatic, "text:list-style")
        self._own_lists = by_name(self._styles, "//text:list-style")
        page, sides = found(self._styles, "//style:page-layout-properties")[0], ("left", "right")
        self._width = points_of(page, "fo:page-width") - sum(
            points_of(page, f"fo:margin-{side}") for side in sides
        )
        self._height = points_of(page, "fo:page-height")

    def finished(self, blocks: Nodes, tables: Element) -> dict[str, bytes]:
        """All parts as they are packed."""
        for listed in found(self._text, ".//text:list"):
            self._list(listed)
        marks = []
        for frame, texts in zip(found(self._text, ".//draw:frame"), picture_texts(blocks), strict=True):
            if is_mark(*texts):
                marks.append(frame)
            else:
                self._picture(frame, *texts)
        self._store_once()
        self._automatic.extend(tables)
        all_tables = found(self._text, ".//table:table")
        for table in all_tables:
            _take_out(table)
        for table in all_tables:
            self._table(table)
        for mark in marks:
            self._mark(mark)
        for link in found(self._text, ".//text:a"):
            self._link(link)
        for code in found(self._text, ".//text:span[@text:style-name='Source_Text']"):
            code.set(full("text:style-name"), style_name("Verbatim Char"))
        fill_contents(self._text)
        self._new_pages()
        self._drop_unused()
        for line in found(self._styles, "//style:header//text:p | //style:footer//text:p"):
            self._edge(line)
        return self._parts | {
            CONTENT: written(self._content),
            STYLES: written(self._styles),
            MANIFEST: self._parts[MANIFEST].replace(b"application/xml", b"text/xml"),
            "meta.xml": self._properties(),
        }

    # Lists, tables, pictures

    def _list(self, listed: Element) -> None:
        """Gives a list the list style of its paragraphs instead of one of its own."""
        made = self._made_lists.get(value(listed, "text:style-name"))
        if made is None:
            return  # a list in a list of its kind goes on in the outer one's style
        numbers = found(made, "text:list-level-style-number")
        boxed = found(listed, ".//text:p[starts-with(@text:style-name, 'Promise')]")
        name = style_name(f"{'Promise ' if boxed else ''}{'Numbers' if numbers else 'Bullets'}")
        if name not in self._own_lists:
            return  # a reference document without our lists: pandoc's will do
        listed.set(full("text:style-name"), name)
        if numbers and (start := value(numbers[0], "text:start-value")) != "1":
            listed[0].set(full("text:start-value"), start)

    def _table(self, table: Element) -> None:
        before = table.getprevious()
        if before is not None and value(before, "text:style-name") == style_name("caption"):
            table.insert(0, element("table:title", text="".join(before.itertext())))
        for row in found(table, ".//table:table-row"):
            row.set(full("table:style-name"), "TableRow")
            kind = cell_kind(row)
            for cell in found(row, "table:table-cell"):
                cell.set(full("table:style-name"), kind)
        behind = table.getnext()
        path = "style:style[@style:name=$name]/style:table-properties"
        for look in found(self._automatic, path, name=value(table, "table:style-name")):
            if len(found(table, ".//table:table-row")) <= WHOLE_TABLE:
                look.set(full("style:may-break-between-rows"), "false")
            if behind is not None and value(behind, "text:style-name") == style_name("Table Note"):
                look.set(full("fo:keep-with-next"), "always")
        if behind is not None and behind.tag == table.tag:
            table.addnext(element("text:p", {"text:style-name": style_name("Table Text")}))
        self._header_columns(table)

    def _header_columns(self, table: Element) -> None:
        """Marks the columns up to the one that names the rows as headers."""
        heading = style_name("Table Row Heading")
        path = "table:table-row/table:table-cell[starts-with(text:p/@text:style-name, $name)]"
        named = found(table, path, name=heading)
        if named:
            columns = found(table, "table:table-column")
            number = len(found(named[0], "preceding-sibling::table:table-cell"))
            headers = element("table:table-header-columns")
            replace(columns[0], headers)
            headers.extend(columns[: number + 1])

    def _picture(self, frame: Element, title: str, description: str) -> None:
        """Gives a picture its texts, which pandoc drops, and makes it fit the page or its cell."""
        frame.append(element("svg:title", text=title))
        frame.append(element("svg:desc", text=description))
        frame.set(full("draw:style-name"), "Graphics")
        frame.set(full("text:anchor-type"), "as-char")
        width, height = points_of(frame, "svg:width"), points_of(frame, "svg:height")
        room = self._room(frame) - INDENT * len(found(frame, "ancestor::text:list | ancestor::table:table"))
        scale = min(1, room / width, 0.75 * self._height / height)  # headers and footers take their part
        frame.set(full("svg:width"), f"{width * scale:.2f}pt")
        frame.set(full("svg:height"), f"{height * scale:.2f}pt")

    def _mark(self, frame: Element) -> None:
        """Lays a mark under the paragraph of a cell or fact that begins with it: a picture would be read aloud."""
        (line,) = found(frame, "ancestor::text:p[1]")
        fact = bool(found(frame, "preceding-sibling::node()[1][self::text:tab]"))
        begins = not line.text and line[0] is frame and bool(found(line, "parent::table:table-cell"))
        usual, picture = value(line, "text:style-name"), value(frame[0], "xlink:href")
        drop(frame)
        if not begins and not fact:
            return
        name = f"{usual}_20_{PurePosixPath(picture).stem}"
        if name not in by_name(self._automatic, "style:style"):
            ground = {
                "xlink:href": picture,
                "xlink:type": "simple",
                "xlink:actuate": "onLoad",
                "style:position": "top left",
                "style:repeat": "no-repeat",
            }
            if fact:
                left = f"{FACTS + MARKED}pt"
                # Places of stops are told from the indent.
                stop = element("style:tab-stops", None, element("style:tab-stop", {"style:position": "0pt"}))
                indent = {"fo:margin-left": left, "fo:text-indent": f"-{left}"}
                look = element("style:paragraph-properties", indent, stop)
            else:
                look = element("style:paragraph-properties", {"fo:padding-left": f"{MARKED}pt"})
            look.append(element("style:background-image", ground))
            about = {"style:name": name, "style:family": "paragraph", "style:parent-style-name": usual}
            self._automatic.append(element("style:style", about, look))
        line.set(full("text:style-name"), name)

    def _store_once(self) -> None:
        """Keeps one of the parts that pandoc makes of a picture that is shown several times."""
        kept: dict[bytes, str] = {}
        for image in found(self._text, ".//draw:image"):
            name = value(image, "xlink:href")
            first = kept.setdefault(self._parts[name], name)
            if name != first:
                image.set(full("xlink:href"), first)
                del self._parts[name]
                entry = rf'\s*<manifest:file-entry [^>]*manifest:full-path="{name}"[^>]*>'.encode()
                self._parts[MANIFEST] = re.sub(entry, b"", self._parts[MANIFEST])

    def _room(self, frame: Element) -> float:
        """The width that a picture has where it stands."""
        cells = found(frame, "ancestor::table:table-cell")
        if not cells:
            return self._width
        columns = found(cells[-1], "ancestor::table:table[1]//table:table-column")
        names = [value(column, "table:style-name") for column in columns]
        shares = [
            int(value(style, "style:rel-column-width").rstrip("*"))
            for name in names
            for style in found(self._automatic, "style:style[@style:name=$name]/*", name=name)
        ]
        number = len(found(cells[-1], "preceding-sibling::table:table-cell"))
        return self._width * shares[number] / sum(shares)

    # The table of contents, and references

    def _link(self, link: Element) -> None:
        target = value(link, "xlink:href").removeprefix("#")
        numbered = style_name(PAGE_REFERENCE)
        if found(link, ".//text:span[@text:style-name=$name]", name=numbered):
            number = page_number(target, "".join(link.itertext()))
            link[:] = [number]
            link.set(full("text:style-name"), numbered)
            return
        if target.startswith(NOTE):
            self._note_reference(link, target)
            return
        tiles = found(link, ".//text:span[starts-with(@text:style-name, 'Tile_')]")
        look = value(tiles[0], "text:style-name") if tiles else style_name("Hyperlink")
        for style in (link, *found(link, "text:span[@text:style-name='Definition']")):
            style.set(full("text:style-name"), look)

    def _note_reference(self, link: Element, target: str) -> None:
        """A further reference to a footnote, which follows the footnote's number."""
        path = "//text:bookmark-start[@text:name=$name]/following-sibling::text:note[1]"
        (note,) = found(self._text, path, name=target)
        said = {
            "text:note-class": "footnote",
            "text:reference-format": "text",
            "text:ref-name": value(note, "text:id"),
        }
        number = element("text:note-ref", said, text="".join(link.itertext()))
        replace(link, element("text:span", {"text:style-name": style_name("footnote reference")}, number))

    def _new_pages(self) -> None:
        """Has the chapters begin a page that do."""
        begins = new_pages(self._document)
        for heading in found(self._text, ".//text:h"):
            if begins.intersection(
                value(mark, "text:name") for mark in found(heading, ".//text:bookmark-start")
            ):
                usual = value(heading, "text:style-name")
                about = {
                    "style:name": NEW_PAGE,
                    "style:family": "paragraph",
                    "style:parent-style-name": usual,
                }
                if NEW_PAGE not in by_name(self._automatic, "style:style"):
                    look = element(
                        "style:paragraph-properties", {"fo:break-before": "page", "fo:margin-top": "0pt"}
                    )
                    self._automatic.append(element("style:style", about, look))
                heading.set(full("text:style-name"), NEW_PAGE)

    def _drop_unused(self) -> None:
        """Drops the automatic styles that pandoc made and nothing uses any more."""
        used = {
            name
            for inner in self._text.iter()
            for attribute, name in inner.attrib.items()
            if str(attribute).endswith("}style-name")
        }
        for style in list(self._automatic):
            if value(style, "style:name") not in used:
                self._automatic.remove(style)
        for fonts in found(self._content, "/office:document-content/office:font-face-decls"):
            fonts.clear()  # those of the reference document stand with its styles

    # What stands at the edges of the pages, and what is said about the file

    def _edge(self, line: Element) -> None:
        """Fills the blanks in a header or footer."""
        inner = list(line)
        texts = [line.text, *(child.tail for child in inner)]
        line.text = None
        for child in inner:
            line.remove(child)
        for text, child in zip_longest(texts, inner):
            for blank, filled in edge(text or "", self._document, self._say):
                if blank:
                    line.append(element(PAGE_FIELDS[blank], text=filled))
                else:
                    add_text(line, filled)
            if child is not None:
                child.tail = None
                self._edge(child)
                line.append(child)

    def _properties(self) -> bytes:
        """What the publication says of itself. No clock, and no author but its own: the file is the same whoever makes it."""
        title, subject = about(self._document)
        said = {
            "dc:title": title,
            "dc:subject": subject,
            "dc:language": self._say.regional(self._document.language),
        }
        own = self._document.imprint
        more = {
            "meta:initial-creator": "; ".join(own.authors),
            "meta:creation-date": own.date.first.isoformat() if own.date else "",
        }
        parts = [element(name, text=one_line(text)) for name, text in (said | more).items() if text]
        parts += [
            element("meta:user-defined", {"meta:name": name}, text=one_line(text))
            for name, text in (
                ("publisher", own.publisher),
                ("identifier", own.number or own.url),
                ("rights", own.license),
            )
            if text
        ]
        meta = element("office:meta", None, *parts)
        return written(element("office:document-meta", {"office:version": "1.3"}, meta))


def _take_out(table: Element) -> None:
    """Takes a table out of the lists it stands in, where ODF allows none: each list goes on behind it."""
    parts = ("text:list-item", "text:list-header")
    goes_on = {full(part): "text:list-header" for part in parts} | {full("text:list"): "text:list"}
    while (holder := table.getparent()) is not None and holder.tag in goes_on:
        rest = element(goes_on[holder.tag])
        if holder.tag == full("text:list"):
            rest.attrib.update(holder.attrib)
            rest.set(full("text:continue-numbering"), "true")
        rest.extend(list(table.itersiblings()))
        replace(holder, *([holder] if len(holder) > 1 else []), table, *([rest] if len(rest) else []))
