"""A publication as a pandoc document, which DOCX and ODT share, and pandoc itself.

All text reaches pandoc as data, never as markup. Every paragraph names its style, which the reference documents
define.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from ..diagnostics import UsageError
from ..document import (
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Edition,
    Facts,
    Inline,
    Link,
    Panel,
    Paragraph,
    Prose,
    Revision,
    Row,
    Section,
    Table,
    Text,
)
from ..localize import Language
from ..templating import Templates
from ._columns import widths
from ._package import unpack
from ._pictures import chart_svg, shown

Node = dict[str, Any]
Nodes = list[Node]

# What the table of contents lists. An editor's program lists the same when it updates the table.
CONTENTS_DEPTH = 2
DEEPEST_HEADING = 6
# A table with no more rows stands on one page.
WHOLE_TABLE = 12
# In points: about what a picture has less room by, for each list or cell that it stands in.
INDENT = 30
# The bookmarks of footnotes, which further references to them lead to.
NOTE = "note_"

# Names that office programs accept for a bookmark: no other signs, and no longer ones.
_BOOKMARK = re.compile(r"[a-zæøå][a-zæøå0-9_-]{0,39}")
_UNFIT = re.compile(r"[^a-zæøå0-9_]+")
# What XML cannot hold.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EDGE = re.compile(r"(\{(?:title|publication|round|page)\})")
_BLANKS = re.compile(r"[ \t\r\n]+")
_RTL = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+"
_RIGHT_TO_LEFT = re.compile(rf"({_RTL}(?:[^\w]+{_RTL})*)")


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


def about(document: Document, say: Language) -> tuple[str, str]:
    """What the file's properties call its title and its subject."""
    return _line(f"{document.title}: {document.subtitle}"), _line(say("document.round", round=document.round))


def edge(text: str, document: Document, say: Language) -> Iterator[tuple[str, str]]:
    """The pieces of a header or footer with their blanks filled: a kind, and words.

    A piece of the kind "page" or "pages" stands for the number of the page or of all pages, which only the
    program knows that shows the file. Other pieces have no kind.
    """
    words = {
        "{title}": _line(document.title),
        "{publication}": _line(document.subtitle),
        "{round}": say.round(document.round),
    }
    for piece in _EDGE.split(text):
        if piece == "{page}":
            kinds = {"\0": "page", "\1": "pages"}
            for part in re.split(r"([\0\1])", say("document.page", page="\0", pages="\1")):
                yield kinds.get(part, ""), "1" if part in kinds else part
        else:
            yield "", words.get(piece, piece)


def convert(blocks: Nodes, to: str, language: str, reference: str) -> dict[str, bytes]:
    """The parts of the file that pandoc makes of blocks, with the styles of the reference document at a path."""
    import pypandoc  # type: ignore[import-untyped]

    document = {
        "pandoc-api-version": [1, 23, 1],
        "meta": {"lang": _node("MetaString", language)},
        "blocks": blocks,
    }
    command = [pypandoc.get_pandoc_path(), "--from=json", f"--to={to}", "--output=-", "--sandbox"]
    # A folder that cannot be, so that no defaults of this user's own are found.
    command += [f"--reference-doc={reference}", f"--data-dir={reference}"]
    made = subprocess.run(command, input=json.dumps(document).encode(), capture_output=True, check=False)
    if made.returncode:
        problem = made.stderr.decode(errors="replace").strip().partition("\n")[0].rstrip(".")
        raise UsageError("unset-office", format=to, reference=reference, problem=problem)
    return unpack(made.stdout)


def walk(tree: object, kind: str) -> Iterator[Node]:
    """The nodes of a kind, in the order of the text."""
    if isinstance(tree, dict):
        if tree.get("t") == kind:
            yield tree
        tree = tree.get("c")
    if isinstance(tree, list):
        for inner in tree:
            yield from walk(inner, kind)


def picture_texts(blocks: Nodes) -> Iterator[tuple[str, str]]:
    """The title and the description of each picture."""
    for image in walk(blocks, "Image"):
        _, description, (_, title) = image["c"]
        yield title, description[0]["c"]


@dataclass(frozen=True)
class _Place:
    """What a paragraph stands in, which decides its style."""

    boxed: bool = False
    quoted: bool = False
    noted: bool = False
    listed: str = ""
    depth: int = 0

    def item(self, kind: str) -> _Place:
        """Inside a list of a kind."""
        return replace(self, listed=kind, depth=self.depth + 1)

    def style(self, first: bool) -> str:
        """The style of a paragraph, which may be the first of a list's item."""
        if self.listed:
            deepest = 2 if self.boxed else 3
            number = f" {min(self.depth, deepest)}" if self.depth > 1 else ""
            return f"{'Promise' if self.boxed else 'List'} {self.listed if first else 'Continue'}{number}"
        if self.quoted:
            return "Quote"
        return "Promise" if self.boxed else "Body Text"


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

    def blocks(self) -> Nodes:
        """The whole file: title, contents and text."""
        text = [node for section in self._document.sections for node in self._section(section)]
        return [*self._cover(), *self._contents(text), *text]

    # Parts of a document

    def _cover(self) -> Iterator[Node]:
        document, say = self._document, self._say
        yield self._styled("Kicker", _words(document.subtitle))
        yield self._styled("Title", _words(document.title))
        yield self._styled("Lead", _words(document.lead))
        yield self._styled("Edition", _words(say("document.round", round=document.round)))

    def _contents(self, text: Nodes) -> Iterator[Node]:
        yield self._styled("TOC Heading", _words(self._say("document.contents")))
        for heading in walk(text, "Header"):
            level, (anchor, *_), words = heading["c"]
            if level <= CONTENTS_DEPTH:
                yield self._styled(f"toc {level}", [_link(_unlinked(words), f"#{anchor}")])

    def _section(self, section: Section) -> Iterator[Node]:
        words = self._text(Text(section.title, section.language))
        if section.label:
            label = _span(_words(section.label), style=self._named("Heading Number"))
            words = [label, *_words(" "), *words]
        yield self._heading(section.level, words, bookmark(section.anchor))
        yield from self._blocks(section.blocks, _Place())
        for inner in section.sections:
            yield from self._section(inner)

    def _heading(self, level: int, words: Nodes, anchor: str = "") -> Node:
        """A heading. The title is none of them here, so that each stands a level higher than on a page."""
        level = min(max(level - 1, 1), DEEPEST_HEADING)
        if not anchor and level <= CONTENTS_DEPTH:
            self._unnamed += 1
            anchor = f"heading-{self._unnamed}"
        return _node("Header", [level, _attributes(anchor), words])

    # Blocks

    def _blocks(self, blocks: Iterable[Block], place: _Place) -> Iterator[Node]:
        for block in blocks:
            yield from self._block(block, place)

    def _block(self, block: Block, place: _Place) -> Iterator[Node]:
        match block:
            case Table():
                yield from self._table(block)
            case Chart():
                yield self._styled("caption", _words(block.title))
                drawing = chart_svg(block, self._templates)
                yield self._styled("Figure", [_image(block.id, drawing, block.description, block.title)])
            case Prose():
                yield from self._prose(SyntaxTreeNode(block.tokens), block.shift, place)
            case Paragraph():
                yield self._styled(place.style(first=True), self._cell(block.cell))
            case Facts():
                for number, (name, cell) in enumerate(block.rows):
                    label = _span(_words(f"{name}:"), style=self._named("Fact Name"))
                    style = "Facts" if number else "Facts First"
                    yield self._styled(style, [label, _node("Str", "\t"), *self._cell(cell)])
            case Panel():
                if block.title:
                    yield self._heading(block.level, _words(block.title))
                yield from self._blocks(block.blocks, replace(place, boxed=block.role == "promise"))
            case Revision():
                yield self._heading(block.level, _words(block.title))
                yield self._styled(place.style(first=True), self._revised(block))

    def _revised(self, revision: Revision) -> Nodes:
        words: Nodes = []
        for piece in revision.pieces:
            if words:
                words += _words(" ")
            if piece.kind == "same":
                words += _words(piece.text)
            else:
                style = "Removed" if piece.kind == "removed" else "Added"
                said = self._say(f"changes.{piece.kind}_word")
                words.append(_span(_words(f"[{said}: {piece.text}]"), style=self._named(style)))
        return words

    def _table(self, table: Table) -> Iterator[Node]:
        yield self._styled("caption", _words(table.caption))
        sides = [" Number" if column.number else "" for column in table.columns]
        head = [
            self._styled(f"Table Heading{side}", _words(column.label))
            for column, side in zip(table.columns, sides, strict=True)
        ]

        def row(cells: tuple[Cell, ...], kind: str) -> Nodes:
            styles = [
                "Table Row Heading" if column.header and kind == "Table Text" else f"{kind}{side}"
                for column, side in zip(table.columns, sides, strict=True)
            ]
            return [self._styled(style, self._cell(cell)) for style, cell in zip(styles, cells, strict=True)]

        rows = [row(found.cells, "Table Text") for found in table.rows]
        total = [row(table.total.cells, "Table Total")] if table.total else []
        yield _table(head, rows, total, widths(table))
        for note in table.notes:
            yield self._styled("Table Note", _words(note))

    # Markdown

    def _prose(self, node: SyntaxTreeNode, shift: int, place: _Place) -> Iterator[Node]:
        for number, child in enumerate(node.children):
            yield from self._markdown(child, shift, place, first=number == 0)

    def _markdown(self, node: SyntaxTreeNode, shift: int, place: _Place, *, first: bool) -> Iterator[Node]:
        match node.type:
            case "paragraph":
                yield from self._paragraph(node, place, first=first)
            case "heading":
                yield self._heading(int(node.tag[1:]) + shift, self._inlines(node))
            case "bullet_list":
                yield _node("BulletList", self._items(node, shift, place.item("Bullet")))
            case "ordered_list":
                numbering = [int(node.attrs.get("start", 1)), {"t": "Decimal"}, {"t": "Period"}]
                yield _node("OrderedList", [numbering, self._items(node, shift, place.item("Number"))])
            case "blockquote":
                yield from self._prose(node, shift, replace(place, quoted=True, listed=""))
            case "fence" | "code_block" | "html_block":
                yield self._styled("Source Code", list(_lines(node.content)))
            case "hr":
                yield _node("HorizontalRule")
            case "table" if place.noted:
                yield from self._rows(node)
            case _:
                yield self._plain_table(node)

    def _paragraph(self, node: SyntaxTreeNode, place: _Place, *, first: bool) -> Iterator[Node]:
        words = self._inlines(node)
        if place.noted and not place.listed:
            yield _node("Para", words)  # pandoc puts the note's sign before it, and knows its style
        elif all(word["t"] == "Image" for word in words) and not place.listed:
            yield self._styled("Figure", words)
        else:
            yield self._styled(place.style(first=first), words)

    def _items(self, node: SyntaxTreeNode, shift: int, place: _Place) -> list[Nodes]:
        return [list(self._prose(item, shift, place)) for item in node.children]

    def _rows(self, node: SyntaxTreeNode) -> Iterator[Node]:
        """A table's rows as lines: LibreOffice drops a table in a footnote."""
        for row in (row for part in node.children for row in part.children):
            cells = [self._inlines(cell) for cell in row.children]
            yield _node("Para", [word for cell in cells for word in [*_words(" | "), *cell]][1:])

    def _plain_table(self, node: SyntaxTreeNode) -> Node:
        rows = [row.children for part in node.children for row in part.children]
        sides = [_SIDES.get(str(cell.attrs.get("style", "")), "") for cell in rows[0]]

        def row(cells: Iterable[SyntaxTreeNode], kind: str) -> Nodes:
            return [
                self._styled(f"{kind}{side}", self._inlines(cell))
                for cell, side in zip(cells, sides, strict=True)
            ]

        texts = [tuple((Text(_plain(cell)),) for cell in cells) for cells in rows]
        columns = tuple(
            Column(text[0].text, number=side == " Number") for text, side in zip(texts[0], sides, strict=True)
        )
        share = widths(Table("", "", columns, tuple(map(Row, texts[1:]))))
        return _table(
            row(rows[0], "Table Heading"), [row(cells, "Table Text") for cells in rows[1:]], [], share
        )

    def _inlines(self, node: SyntaxTreeNode) -> Nodes:
        return [made for child in node.children for made in self._inline(child)]

    def _inline(self, node: SyntaxTreeNode) -> Nodes:
        match node.type:
            case "inline":
                return self._inlines(node)
            case "em" | "strong":
                return [_node("Emph" if node.type == "em" else "Strong", self._inlines(node))]
            case "span":
                return [self._foreign(self._inlines(node), str(node.attrs.get("lang", "")))]
            case "link":
                return [_link(self._inlines(node), self._address(str(node.attrs.get("href", ""))))]
            case "image":
                path, words = str(node.attrs.get("src", "")), _plain(node)
                title = str(node.attrs.get("title", words))
                return [_image(path, self._document.pictures[path], words, title)]
            case _:
                return self._leaf(node)

    def _leaf(self, node: SyntaxTreeNode) -> Nodes:
        match node.type:
            case "code_inline" | "myst_role":
                return [_node("Code", [_attributes(), _clean(node.content)])]
            case "hardbreak":
                return [_node("LineBreak")]
            case "softbreak":
                return _words(" ")
            case "footnote_ref":
                return self._note_reference(int(node.meta["number"]))
            case _:
                return _words(node.content)

    # Footnotes

    def _note_reference(self, number: int) -> Nodes:
        """A footnote where it is first referred to, then a reference to it.

        No footnote can stand in another one: a note that only a note's text refers to follows that note.
        """
        if self._waiting is not None:
            self._waiting.append(number)
            return [_reference(number)]
        if number in self._placed:
            return [_reference(number)]
        self._placed.add(number)
        self._waiting = []
        text = SyntaxTreeNode(self._notes[number].prose.tokens)
        note = _node("Note", list(self._prose(text, 0, _Place(noted=True))))
        waiting, self._waiting = self._waiting, None
        made = [_span([note], anchor=f"{NOTE}{number}")]
        for further in waiting:
            if further not in self._placed:
                made += [_node("Superscript", _words(", ")), *self._note_reference(further)]
        return made

    # Words

    def _cell(self, cell: Cell) -> Nodes:
        return [made for inline in cell for made in self._words_of(inline)]

    def _words_of(self, inline: Inline) -> Nodes:
        match inline:
            case Link():
                return [_link(self._text(Text(inline.text, inline.language)), self._address(inline.target))]
            case Text():
                return self._text(inline)
            case _:
                return _words(inline.text)

    def _text(self, text: Text) -> Nodes:
        words = _words(text.text)
        return [self._foreign(words, text.language)] if text.language else words

    def _foreign(self, words: Nodes, language: str) -> Node:
        return _span(words, lang=self._say.regional(language) if language else "")

    def _address(self, target: str) -> str:
        """A target as an address: within the file, in the other publication's file, or elsewhere."""
        publication, hash_, anchor = target.partition("#")
        if hash_ and not publication:
            return f"#{bookmark(anchor)}"
        if hash_ and "/" not in publication and ":" not in publication:
            return f"../{publication}/{publication}.{self._suffix}#{bookmark(anchor)}"
        return _clean(target)

    def _styled(self, style: str, words: Nodes) -> Node:
        """A paragraph with its style."""
        name = {"custom-style": self._named(style)}
        return _node("Div", [_attributes(**name), [_node("Para", words or [_node("Str", "")])]])


# The alignment of a column of Markdown, and what the styles of its cells end in.
_SIDES = {"text-align:right": " Number", "text-align:center": " Centre"}


def _node(kind: str, content: object = None) -> Node:
    return {"t": kind} if content is None else {"t": kind, "c": content}


def _attributes(anchor: str = "", **pairs: str) -> list[object]:
    return [anchor, [], [[name, value] for name, value in pairs.items() if value]]


def _span(words: Nodes, *, anchor: str = "", style: str = "", **pairs: str) -> Node:
    return _node("Span", [_attributes(anchor, **{"custom-style": style}, **pairs), words])


def _link(words: Nodes, address: str) -> Node:
    return _node("Link", [_attributes(), words, [address, ""]])


def _reference(number: int) -> Node:
    """A further reference to a footnote."""
    return _link([_node("Superscript", _words(str(number)))], f"#{NOTE}{number}")


def _image(path: str, data: bytes, description: str, title: str) -> Node:
    """A picture. It is written into the document: pandoc reads no files."""
    kind, picture = shown(path, data)
    address = f"data:{kind};base64,{base64.b64encode(picture).decode('ascii')}"
    return _node("Image", [_attributes(), [_node("Str", _line(description))], [address, _clean(title)]])


def _table(head: Nodes, rows: list[Nodes], total: list[Nodes], shares: Iterable[float]) -> Node:
    def row(cells: Nodes) -> list[object]:
        return [_attributes(), [[_attributes(), {"t": "AlignDefault"}, 1, 1, [cell]] for cell in cells]]

    columns = [[{"t": "AlignDefault"}, _node("ColWidth", share)] for share in shares]
    body = [_attributes(), 0, [], [row(cells) for cells in rows]]
    foot = [_attributes(), [row(cells) for cells in total]]
    return _node("Table", [_attributes(), [None, []], columns, [_attributes(), [row(head)]], [body], foot])


def _lines(code: str) -> Iterator[Node]:
    """Code line by line, with all its blanks."""
    for number, line in enumerate(_clean(code).rstrip("\n").split("\n")):
        if number:
            yield _node("LineBreak")
        yield _node("Code", [_attributes(), line])


def _words(text: str) -> Nodes:
    """Text with single blanks, as readers see it. Words from right to left are marked, so that they stay whole."""
    line = _line(text)
    words = _RIGHT_TO_LEFT.split(line.strip(" "))
    made = [
        _span([_node("Str", part)], dir="rtl") if number % 2 else _node("Str", part)
        for number, part in enumerate(words)
        if part
    ]
    # A blank at either end is a node of its own: pandoc takes one within words for one that must not be lost.
    before = [_node("Space")] if line.startswith(" ") else []
    behind = [_node("Space")] if line.strip(" ") and line.endswith(" ") else []
    return [*before, *made, *behind]


def _unlinked(words: Nodes) -> Nodes:
    """Words without the links, footnotes and pictures among them."""
    kept: Nodes = []
    for node in words:
        match node:
            case {"t": "Link", "c": [_, inner, _]}:
                kept += _unlinked(inner)
            case {"t": "Span", "c": [[anchor, *_] as attributes, inner]} if not anchor:
                kept.append(_node("Span", [attributes, _unlinked(inner)]))
            case {"t": "Emph" | "Strong" as kind, "c": inner}:
                kept.append(_node(kind, _unlinked(inner)))
            case {"t": "Str" | "Space" | "Code"}:
                kept.append(node)
    return kept


def _plain(node: SyntaxTreeNode) -> str:
    """The words below a node without their markup."""
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return "".join(map(_plain, node.children)) if node.children else node.content


def _line(text: str) -> str:
    return _BLANKS.sub(" ", _clean(text))


def _clean(text: str) -> str:
    """Text that XML can hold."""
    return _FORBIDDEN.sub("\ufffd", text)
