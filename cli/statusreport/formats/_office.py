"""A publication as DOCX and ODT share it: blocks for pandoc, in which every paragraph names its style.

The reference documents define the styles.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from zipfile import BadZipFile

from markdown_it.tree import SyntaxTreeNode

from ..publishing.columns import lines, sheet_widths, widths
from ..publishing.document import (
    Block,
    Cell,
    Chart,
    Document,
    Edition,
    Facts,
    Inline,
    Link,
    Panel,
    Paragraph,
    Prose,
    Revision,
    Section,
    Status,
    Subheading,
    Table,
    Text,
    placed,
)
from ..publishing.language import Language
from ..publishing.paper import plain, plain_table, side
from ..source.faults import UsageError
from ..source.foreign import said_by
from ..source.rasters import pixels
from . import _pandoc as pandoc
from ._culprit import Unmade, culprit, unmade
from ._package import unpack
from ._pictures import DENSITY, chart_svg, mark_points, office, on_paper, points
from ._templates import Templates

# What the table of contents lists. An editor's program lists the same when it updates the table.
CONTENTS_DEPTH = 2
DEEPEST_HEADING = 6
# A table with no more rows stands on one page.
WHOLE_TABLE = 12
# How a sheet is set so that a page has room for it: what its styles end in, and how wide its words are as a part of
# those of other tables in the PDF, whose letters are wider.
SMALL, SMALLER = " Small", 0.95 * 8 / 9
# In points: what a line of it takes, what a row takes besides, and what a page has for all rows.
SMALL_LINE, SMALL_ROW, SHEET = 9.0, 2.6, 590
# In points: where the values of facts begin, as the reference documents have it.
FACTS = 128
# In points: about what a picture has less room by, for each list or cell that it stands in.
INDENT = 30
# The title by which what pandoc makes of a mark of a status is found again.
MARK = "mark"
# How the number of a page stands among words.
ASIDE = "({})"
# What stands for the number of a page until the program that shows the file fills it in.
UNKNOWN = "–"
# The style of the words that say on which page something is.
PAGE_REFERENCE = "Page Reference"
# In parts of 16 of a mark: what it needs above it to stand beside words where it is no part of their line.
ABOVE = {"docx": 0, "odt": 5}
# In points: what stands before it in a line of facts where it is no part of that line.
BEFORE = {"docx": 0, "odt": FACTS}
# The bookmarks of footnotes, which further references to them lead to.
NOTE = "note_"
# Names that office programs accept for a bookmark: no other signs, and no longer ones.
_BOOKMARK = re.compile(r"[a-zæøå][a-zæøå0-9_-]{0,39}")
_UNFIT = re.compile(r"[^a-zæøå0-9_]+")
_EDGE = re.compile(r"(\{(?:title|publication|round|page)\})")
# What goes where a publication is of no time.
_UNDATED = re.compile(r"[,;:]?\s*\{round\}")


def bookmark(anchor: str) -> str:
    """An anchor as the name of a bookmark: itself, where office programs accept it."""
    if _BOOKMARK.fullmatch(anchor):
        return anchor
    readable = _UNFIT.sub("-", anchor.lower())[:28]
    return f"a-{readable}-{hashlib.sha256(anchor.encode()).hexdigest()[:8]}"


def bookmarked(names: Iterable[str], edition: Edition) -> list[str]:
    """The records among a file's bookmarks."""
    anchors = {bookmark(anchor): anchor for anchor in edition.records}
    return [anchors[name] for name in names if name in anchors]


def new_pages(document: Document) -> frozenset[str]:
    """The bookmarks of the chapters that begin a page; one whose table no page has room for need not."""

    def begins(section: Section) -> bool:
        tables = [block for block in section.blocks if isinstance(block, Table) and block.sheet]
        first = section is document.sections[0]
        return document.begins_page(section) and (first or all(map(_is_sheet, tables)))

    return frozenset(bookmark(section.anchor) for section in document.sections if begins(section))


def about(document: Document) -> tuple[str, str]:
    """What the file's properties call its title and its subject."""
    subject = ", ".join(filter(None, (document.subtitle, document.moment)))
    return pandoc.one_line(document.name), pandoc.one_line(subject)


def edge(text: str, document: Document, say: Language) -> Iterator[tuple[str, str]]:
    """The pieces of a header or footer with their blanks filled: a kind, and words.

    A piece of the kind "page" or "pages" stands for the number of the page or of all pages, which only the
    program knows that shows the file. Other pieces have no kind.
    """
    words = {
        "{title}": pandoc.one_line(document.title),
        "{publication}": pandoc.one_line(document.subtitle),
        "{round}": document.moment,
    }
    if not document.moment:
        text = _UNDATED.sub("", text)
    for piece in _EDGE.split(text):
        if piece == "{page}":
            kinds = {"\0": "page", "\1": "pages"}
            for part in re.split(r"([\0\1])", say("document.page", page="\0", pages="\1")):
                yield kinds.get(part, ""), "1" if part in kinds else part
        else:
            yield "", words.get(piece, piece)


def picture_texts(blocks: pandoc.Nodes) -> Iterator[tuple[str, str]]:
    """The title and the description of each picture."""
    for image in pandoc.walk(blocks, "Image"):
        _, description, (_, title) = image["c"]
        yield title, description[0]["c"]


def is_mark(title: str, description: str) -> bool:
    """Whether a picture is the mark of a status, which says nothing that the words behind it do not."""
    return title == MARK and not description


def made(
    document: Document, templates: Templates, kind: str, named: Callable[[str], str], own: pandoc.Reference
) -> tuple[pandoc.Nodes, dict[str, bytes]]:
    """A document's blocks and the parts of its file. Raises UsageError, which names the section to blame."""
    language = templates.language.regional(document.language)

    def make(document: Document) -> tuple[pandoc.Nodes, dict[str, bytes]]:
        builder = Builder(document, templates, kind, named)
        blocks = builder.blocks()
        return blocks, pandoc.convert(blocks, builder.media, kind, language, own)

    try:
        return make(document)
    except Unmade as error:
        section, problem = culprit(document, make, error.problem), said_by("Pandoc", error.problem)
        if section is None:
            raise UsageError("unset-office", format=kind, reference=own.path, problem=problem) from error
        raise unmade(document, kind, section, problem) from error


def reference(templates: Templates, name: str, part: str) -> pandoc.Reference:
    """The reference document. Raises UsageError if it has no such part, as one of another kind."""
    data = templates.binary(name)
    try:
        parts = unpack(data)
    except BadZipFile as error:
        raise UsageError("no-reference", name=name) from error
    if part not in parts:
        raise UsageError("no-reference", name=name)
    return pandoc.Reference(str(templates.file(name)), data)


@dataclass(frozen=True)
class _Place:
    """What a paragraph stands in, which decides its style; one that `leads` to what is behind it stands on its page."""

    boxed: bool = False
    remarked: bool = False
    quoted: bool = False
    noted: bool = False
    listed: str = ""
    depth: int = 0
    leads: bool = False

    def item(self, kind: str) -> _Place:
        """Inside a list of a kind."""
        return replace(self, listed=kind, depth=self.depth + 1, leads=False)

    def style(self, first: bool) -> str:
        """The style of a paragraph, which may be the first of a list's item."""
        if self.listed:
            deepest = 2 if self.boxed else 3
            number = f" {min(self.depth, deepest)}" if self.depth > 1 else ""
            return f"{'Promise' if self.boxed else 'List'} {self.listed if first else 'Continue'}{number}"
        if self.quoted:
            return "Quote"
        if self.boxed or self.remarked:
            return "Promise" if self.boxed else "Remark"
        return "Leading Text" if self.leads else "Body Text"


class Builder:
    """A document as pandoc's blocks, for files with one `suffix`; `named` gives a style its name there."""

    def __init__(
        self, document: Document, templates: Templates, suffix: str, named: Callable[[str], str]
    ) -> None:
        self._document = document
        self._templates = templates
        self._say = templates.language
        self._suffix = suffix
        self._named = named
        self._notes = {note.number: note for note in document.notes}
        self._placed: set[int] = set()
        self._waiting: list[int] | None = None
        self._unnamed = 0
        self._in_title = False
        # The sections that are called by a shorter title where they are listed.
        self._brief = {
            bookmark(section.anchor): replace(section, title=section.short)
            for section in document.walk()
            if section.short
        }
        self._marks: dict[tuple[str, float, float], tuple[bytes, float, float]] = {}
        self.media = pandoc.Media()

    def blocks(self) -> pandoc.Nodes:
        """The whole file: title, contents and text."""
        text = [node for section in self._document.sections for node in self._section(section)]
        return [*self._cover(), *self._contents(text), *text]

    # Parts of a document

    def _cover(self) -> Iterator[pandoc.Node]:
        document = self._document
        yield self._styled("Kicker", pandoc.words(document.subtitle))
        yield self._styled("Title", pandoc.words(document.title))
        if document.lead:
            yield self._styled("Lead", pandoc.words(document.lead))
        for line in document.cover:
            yield self._styled("Edition", pandoc.words(line))

    def _contents(self, text: pandoc.Nodes) -> Iterator[pandoc.Node]:
        yield self._styled("TOC Heading", pandoc.words(self._say("document.contents")))
        for heading in pandoc.walk(text, "Header"):
            level, (anchor, *_), words = heading["c"]
            if level <= CONTENTS_DEPTH:
                brief = self._brief.get(anchor)
                line = self._heading_words(brief) if brief else _unlinked(words)
                yield self._styled(f"toc {level}", [pandoc.link(line, f"#{anchor}")])

    def _section(self, section: Section) -> Iterator[pandoc.Node]:
        yield self._heading(section.level, self._heading_words(section), bookmark(section.anchor))
        yield from self._blocks(section.blocks, _Place())
        for inner in section.sections:
            yield from self._section(inner)

    def _heading_words(self, section: Section) -> pandoc.Nodes:
        """A section's label and title."""
        words = self._text(Text(section.title, section.language))
        if section.label:
            label = pandoc.span(pandoc.words(section.label), style=self._named("Heading Number"))
            words = [label, *pandoc.words(" "), *words]
        return words

    def _heading(self, level: int, words: pandoc.Nodes, anchor: str = "") -> pandoc.Node:
        """A heading. The title is none of them here, so that each stands a level higher than on a page."""
        level = min(max(level - 1, 1), DEEPEST_HEADING)
        if not anchor and level <= CONTENTS_DEPTH:
            self._unnamed += 1
            anchor = f"heading-{self._unnamed}"
        return pandoc.node("Header", [level, pandoc.attributes(anchor), words])

    def _subheading(self, subheading: Subheading) -> pandoc.Node:
        words = self._title(SyntaxTreeNode(subheading.prose.tokens).children[0])
        return self._heading(subheading.level, words, subheading.anchor and bookmark(subheading.anchor))

    # Blocks

    def _blocks(self, blocks: Iterable[Block], place: _Place) -> Iterator[pandoc.Node]:
        for block, behind in zip_longest(blocks := tuple(blocks), blocks[1:]):
            leads = isinstance(behind, Table | Chart)
            yield from self._block(block, replace(place, leads=leads))

    def _block(self, block: Block, place: _Place) -> Iterator[pandoc.Node]:
        match block:
            case Table():
                yield from self._table(block)
            case Chart():
                yield from self._figure(block)
            case Prose():
                yield from self._prose(SyntaxTreeNode(block.tokens), block.shift, place)
            case Subheading():
                yield self._subheading(block)
            case Paragraph():
                yield self._styled(place.style(first=True), self._cell(block.cell, paged=ASIDE))
            case Facts():
                yield from self._facts(block)
            case Panel():
                if block.heading:
                    yield self._subheading(block.heading)
                yield from self._blocks(
                    block.blocks, replace(place, boxed=block.role == "promise", remarked=block.role == "note")
                )
            case Revision():
                yield self._heading(block.level, pandoc.words(block.title))
                yield self._styled(place.style(first=True), self._revised(block))

    def _facts(self, facts: Facts) -> Iterator[pandoc.Node]:
        for name, cell in facts.rows:
            label = pandoc.span(pandoc.words(f"{name}:"), style=self._named("Fact Name"))
            value = self._cell(cell, paged=ASIDE)
            if cell and isinstance(cell[0], Status):
                value[0] = self._mark(cell[0], BEFORE[self._suffix])
            yield self._styled("Facts", [label, pandoc.node("Str", "\t"), *value])

    def _chart(self, chart: Chart) -> pandoc.Node:
        picture = points(chart.id, chart_svg(chart, self._templates))
        width, height = pixels("png", picture)
        size = (width * 72 / DENSITY, height * 72 / DENSITY)
        return self.media.image(("image/png", picture), (chart.description, chart.title), size)

    def _revised(self, revision: Revision) -> pandoc.Nodes:
        words: pandoc.Nodes = []
        for piece in revision.pieces:
            if words:
                words += pandoc.words(" ")
            if piece.kind == "same":
                words += pandoc.words(piece.text)
            else:
                style = "Removed" if piece.kind == "removed" else "Added"
                said = self._say(f"changes.{piece.kind}_word")
                words.append(pandoc.span(pandoc.words(f"[{said}: {piece.text}]"), style=self._named(style)))
        return words

    def _figure(self, chart: Chart) -> Iterator[pandoc.Node]:
        yield self._caption(chart)
        if chart.about:
            yield self._styled("Figure Note", pandoc.words(chart.about))
        yield self._styled("Figure", [self._chart(chart)])

    def _caption(self, block: Chart | Table) -> pandoc.Node:
        words = pandoc.span(pandoc.words(block.caption), anchor=bookmark(block.id))
        return self._styled("caption", [words])

    def _table(self, table: Table) -> Iterator[pandoc.Node]:
        yield self._caption(table)
        small = SMALL if _is_sheet(table) else ""
        sides = [f"{' Number' if column.number else ''}{small}" for column in table.columns]
        head = [
            self._styled(f"Table Heading{side}", pandoc.words(column.label))
            for column, side in zip(table.columns, sides, strict=True)
        ]

        def row(cells: tuple[Cell, ...], kind: str) -> pandoc.Nodes:
            styles = [
                f"Table Row Heading{small}" if column.header and kind == "Table Text" else f"{kind}{side}"
                for column, side in zip(table.columns, sides, strict=True)
            ]
            return [
                self._styled(style, self._cell(cell, paged="{}" if column.header else ""))
                for column, style, cell in zip(table.columns, styles, cells, strict=True)
            ]

        rows = [row(found.cells, "Table Text") for found in table.rows]
        total = [row(table.total.cells, "Table Total")] if table.total else []
        yield pandoc.table(head, rows, total, sheet_widths(table, SMALLER) if small else widths(table))
        for note in table.notes:
            yield self._styled("Table Note", pandoc.words(note))

    # Markdown

    def _prose(self, node: SyntaxTreeNode, shift: int, place: _Place) -> Iterator[pandoc.Node]:
        for number, child in enumerate(node.children):
            behind = child.next_sibling
            leads = place.leads if behind is None else behind.type in _LED_IN
            yield from self._markdown(child, shift, replace(place, leads=leads), first=number == 0)

    def _markdown(
        self, node: SyntaxTreeNode, shift: int, place: _Place, *, first: bool
    ) -> Iterator[pandoc.Node]:
        match node.type:
            case "paragraph":
                yield from self._paragraph(node, place, first=first)
            case "heading":
                yield self._heading(int(node.tag[1:]) + shift, self._title(node))
            case "bullet_list":
                yield pandoc.node("BulletList", self._items(node, shift, place.item("Bullet")))
            case "ordered_list":
                numbering = [int(node.attrs.get("start", 1)), {"t": "Decimal"}, {"t": "Period"}]
                yield pandoc.node("OrderedList", [numbering, self._items(node, shift, place.item("Number"))])
            case "blockquote":
                yield from self._prose(node, shift, replace(place, quoted=True, listed=""))
            case "fence" | "code_block" | "html_block":
                yield self._styled("Source Code", list(pandoc.code_lines(node.content)))
            case "hr":
                yield pandoc.node("HorizontalRule")
            case "table" if place.noted:
                yield from self._rows(node)
            case _:
                yield self._plain_table(node)

    def _paragraph(self, node: SyntaxTreeNode, place: _Place, *, first: bool) -> Iterator[pandoc.Node]:
        words = self._inlines(node)
        if place.noted and not place.listed:
            yield pandoc.node("Para", words)  # pandoc puts the note's sign before it, and knows its style
        elif all(word["t"] == "Image" for word in words) and not place.listed:
            yield self._styled("Figure", words)
        else:
            yield self._styled(place.style(first=first), words)

    def _items(self, node: SyntaxTreeNode, shift: int, place: _Place) -> list[pandoc.Nodes]:
        empty = [self._styled(place.style(first=True), [])]
        return [list(self._prose(item, shift, place)) or empty for item in node.children]

    def _rows(self, node: SyntaxTreeNode) -> Iterator[pandoc.Node]:
        """A table's rows as lines: LibreOffice drops a table in a footnote."""
        for row in (row for part in node.children for row in part.children):
            cells = [self._inlines(cell) for cell in row.children]
            yield pandoc.node("Para", [word for cell in cells for word in [*pandoc.words(" | "), *cell]][1:])

    def _plain_table(self, node: SyntaxTreeNode) -> pandoc.Node:
        rows = [row.children for part in node.children for row in part.children]
        sides = [_SIDES.get(side(cell), "") for cell in rows[0]]

        def row(cells: Iterable[SyntaxTreeNode], kind: str) -> pandoc.Nodes:
            return [
                self._styled(f"{kind}{side}", self._inlines(cell))
                for cell, side in zip(cells, sides, strict=True)
            ]

        share = widths(plain_table(node))
        return pandoc.table(
            row(rows[0], "Table Heading"), [row(cells, "Table Text") for cells in rows[1:]], [], share
        )

    def _title(self, node: SyntaxTreeNode) -> pandoc.Nodes:
        """The words of a heading, which say nothing of pages."""
        self._in_title = True
        words = self._inlines(node)
        self._in_title = False
        return words

    def _inlines(self, node: SyntaxTreeNode) -> pandoc.Nodes:
        return [made for child in node.children for made in self._inline(child)]

    def _inline(self, node: SyntaxTreeNode) -> pandoc.Nodes:
        match node.type:
            case "inline":
                return self._inlines(node)
            case "em" | "strong":
                return [pandoc.node("Emph" if node.type == "em" else "Strong", self._inlines(node))]
            case "span":
                return [self._foreign(self._inlines(node), str(node.attrs.get("lang", "")))]
            case "link":
                target = str(node.attrs.get("href", ""))
                link = pandoc.link(self._inlines(node), self._address(target))
                return [link, *(() if self._in_title else self._on_page(target, ASIDE))]
            case "image":
                path, words = str(node.attrs.get("src", "")), plain(node)
                title = str(node.attrs.get("title", words))
                return [self._picture(path, words, title)]
            case _:
                return self._leaf(node)

    def _leaf(self, node: SyntaxTreeNode) -> pandoc.Nodes:
        match node.type:
            case "code_inline":
                return [pandoc.node("Code", [pandoc.attributes(), pandoc.clean(node.content)])]
            case "hardbreak":
                return [pandoc.node("LineBreak")]
            case "softbreak":
                return pandoc.words(" ")
            case "footnote_ref":
                return self._note_reference(int(node.meta["number"]))
            case _:
                return pandoc.words(node.content)

    def _picture(self, path: str, words: str, title: str) -> pandoc.Node:
        picture = self._document.pictures[path]
        size = on_paper(picture, noted=self._waiting is not None)
        return self.media.image(office(path, picture), (words, title), size)

    # Footnotes

    def _note_reference(self, number: int) -> pandoc.Nodes:
        """A footnote where it is first referred to, then a reference to it.

        No footnote can stand in another one: a note that only a note's text refers to follows that note.
        """
        if self._waiting is not None:
            self._waiting.append(number)
            return [_reference(number)]
        if number in self._placed:
            return [_reference(number)]
        self._placed.add(number)
        self._waiting, in_title, self._in_title = [], self._in_title, False
        text = SyntaxTreeNode(self._notes[number].prose.tokens)
        note = pandoc.node("Note", list(self._prose(text, 0, _Place(noted=True))))
        waiting, self._waiting, self._in_title = self._waiting, None, in_title
        made = [pandoc.span([note], anchor=f"{NOTE}{number}")]
        for further in waiting:
            if further not in self._placed:
                made += [pandoc.node("Superscript", pandoc.words(", ")), *self._note_reference(further)]
        return made

    # Words

    def _cell(self, cell: Cell, *, paged: str = "") -> pandoc.Nodes:
        """Words; links within the document say on which page they end, if they are `paged`: in this form."""
        made: pandoc.Nodes = []
        for inline in cell:
            made += self._words_of(inline)
            if paged and isinstance(inline, Link) and not inline.mark:
                made += self._on_page(inline.target, paged)
        return made

    def _words_of(self, inline: Inline) -> pandoc.Nodes:
        match inline:
            case Link(mark=""):
                return [
                    pandoc.link(self._text(Text(inline.text, inline.language)), self._address(inline.target))
                ]
            case Link():
                # Blanks that do not break make the ground wider than the number.
                tile = pandoc.words(f"\u00a0{inline.text}\u00a0")
                style = self._named(f"Tile {inline.mark.title()}")
                return [pandoc.link([pandoc.span(tile, style=style)], self._address(inline.target))]
            case Text():
                return self._text(inline)
            case Status():
                return [self._mark(inline), *pandoc.words(inline.text)]
            case _:
                return pandoc.words(inline.text)

    def _mark(self, status: Status, before: float = 0) -> pandoc.Node:
        drawn = (status.look, status.share, before)
        if drawn not in self._marks:
            self._marks[drawn] = mark_points(status, self._templates, ABOVE[self._suffix], before)
        picture, width, height = self._marks[drawn]
        return self.media.image(("image/png", picture), ("", MARK), (width, height))

    def _on_page(self, target: str, form: str) -> pandoc.Nodes:
        """On which page a target of the document is."""
        match placed(target):
            case "", anchor:
                before, _, behind = form.format(self._say("document.on_page", page="\0")).partition("\0")
                said = [" " + before.replace(" ", "\u00a0"), UNKNOWN, behind]
                style = self._named(PAGE_REFERENCE)
                words = [pandoc.span(pandoc.words(part), style=style) for part in said if part]
                words[1] = pandoc.link([words[1]], f"#{bookmark(anchor)}")
                return words
            case _:
                return []

    def _text(self, text: Text) -> pandoc.Nodes:
        words = pandoc.words(text.text)
        return [self._foreign(words, text.language)] if text.language else words

    def _foreign(self, words: pandoc.Nodes, language: str) -> pandoc.Node:
        return pandoc.span(words, lang=self._say.regional(language) if language else "")

    def _address(self, target: str) -> str:
        """A target as an address: within the file, in the other publication's file, or elsewhere."""
        match placed(target):
            case "", anchor:
                return f"#{bookmark(anchor)}"
            case publication, anchor:
                return f"../{publication}/{publication}.{self._suffix}#{bookmark(anchor)}"
            case _:
                return pandoc.clean(target)

    def _styled(self, style: str, words: pandoc.Nodes) -> pandoc.Node:
        """A paragraph with its style."""
        name = {"custom-style": self._named(style)}
        return pandoc.node(
            "Div", [pandoc.attributes(**name), [pandoc.node("Para", words or [pandoc.node("Str", "")])]]
        )


def _is_sheet(table: Table) -> bool:
    """Whether a table is one that stands on one page, and a page has room for it."""
    height = lines(table, SMALLER) * SMALL_LINE + len(table.rows) * SMALL_ROW
    return table.sheet and not table.total and height <= SHEET


# What a paragraph before it stands on one page with.
_LED_IN = ("bullet_list", "ordered_list", "table", "fence", "blockquote")
# The alignment of a column of Markdown, and what the styles of its cells end in.
_SIDES = {"right": " Number", "center": " Centre"}


def _reference(number: int) -> pandoc.Node:
    """A further reference to a footnote."""
    return pandoc.link([pandoc.node("Superscript", pandoc.words(str(number)))], f"#{NOTE}{number}")


def _unlinked(words: pandoc.Nodes) -> pandoc.Nodes:
    """Words without the links, footnotes and pictures among them."""
    kept: pandoc.Nodes = []
    for node in words:
        match node:
            case {"t": "Link", "c": [_, inner, _]}:
                kept += _unlinked(inner)
            case {"t": "Span", "c": [[anchor, *_] as attributes, inner]} if not anchor:
                kept.append(pandoc.node("Span", [attributes, _unlinked(inner)]))
            case {"t": "Emph" | "Strong" as kind, "c": inner}:
                kept.append(pandoc.node(kind, _unlinked(inner)))
            case {"t": "Str" | "Space" | "Code"}:
                kept.append(node)
    return kept
