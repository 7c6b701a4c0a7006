"""A DOCX as the checks see it."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

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
    found,
    one,
    parse,
    short,
    value,
)
from gate.texts import squeezed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# The units of lengths in a point.
TWIPS = 20
_TEXT = re.compile(r"word/(document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
_FIELD = re.compile(r"\s*([A-Z]+)\s*(\S*)")
_DEPTH = re.compile(r'\s*TOC\s.*\\o "1-(\d)"')
_HEADING = re.compile(r"heading (\d)")
_ON = {"", "1", "on", "true"}
# Signs that are elements of their own.
_SIGNS = {"w:tab": " ", "w:br": " ", "w:softHyphen": "\u00ad", "w:noBreakHyphen": "\u2011"}
_WORDS = {"w:t", *_SIGNS}
# What a paragraph or some words may have beside their style: a place in a list, a new page, emphasis, a language.
_DIRECT = {
    *("w:pStyle", "w:keepNext", "w:pageBreakBefore", "w:numPr", "w:ind", "w:rStyle"),
    *("w:b", "w:bCs", "w:i", "w:iCs", "w:lang", "w:rtl", "w:rFonts"),
}
# What else text is made of, besides pictures.
_ELEMENTS = {
    *("w:document", "w:body", "w:sectPr", "w:headerReference", "w:footerReference", "w:pgSz", "w:pgMar", "w:titlePg"),
    *("w:hdr", "w:ftr", "w:comments", "w:footnotes", "w:footnote", "w:separator", "w:continuationSeparator"),
    *("w:sdt", "w:sdtPr", "w:sdtContent", "w:docPartObj", "w:docPartGallery", "w:docPartUnique"),
    *("w:p", "w:pPr", "w:ilvl", "w:numId", "w:r", "w:rPr", *_WORDS, "w:drawing"),
    *("w:footnoteReference", "w:footnoteRef", "w:hyperlink", "w:bookmarkStart", "w:bookmarkEnd"),
    *("w:fldChar", "w:fldSimple", "w:instrText"),
    *("w:tbl", "w:tblPr", "w:tblStyle", "w:tblW", "w:tblLayout", "w:tblLook", "w:tblCaption", "w:tblGrid", "w:gridCol"),
    *("w:tr", "w:trPr", "w:cantSplit", "w:tblHeader", "w:tc", "w:tcPr", "w:tcW", "w:tblCellMar", "w:top", "w:bottom"),
    *("w:spacing", "adec:decorative"),
}  # fmt: skip
_FIELDS = {"TOC", "PAGE", "NUMPAGES", "NOTEREF", "PAGEREF", "HYPERLINK"}
# What a part may be to another one.
_TIES = {
    *("officeDocument", "core-properties", "extended-properties", "custom-properties", "styles", "numbering"),
    *("settings", "webSettings", "fontTable", "theme", "footnotes", "comments", "header", "footer", "image"),
}


class Docx(OfficeFile):
    """A DOCX, read as far as it is asked for."""

    suffix = "docx"
    FIRST = "[Content_Types].xml"

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        xml = [part for part in self.parts if part.endswith((".xml", ".rels"))]
        self._trees = {part: parse(self.parts[part]) for part in xml}
        self._main, self._footnotes = self._trees["word/document.xml"], self._trees["word/footnotes.xml"]
        self._texts = [tree for part, tree in self._trees.items() if _TEXT.fullmatch(part)]
        self._styles = _Styles(self._trees["word/styles.xml"])
        self._lists = _Lists(self._trees["word/numbering.xml"])
        self._ties = {
            part.replace("_rels/", "").removesuffix(".rels"): found(tree, "rels:Relationship")
            for part, tree in self._trees.items()
            if part.endswith(".rels")
        }

    # The package

    @property
    def declared(self) -> set[str]:
        types = self._trees[self.FIRST]
        ends = tuple(f".{value(kind, 'Extension')}" for kind in found(types, "types:Default"))
        named = {value(kind, "PartName").removeprefix("/") for kind in found(types, "types:Override")}
        return named | {part for part in self.parts if part.endswith(ends)}

    @property
    def referred(self) -> set[str]:
        return {
            posixpath.normpath(posixpath.join(posixpath.dirname(part), value(tie, "Target")))
            for part, ties in self._ties.items()
            for tie in ties
            if value(tie, "TargetMode") != "External"
        }

    @property
    def strange(self) -> Iterator[str]:
        for tree in self._texts:
            kinds = {short(element.tag) for element in tree.iter()} - _ELEMENTS - _DIRECT
            yield from (kind for kind in sorted(kinds) if not kind.startswith(("wp:", "a:", "pic:")))
        yield from (f"field {code}" for code, _ in self._fields if code not in _FIELDS)
        for tie in (tie for ties in self._ties.values() for tie in ties):
            kind = value(tie, "Type").rpartition("/")[2]
            if kind not in ({"hyperlink"} if value(tie, "TargetMode") == "External" else _TIES):
                yield f"{kind} {value(tie, 'Target')}"

    @property
    def _fields(self) -> Iterator[tuple[str, str]]:
        """The code of each field, and what it is about."""
        for tree in self._texts:
            codes = [code.text or "" for code in found(tree, "//w:instrText")]
            codes += [value(field, "w:instr") for field in found(tree, "//w:fldSimple")]
            yield from map(_field, codes)

    @property
    def properties(self) -> dict[str, str]:
        files = [found(self._trees[f"docProps/{part}.xml"], "*") for part in ("core", "app", "custom")]
        return {
            value(said, "name") or short(said.tag).partition(":")[2]: squeezed("".join(said.itertext()))
            for file in files
            for said in file
        }

    @property
    def languages(self) -> dict[str, str]:
        styles = one(self._trees["word/styles.xml"], "w:docDefaults/w:rPrDefault/w:rPr/w:lang")
        theme = one(self._trees["word/settings.xml"], "w:themeFontLang")
        return {
            "the styles": value(styles, "w:val"),
            "the settings": value(theme, "w:val"),
            "the properties": self.properties.get("language", ""),
        }

    # The pages

    @property
    def sizes(self) -> Iterator[tuple[float, float]]:
        for size in found(self._main, "//w:pgSz"):
            yield int(value(size, "w:w")) / TWIPS, int(value(size, "w:h")) / TWIPS

    @property
    def edges(self) -> list[Paragraph]:
        lines = [line for tree in self._texts for line in found(tree, "/w:hdr/w:p | /w:ftr/w:p")]
        return [self._paragraph(line) for line in lines]

    # The text

    @cached_property
    def _split(self) -> tuple[list[Block], list[Element], list[Block]]:
        """What stands above the contents, the lines of the contents, and what stands below."""
        above: list[Block] = []
        lines: list[Element] = []
        below: list[Block] = []
        for child in found(self._main, "w:body/*"):
            blocks = below if lines else above
            match short(child.tag):
                case "w:p":
                    blocks.append(self._paragraph(child))
                case "w:tbl":
                    blocks.append(self._table(child, blocks[-1] if blocks else None))
                case "w:sdt" if found(child, "w:sdtPr//w:docPartGallery[@w:val='Table of Contents']"):
                    lines = found(child, "w:sdtContent/w:p")
        return (above, lines, below) if lines else ([], [], above)

    @property
    def cover(self) -> list[Block]:
        return self._split[0]

    @property
    def contents(self) -> list[Paragraph]:
        return [self._paragraph(line) for line in self._split[1]]

    @property
    def depth(self) -> int:
        marks = [mark for line in self._split[1] for mark in found(line, ".//w:fldChar | .//w:instrText")]
        kinds = [value(mark, "w:fldCharType") or "code" for mark in marks]
        depth = _DEPTH.match("".join(mark.text or "" for mark in marks))
        return int(depth[1]) if depth and kinds == ["begin", "code", "separate", "end"] else 0

    @property
    def body(self) -> list[Block]:
        return self._split[2]

    def _paragraph(self, line: Element) -> Paragraph:
        style = self._styles.name(_style(line))
        heading = _HEADING.fullmatch(style)
        outline = self._styles.first([line, _style(line)], "w:pPr/w:outlineLvl")
        level = int(value(outline, "w:val")) + 1 if outline is not None else 0
        return Paragraph(
            style,
            level if heading and int(heading[1]) == level else 0,
            squeezed(_words(line)),
            tuple(self._runs(line)),
            self._items.get(line),
            _is_on(self._styles.first([line, _style(line)], "w:pPr/w:pageBreakBefore")),
        )

    @cached_property
    def _items(self) -> dict[Element, Item]:
        """The places in lists, of the paragraphs that have one."""
        items: dict[Element, Item] = {}
        for line in (*found(self._main, "//w:p"), *found(self._footnotes, "//w:p")):
            sources: list[Element | str] = [line, _style(line)]
            numbered = self._styles.first(sources, "w:pPr/w:numPr/w:numId")
            level = self._styles.first(sources, "w:pPr/w:numPr/w:ilvl")
            if value(numbered, "w:val") not in ("", "0"):
                items[line] = self._lists.item(value(numbered, "w:val"), int(value(level, "w:val") or 0))
        return items

    def _runs(self, within: Element, target: str = "") -> Iterator[Run]:
        for child in within:
            match short(child.tag):
                case "w:hyperlink":
                    anchor = value(child, "w:anchor")
                    yield from self._runs(child, f"#{anchor}" if anchor else self._address(child))
                case "w:r" if not _of_page(child):
                    language = self._styles.first([child, _style(child)], "w:rPr/w:lang[@w:val]")
                    yield Run(_words(child), value(language, "w:val"), target)
                    note = value(one(child, "w:footnoteReference"), "w:id")
                    for line in found(self._footnotes, "w:footnote[@w:id=$id]/w:p", id=note):
                        yield from self._runs(line)

    def _address(self, link: Element) -> str:
        root = link.getroottree().getroot()
        ties = next(self._ties.get(part, []) for part, tree in self._trees.items() if tree is root)
        return next((value(tie, "Target") for tie in ties if value(tie, "Id") == value(link, "r:id")), "")

    def _table(self, table: Element, before: Block | None) -> Table:
        return Table(
            before if isinstance(before, Paragraph) else None,
            value(one(table, "w:tblPr/w:tblCaption"), "w:val"),
            len(found(table, "w:tblGrid/w:gridCol")),
            int(value(one(table, "w:tblPr/w:tblLook"), "w:firstColumn") == "1"),
            tuple(
                Row(
                    tuple(self._paragraph(line) for line in found(row, "w:tc/w:p")),
                    _is_on(one(row, "w:trPr/w:tblHeader")),
                    _is_on(one(row, "w:trPr/w:cantSplit")),
                )
                for row in found(table, "w:tr")
            ),
        )

    def header_columns(self, header: int) -> int:
        return 1  # Word knows of the first one only

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The number of each footnote that is referred to, by its id."""
        ids = [value(reference, "w:id") for reference in found(self._main, "//w:footnoteReference")]
        return {ident: number for number, ident in enumerate(dict.fromkeys(ids), 1)}

    @property
    def notes(self) -> list[list[Paragraph]]:
        notes = found(self._footnotes, "w:footnote[not(@w:type)]")
        referred = [note for note in notes if value(note, "w:id") in self._numbers]
        referred.sort(key=lambda note: self._numbers[value(note, "w:id")])
        return [[self._paragraph(line) for line in found(note, "w:p")] for note in referred]

    @property
    def references(self) -> list[tuple[int, str]]:
        result: list[tuple[int, str]] = []
        for field in (*found(self._main, "//w:fldSimple"), *found(self._footnotes, "//w:fldSimple")):
            code, about = _field(value(field, "w:instr"))
            if code == "NOTEREF":
                path = "//w:bookmarkStart[@w:name=$name]/following::w:footnoteReference[1]"
                notes = [value(note, "w:id") for note in found(self._main, path, name=about)]
                result.append((self._numbers[notes[0]] if notes else 0, "".join(field.itertext())))
        return result

    @property
    def pictures(self) -> list[Picture]:
        path = "//w:drawing[not(.//adec:decorative[@val='1'])]"
        drawings = (*found(self._main, path), *found(self._footnotes, path))
        texts = [one(drawing, ".//wp:docPr") for drawing in drawings]
        return [Picture(value(text, "title"), value(text, "descr")) for text in texts]

    @property
    def signs(self) -> list[Sign]:
        ties = {value(tie, "Id"): value(tie, "Target") for tie in self._ties["word/document.xml"]}
        return [
            Sign(
                self.parts[f"word/{ties[value(one(drawing, './/a:blip'), 'r:embed')]}"],
                "".join(map(_words, found(drawing, "parent::w:r/following-sibling::w:r"))),
            )
            for drawing in found(self._main, "//w:drawing[.//adec:decorative[@val='1']]")
            # One that says something nevertheless is a picture like others.
            if not {"title", "descr"} & set(one(drawing, ".//wp:docPr").attrib)  # type: ignore[union-attr]
        ]

    @property
    def page_references(self) -> list[tuple[str, str]]:
        lines = [
            line
            for tree in (self._main, self._footnotes)
            for line in found(tree, "//w:p[not(ancestor::w:sdt)]")
        ]
        return [reference for line in lines for reference in _references(line)]

    @property
    def numbered(self) -> list[str]:
        fields = [field for line in self._split[1] for field in found(line, "w:hyperlink/w:fldSimple")]
        return [
            about
            for code, about in (_field(value(field, "w:instr")) for field in fields)
            if code == "PAGEREF"
        ]

    @property
    def marks(self) -> list[Mark]:
        ends = Counter(value(end, "w:id") for end in found(self._main, "//w:bookmarkEnd"))
        marks: list[Mark] = []
        for mark in found(self._main, "//w:bookmarkStart"):
            places = found(mark, "ancestor::w:p | following::w:p[1]")
            words = squeezed(_words(places[0])) if places else ""
            marks.append(Mark(value(mark, "w:name"), words, ends[value(mark, "w:id")] == 1))
        return marks

    @property
    def targets(self) -> set[str]:
        links = [link for tree in self._texts for link in found(tree, "//w:hyperlink[@w:anchor]")]
        of_fields = {about for code, about in self._fields if code in ("NOTEREF", "PAGEREF")}
        return {value(link, "w:anchor") for link in links} | of_fields

    @property
    def ids(self) -> Iterator[str]:
        yield from (f"bookmark {value(mark, 'w:id')}" for mark in found(self._main, "//w:bookmarkStart"))
        yield from (f"footnote {value(note, 'w:id')}" for note in found(self._footnotes, "w:footnote"))
        yield from (
            f"picture {value(text, 'id')}" for tree in self._texts for text in found(tree, "//wp:docPr")
        )

    # The styles

    @cached_property
    def looks(self) -> set[Look]:
        runs = [run for tree in self._texts for run in found(tree, "//w:r[w:t]")]
        return {look for run in runs for look in self._looks(run)}

    def _looks(self, run: Element) -> Iterator[Look]:
        (line,) = found(run, "ancestor::w:p[1]")
        sources: list[Element | str] = [run, _style(run), line, _style(line)]
        sources += [*found(line, "parent::w:tc"), *self._styles.defaults]
        yield self._look(_words(run), sources)
        # What a table's style may make of it.
        for table in found(line, "ancestor::w:tbl[1]"):
            for part in self._styles.parts(_style(table)):
                yield self._look(_words(run), [*sources[:2], part, *sources[2:]])

    def _look(self, text: str, sources: list[Element | str]) -> Look:
        shades = [self._styles.first(sources, f"w:{kind}/w:shd") for kind in ("rPr", "pPr", "tcPr")]
        return Look(
            text,
            _colour(value(self._styles.first(sources, "w:rPr/w:color"), "w:val"), "000000"),
            _colour(value(next((shade for shade in shades if shade is not None), None), "w:fill"), "ffffff"),
            value(self._styles.first(sources, "w:rPr/w:rFonts[@w:ascii]"), "w:ascii"),
        )

    @property
    def fonts(self) -> set[str]:
        return {value(font, "w:name") for font in found(self._trees["word/fontTable.xml"], "w:font")}

    @property
    def undefined(self) -> set[str]:
        paths = ("//w:p[.//w:t]", "//w:r/w:rPr/w:rStyle/../..", "//w:tbl")
        users = [user for tree in self._texts for path in paths for user in found(tree, path)]
        return {_style(user) for user in users if not self._styles.name(_style(user))}

    @property
    def direct(self) -> set[str]:
        # A heading that begins a page needs no room above it.
        path = "//w:r/w:rPr/* | //w:p/w:pPr/*[not(self::w:spacing and ../w:pageBreakBefore)]"
        inner = [said for tree in self._texts for said in found(tree, path)]
        kinds = {short(said.tag) for said in inner} - _DIRECT
        fonts = [short(key) for said in inner if short(said.tag) == "w:rFonts" for key in said.attrib]
        return kinds | {f"w:rFonts {key}" for key in fonts if key != "w:hint"}


class _Styles:
    """The styles of a file, each with what it takes from those it is based on."""

    def __init__(self, root: Element) -> None:
        self.defaults = found(root, "w:docDefaults/w:rPrDefault")
        self._styles = {value(style, "w:styleId"): style for style in found(root, "w:style")}
        self._found: dict[tuple[str, str], Element | None] = {}

    def name(self, ident: str) -> str:
        return value(one(self._styles.get(ident), "w:name"), "w:val").lower()

    def parts(self, ident: str) -> list[Element]:
        """What a style of tables says of some of their parts that changes the colours there."""
        style = self._styles.get(ident)
        return [] if style is None else found(style, "w:tblStylePr[w:rPr/w:color or .//w:shd]")

    def first(self, sources: Iterable[Element | str], path: str) -> Element | None:
        """What the first says that says something: a style by its id, or an element of the text itself."""
        for source in sources:
            said = self._of_style(source, path) if isinstance(source, str) else one(source, path)
            if said is not None:
                return said
        return None

    def _of_style(self, ident: str, path: str) -> Element | None:
        if (ident, path) not in self._found:
            style = self._styles.get(ident)
            based_on = value(one(style, "w:basedOn"), "w:val")
            said = one(style, path)
            self._found[ident, path] = self._of_style(based_on, path) if said is None and based_on else said
        return self._found[ident, path]


class _Lists:
    """The lists of a file, whose items are counted in the order of the text."""

    def __init__(self, root: Element) -> None:
        self._kinds = {value(kind, "w:abstractNumId"): kind for kind in found(root, "w:abstractNum")}
        self._lists = {value(listed, "w:numId"): listed for listed in found(root, "w:num")}
        self._last: dict[tuple[str, int], int] = {}

    def item(self, ident: str, level: int) -> Item:
        """The next item of a list."""
        kind = self._kinds[value(one(self._lists[ident], "w:abstractNumId"), "w:val")]
        (look,) = found(kind, "w:lvl[@w:ilvl=$level]", level=str(level))
        if value(one(look, "w:numFmt"), "w:val") == "bullet":
            return Item(level + 1, 0)
        own = found(self._lists[ident], "w:lvlOverride[@w:ilvl=$level]/w:startOverride", level=str(level))
        first = int(value((*own, one(look, "w:start"))[0], "w:val"))
        self._last[ident, level] = self._last.get((ident, level), first - 1) + 1
        return Item(level + 1, self._last[ident, level])


def _style(of: Element) -> str:
    """The id of the style of a paragraph, some words or a table."""
    kinds = ("w:pPr/w:pStyle", "w:rPr/w:rStyle", "w:tblPr/w:tblStyle")
    return next((value(style, "w:val") for kind in kinds if (style := one(of, kind)) is not None), "")


def _of_page(run: Element) -> bool:
    """Whether some words say on which page something is."""
    return _style(run) == "PageReference" or bool(
        found(run, "parent::w:fldSimple[contains(@w:instr, 'PAGEREF')]")
    )


def _references(line: Element) -> Iterator[tuple[str, str]]:
    """What a paragraph says of pages."""
    words, about = "", ""
    for part in line:
        if short(part.tag) == "w:fldSimple" and "PAGEREF" in value(part, "w:instr"):
            words, about = f"{words}#", _field(value(part, "w:instr"))[1]
        elif short(part.tag) == "w:r" and _of_page(part):
            words += "".join(part.itertext())
        elif about:
            yield words, about
            words, about = "", ""
    if about:
        yield words, about


def _words(of: Element) -> str:
    """The words of a paragraph or a run, without references to footnotes and pages."""
    path = "descendant-or-self::w:r[not(parent::w:fldSimple[contains(@w:instr, 'NOTEREF')])]"
    parts = [part for run in found(of, path) if not _of_page(run) for part in run]
    return "".join(
        _SIGNS.get(short(part.tag), part.text or "") for part in parts if short(part.tag) in _WORDS
    )


def _field(code: str) -> tuple[str, str]:
    """The code of a field, and what it is about."""
    parsed = _FIELD.match(code)
    return (parsed[1], parsed[2]) if parsed else (code, "")


def _is_on(mark: Element | None) -> bool:
    return mark is not None and value(mark, "w:val") in _ON


def _colour(said: str, otherwise: str) -> str:
    return f"#{otherwise if said in ('', 'auto') else said}"
