"""An ODT as the checks see it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from gate.content import Run
from gate.officefile import (
    Block,
    Item,
    Look,
    Mark,
    OfficeFile,
    Paragraph,
    Picture,
    Row,
    Sign,
    Table,
    flat,
    found,
    one,
    parse,
    short,
    value,
)
from gate.texts import squeezed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# The units of lengths, in points.
UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
_LENGTH = re.compile(r"([0-9.]+)([a-z]+)")
_HEADING = re.compile(r"heading (\d)")
_SIGNS = {"text:s", "text:tab", "text:line-break"}
# What the text, and what goes with each page, is made of.
_ELEMENTS = {
    *("office:text", "style:header", "style:footer", "text:p", "text:h", "text:span", "text:a", *_SIGNS),
    *("text:bookmark", "text:bookmark-start", "text:bookmark-end", "text:bookmark-ref"),
    *("text:page-number", "text:page-count", "text:note", "text:note-citation", "text:note-body", "text:note-ref"),
    *("text:list", "text:list-item", "text:list-header", "draw:frame", "draw:image", "svg:title", "svg:desc"),
    *("text:table-of-content", "text:table-of-content-source", "text:table-of-content-entry-template"),
    *("text:index-title-template", "text:index-title", "text:index-body", "text:index-entry-link-start"),
    *("text:index-entry-text", "text:index-entry-tab-stop", "text:index-entry-page-number", "text:index-entry-link-end"),
    *("table:table", "table:title", "table:table-column", "table:table-header-columns", "table:table-header-rows"),
    *("table:table-row", "table:table-cell"),
}  # fmt: skip
_OUTSIDE = ("office:scripts", "office:event-listeners", "office:dde-source", "form:form")
_PARTS = re.compile(r"mimetype|(content|styles|meta)\.xml|META-INF/manifest\.xml|Pictures/[\w.-]+")
# What a paragraph or some words may have beside their style: a new page, emphasis, a language.
_DIRECT = {
    *("fo:break-before", "fo:margin-top"),
    # The mark of a status, which lies under its paragraph.
    *("fo:padding-left", "fo:margin-left", "fo:text-indent"),
    *("fo:font-weight", "style:font-weight-asian", "style:font-weight-complex"),
    *("fo:font-style", "style:font-style-asian", "style:font-style-complex"),
    *("fo:language", "fo:script", "fo:country"),
}
# Whose styles are of which family.
_FAMILIES = {
    "text:p": "paragraph",
    "text:h": "paragraph",
    "text:span": "text",
    "text:a": "text",
    "text:list": "list",
    "table:table": "table",
    "table:table-column": "table-column",
    "table:table-row": "table-row",
    "table:table-cell": "table-cell",
    "draw:frame": "graphic",
}
Style = tuple[str, str]
"""The family and the name of a style."""


class Odt(OfficeFile):
    """An ODT, read as far as it is asked for."""

    suffix = "odt"
    SIGNS_AT_BEGINNINGS_ONLY = True
    FIRST = "mimetype"

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._content, self._frame = parse(self.parts["content.xml"]), parse(self.parts["styles.xml"])
        (self._text,) = found(self._content, "office:body/office:text")
        self._pages = found(self._frame, "office:master-styles/style:master-page")
        self._edges = [edge for page in self._pages for edge in found(page, "style:header | style:footer")]
        self._styles = _Styles(self._content, self._frame)
        self._last: dict[tuple[str, int], int] = {}

    # The package

    @property
    def declared(self) -> set[str]:
        manifest = found(parse(self.parts["META-INF/manifest.xml"]), "manifest:file-entry")
        named = {value(entry, "manifest:full-path") for entry in manifest} - {"/"}
        return named | {self.FIRST, "META-INF/manifest.xml"}

    @property
    def referred(self) -> set[str]:
        return self.declared | {value(image, "xlink:href") for image in found(self._text, ".//draw:image")}

    @property
    def strange(self) -> Iterator[str]:
        inner = (element for tree in (self._text, *self._edges) for element in tree.iter())
        yield from sorted({short(element.tag) for element in inner} - _ELEMENTS)
        yield from (part for part in self.parts if not _PARTS.fullmatch(part))
        for element in (element for root in (self._content, self._frame) for element in root.iter()):
            kind, address = short(element.tag), value(element, "xlink:href")
            if kind in _OUTSIDE or (address and kind != "text:a" and address not in self.parts):
                yield f"{kind} {address}"

    @property
    def properties(self) -> dict[str, str]:
        said = found(parse(self.parts["meta.xml"]), "office:meta/*")
        return {short(item.tag).partition(":")[2]: item.text or "" for item in said}

    @property
    def languages(self) -> dict[str, str]:
        default = self._styles.language([("paragraph", "")])
        return {"the styles": default, "the properties": self.properties.get("language", "")}

    # The pages

    @property
    def sizes(self) -> Iterator[tuple[float, float]]:
        for page in self._pages:
            path = "office:automatic-styles/style:page-layout[@style:name=$name]/style:page-layout-properties"
            for sheet in found(self._frame, path, name=value(page, "style:page-layout-name")):
                yield _points(value(sheet, "fo:page-width")), _points(value(sheet, "fo:page-height"))

    @property
    def edges(self) -> list[Paragraph]:
        return [self._paragraph(line) for edge in self._edges for line in found(edge, "text:p")]

    # The text

    @cached_property
    def _split(self) -> tuple[list[Block], list[Block]]:
        """What stands above and below the contents; if there are none, nothing stands above."""
        contents = one(self._text, "text:table-of-content")
        place = -1 if contents is None else self._text.index(contents)
        children = list(self._text)
        return list(self._blocks(children[: max(place, 0)])), list(self._blocks(children[place + 1 :]))

    @property
    def cover(self) -> list[Block]:
        return self._split[0]

    @property
    def contents(self) -> list[Paragraph]:
        lines = found(self._text, "text:table-of-content/text:index-body//text:p")
        return [self._paragraph(line) for line in lines]

    @property
    def depth(self) -> int:
        path = "text:table-of-content/text:table-of-content-source"
        depth = int(value(one(self._text, path), "text:outline-level") or 0)
        lines = found(self._text, f"{path}/text:table-of-content-entry-template[text:index-entry-text]")
        levels = [int(value(line, "text:outline-level")) for line in lines]
        return depth if levels == [*range(1, depth + 1)] else 0

    @property
    def body(self) -> list[Block]:
        return self._split[1]

    def _blocks(self, elements: Iterable[Element]) -> Iterator[Block]:
        before: Block | None = None
        for element in elements:
            for block in self._block(element, before):
                yield block
                before = block

    def _block(self, element: Element, before: Block | None) -> Iterator[Block]:
        match short(element.tag):
            case "text:p" | "text:h":
                yield self._paragraph(element)
            case "text:list":
                yield from self._list(element, value(element, "text:style-name"), 1)
            case "table:table":
                yield self._table(element, before)

    def _list(self, listed: Element, style: str, depth: int) -> Iterator[Paragraph]:
        style = value(listed, "text:style-name") or style
        first = self._styles.first_number(style, depth)
        if value(listed, "text:continue-numbering") != "true":
            self._last[style, depth] = (first or 1) - 1
        for member in listed:
            item: Item | None = None
            if short(member.tag) == "text:list-item":
                self._last[style, depth] += 1
                if start := value(member, "text:start-value"):
                    self._last[style, depth] = int(start)
                item = Item(depth, self._last[style, depth] if first is not None else 0)
            for child in member:
                if short(child.tag) == "text:list":
                    yield from self._list(child, style, depth + 1)
                else:
                    yield self._paragraph(child, item)
                    item = None

    def _paragraph(self, line: Element, item: Item | None = None) -> Paragraph:
        style, pieces = self._styles.name(_style(line)), list(_pieces(line))
        heading = _HEADING.fullmatch(style)
        level = value(line, "text:outline-level")
        return Paragraph(
            style,
            int(level) if heading and heading[1] == level else 0,
            squeezed("".join(piece.text for piece in pieces)),
            tuple(run for piece in pieces for run in self._runs(piece, _style(line))),
            item,
            self._styles.said([_style(line)], "paragraph", "fo:break-before") == "page",
        )

    def _runs(self, piece: _Piece, style: Style) -> Iterator[Run]:
        # Seen from the package, the file's own folder is one above.
        yield Run(piece.text, self._styles.language([*piece.styles, style]), piece.target.removeprefix("../"))
        for line in [] if piece.note is None else found(piece.note, "text:note-body//text:p"):
            for inner in _pieces(line):
                yield from self._runs(inner, _style(line))

    def _table(self, table: Element, before: Block | None) -> Table:
        return Table(
            before if isinstance(before, Paragraph) else None,
            "".join(title.text or "" for title in found(table, "table:title")),
            _columns(table, ".//table:table-column"),
            _columns(table, "table:table-header-columns/table:table-column"),
            tuple(
                Row(
                    tuple(self._paragraph(line) for line in found(row, "table:table-cell/text:p")),
                    bool(found(row, "parent::table:table-header-rows")),
                    self._styles.said([_style(row)], "table-row", "fo:keep-together") == "always",
                )
                for row in found(table, ".//table:table-row")
            ),
        )

    def header_columns(self, header: int) -> int:
        return header + 1

    @property
    def _notes(self) -> list[Element]:
        return found(self._text, ".//text:note[@text:note-class='footnote']")

    @property
    def notes(self) -> list[list[Paragraph]]:
        bodies = [found(note, "text:note-body/*") for note in self._notes]
        return [list(flat(list(self._blocks(body)))) for body in bodies]

    @property
    def references(self) -> list[tuple[int, str]]:
        numbers = {value(note, "text:id"): number for number, note in enumerate(self._notes, 1)}
        references = found(self._text, ".//text:note-ref")
        return [(numbers.get(value(of, "text:ref-name"), 0), "".join(of.itertext())) for of in references]

    @property
    def pictures(self) -> list[Picture]:
        frames = found(self._text, ".//draw:frame[draw:image]")
        frames.sort(key=lambda frame: bool(found(frame, "ancestor::text:note")))
        said = ((found(frame, "svg:title"), found(frame, "svg:desc")) for frame in frames)
        return [Picture(*("".join(text.text or "" for text in texts) for texts in both)) for both in said]

    @property
    def signs(self) -> list[Sign]:
        signs = []
        for line in found(self._text, ".//text:p"):
            own = self._styles.made.get(_style(line))
            if own is not None and (picture := found(own, ".//style:background-image")):
                words = "".join(piece.text for piece in _pieces(line))
                name = "".join(
                    "".join(part.itertext()) for part in found(line, "text:tab[1]/preceding-sibling::*")
                )
                look = self.parts[value(picture[0], "xlink:href")]
                signs.append(Sign(look, words.removeprefix(name).lstrip(), bool(name)))
        return signs

    @property
    def page_references(self) -> list[tuple[str, str]]:
        inside = "ancestor::text:note or ancestor::text:table-of-content"
        lines = [*found(self._text, f".//text:p[not({inside})]"), *found(self._text, ".//text:note//text:p")]
        return [reference for line in lines for reference in _references(line)]

    @property
    def numbered(self) -> list[str]:
        path = "text:table-of-content/text:index-body//text:bookmark-ref[@text:reference-format='page']"
        return [value(number, "text:ref-name") for number in found(self._text, path)]

    @property
    def marks(self) -> list[Mark]:
        ends = Counter(value(end, "text:name") for end in found(self._text, ".//text:bookmark-end"))
        return [
            Mark(
                value(mark, "text:name"),
                squeezed("".join(piece.text for piece in _pieces(line))),
                short(mark.tag) == "text:bookmark" or ends[value(mark, "text:name")] == 1,
            )
            for mark in found(self._text, ".//text:bookmark-start | .//text:bookmark")
            for line in found(mark, "ancestor::*[self::text:p or self::text:h][1]")
        ]

    @property
    def targets(self) -> set[str]:
        links = {value(link, "xlink:href") for link in found(self._text, ".//text:a")}
        inner = {address.removeprefix("#") for address in links if address.startswith("#")}
        return inner | {value(of, "text:ref-name") for of in found(self._text, ".//text:bookmark-ref")}

    @property
    def ids(self) -> Iterator[str]:
        kinds = {"text:note": "text:id", "table:table": "table:name", "draw:frame": "draw:name"}
        for kind, key in kinds.items():
            yield from (f"{kind} {value(named, key)}" for named in found(self._text, f".//{kind}"))

    # The styles

    @cached_property
    def looks(self) -> set[Look]:
        lines = [line for tree in (self._text, *self._edges) for line in found(tree, ".//text:p | .//text:h")]
        return {look for line in lines for look in self._looks(line)}

    def _looks(self, line: Element) -> Iterator[Look]:
        said, lines = self._styles.said, [_style(line), ("paragraph", "")]
        cells = [_style(cell) for cell in found(line, "parent::table:table-cell")]
        for piece in _pieces(line):
            styles = [*piece.styles, *lines]
            grounds = [
                said(styles, "text", "fo:background-color"),
                said(lines, "paragraph", "fo:background-color"),
                said(cells, "table-cell", "fo:background-color"),
            ]
            yield Look(
                piece.text,
                said(styles, "text", "fo:color") or "#000000",
                next((ground for ground in grounds if ground not in ("", "transparent")), "#ffffff"),
                self._styles.faces.get(said(styles, "text", "style:font-name"), ""),
            )

    @property
    def fonts(self) -> set[str]:
        return set(self._styles.faces.values())

    @property
    def undefined(self) -> set[str]:
        users = [user for tree in (self._text, *self._edges) for user in tree.iter()]
        # A list in another one needs no style of its own.
        styles = {_style(user) for user in users if short(user.tag) in _FAMILIES} - {("list", "")}
        return {style[1] for style in styles if not self._styles.knows(style)}

    @property
    def direct(self) -> set[str]:
        kinds = ("text", "paragraph", "graphic")
        own = [style for style in self._styles.made.values() if value(style, "style:family") in kinds]
        return {short(key) for style in own for said in style for key in said.attrib} - _DIRECT


class _Piece(NamedTuple):
    """Words of one look, with the styles that they stand in, the inmost first; or a footnote."""

    text: str
    styles: tuple[Style, ...]
    target: str
    note: Element | None = None


def _of_page(piece: Element) -> bool:
    """Whether some words say on which page something is."""
    return _style(piece) == ("text", "Page_20_Reference")


def _references(line: Element) -> Iterator[tuple[str, str]]:
    """What a paragraph says of pages."""
    words, about = "", ""
    for part in line.iter("{*}span", "{*}a"):
        if not _of_page(part) or (
            found(part, "ancestor::text:note") and not found(line, "ancestor::text:note")
        ):
            continue
        if numbers := found(part, ".//text:bookmark-ref[@text:reference-format='page']"):
            words, about = f"{words}#", value(numbers[0], "text:ref-name")
        elif about and "(" not in words:
            yield words, about
            words, about = "".join(part.itertext()), ""
        else:
            words += "".join(part.itertext())
            if about:
                yield words, about
                words, about = "", ""
    if about:
        yield words, about


def _pieces(of: Element, styles: tuple[Style, ...] = (), target: str = "") -> Iterator[_Piece]:
    """The words of a paragraph piece by piece, without references to footnotes."""
    yield _Piece(of.text or "", styles, target)
    for child in of:
        match short(child.tag):
            case "text:span" | "text:a" if not _of_page(child):
                yield from _pieces(child, (_style(child), *styles), value(child, "xlink:href") or target)
            case "text:note":
                yield _Piece("", styles, target, child)
            case "text:page-number" | "text:page-count":
                yield _Piece(child.text or "", styles, target)
            case kind if kind in _SIGNS:
                yield _Piece(" ", styles, target)
        yield _Piece(child.tail or "", styles, target)


class _Styles:
    """The styles of a file, each with what it takes from its parents."""

    def __init__(self, content: Element, frame: Element) -> None:
        self._styles = _by_name([frame, content], ".//style:style | .//style:default-style")
        self.made = _by_name([frame, content], "office:automatic-styles/style:style")
        lists = [style for root in (frame, content) for style in found(root, ".//text:list-style")]
        self._lists = {value(style, "style:name"): list(style) for style in lists}
        self.faces = {
            value(face, "style:name"): value(face, "svg:font-family").strip("'")
            for face in found(frame, "office:font-face-decls/style:font-face")
        }
        self._said: dict[tuple[Style, str, str], str] = {}

    def knows(self, style: Style) -> bool:
        family, name = style
        return name in self._lists if family == "list" else name != "" and style in self._styles

    def name(self, style: Style) -> str:
        """The name that people see; a style that a program made has that of its parent."""
        shown = value(self.made[style], "style:parent-style-name") if style in self.made else style[1]
        return shown.replace("_20_", " ").lower()

    def first_number(self, style: str, depth: int) -> int | None:
        """The number that a list begins with; None for bullets."""
        levels = [level for level in self._lists.get(style, ()) if value(level, "text:level") == str(depth)]
        numbers = [level for level in levels if short(level.tag) == "text:list-level-style-number"]
        return int(value(numbers[0], "text:start-value") or 1) if numbers else None

    def language(self, styles: Iterable[Style]) -> str:
        parts = (self.said(styles, "text", f"fo:{part}") for part in ("language", "script", "country"))
        return "-".join(part for part in parts if part not in ("", "none"))

    def said(self, styles: Iterable[Style], kind: str, key: str) -> str:
        """What the first of some styles says that says something of a kind of property."""
        return next((said for style in styles if (said := self._of_style(style, kind, key))), "")

    def _of_style(self, style: Style, kind: str, key: str) -> str:
        if (style, kind, key) not in self._said:
            own = self._styles.get(style)
            parent = value(own, "style:parent-style-name")
            said = value(one(own, f"style:{kind}-properties"), key)
            self._said[style, kind, key] = said or (
                self._of_style((style[0], parent), kind, key) if parent else ""
            )
        return self._said[style, kind, key]


def _by_name(roots: list[Element], path: str) -> dict[Style, Element]:
    styles = [style for root in roots for style in found(root, path)]
    return {(value(style, "style:family"), value(style, "style:name")): style for style in styles}


def _style(of: Element) -> Style:
    kind = short(of.tag)
    return _FAMILIES[kind], value(of, f"{kind.partition(':')[0]}:style-name")


def _columns(table: Element, path: str) -> int:
    return sum(int(value(column, "table:number-columns-repeated") or 1) for column in found(table, path))


def _points(length: str) -> float:
    parsed = _LENGTH.fullmatch(length)
    return float(parsed[1]) * UNITS[parsed[2]] if parsed else 0.0
