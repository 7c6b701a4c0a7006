"""What does not fit a page is divided, once for every format, and what belongs together stands on one line.

A chart of many bars becomes several, and a table of many columns several narrower ones, each with its part's number.
"""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from ..source.tokens import with_children
from .breakdowns import bars_chart
from .columns import parts
from .document import (
    Bar,
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Facts,
    Inline,
    Link,
    Panel,
    Paragraph,
    Prose,
    Row,
    Section,
    Subheading,
    Table,
    Text,
)
from .language import Language

# In lines of text, as high as they are on a page of a browser: what a chart may have, what a bar takes, and the
# characters of a line of its label.
CHART, BAR, LABEL = 40, 1.5, 30
# A number whose thousands are set apart; more groups than these are numbers that stand in a row.
_NUMBER = re.compile(
    r"(?<![\w.,])(?<!(?<![0-9])[0-9]{3} )[0-9]{1,3}(?: [0-9]{3}){1,4}(?![0-9]| [0-9]{3}(?![0-9]))"
)
NO_BREAK = "\u00a0"
# What the meta of a token says whose words are the tool's.
ADDED = "added"


class Fitting:
    """What is done to each part of a document in one language, before its notes are numbered."""

    def __init__(self, say: Language) -> None:
        self._say = say

    def document(self, document: Document) -> Document:
        sections = tuple(self._section(section) for section in document.sections)
        return replace(document, sections=sections)

    def _section(self, section: Section) -> Section:
        return replace(
            section,
            blocks=self._blocks(section.blocks),
            sections=tuple(self._section(inner) for inner in section.sections),
        )

    def _blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(made for block in blocks for made in self._block(block))

    def _block(self, block: Block) -> Iterator[Block]:
        match block:
            case Chart():
                yield from self._charts(block)
            case Table():
                rows, total = tuple(map(self._row, block.rows)), block.total and self._row(block.total)
                yield from self._tables(replace(block, rows=rows, total=total))
            case Prose():
                yield self.prose(block)
            case Subheading():
                yield self._subheading(block)
            case Panel():
                heading = block.heading and self._subheading(block.heading)
                yield replace(block, heading=heading, blocks=self._blocks(block.blocks))
            case Paragraph():
                yield Paragraph(self._cell(block.cell))
            case Facts():
                yield Facts(tuple((name, self._cell(cell)) for name, cell in block.rows))
            case _:
                yield block

    # Charts

    def _charts(self, chart: Chart) -> Iterator[Chart]:
        divided = list(_divided(chart.bars))
        if len(divided) == 1:
            yield chart
            return
        for number, bars in enumerate(divided, 1):
            title = self._say("document.part", title=chart.title, part=number, parts=len(divided))
            part = bars_chart(_ident(chart.id, number), title, bars, self._say, chart.about)
            yield replace(part, label=chart.label, shown=chart.shown)

    # Tables

    def _tables(self, table: Table) -> Iterator[Table]:
        divided = ((),) if table.filters else parts(table)
        if len(divided) == 1:
            yield table
            return
        for number, columns in enumerate(divided, 1):
            yield replace(
                table,
                id=_ident(table.id, number),
                title=self._say("document.part", title=table.title, part=number, parts=len(divided)),
                columns=tuple(table.columns[column] for column in columns),
                rows=tuple(_only(row, columns) for row in table.rows),
                total=table.total and _only(table.total, columns),
                notes=table.notes if number == len(divided) else (),
            )

    def _row(self, row: Row) -> Row:
        return replace(row, cells=tuple(self._cell(cell) for cell in row.cells))

    # Markdown

    def _subheading(self, heading: Subheading) -> Subheading:
        return replace(heading, prose=self.prose(heading.prose), title=_on_one_line(heading.title))

    def prose(self, prose: Prose) -> Prose:
        return prose.changed(self._tokens, self._say.code)

    def _tokens(self, tokens: Iterable[Token]) -> tuple[Token, ...]:
        kept = [self._kept(token) for token in tokens]
        if any(token.type == "table_open" for token in kept):
            kept = list(self._with_divided(kept))
        return tuple(kept)

    def _kept(self, token: Token) -> Token:
        """A token with each of its numbers on one line."""
        if token.type == "text":
            return token.copy(content=_on_one_line(token.content)) if " " in token.content else token
        return with_children(token, self._kept)

    def _with_divided(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """Tokens with each table that is too wide in several ones."""
        place = 0
        while place < len(tokens):
            if tokens[place].type != "table_open":
                yield tokens[place]
                place += 1
                continue
            end = next(n for n in range(place, len(tokens)) if tokens[n].type == "table_close") + 1
            yield from self._narrow(tokens[place:end])
            place = end

    def _narrow(self, table: Sequence[Token]) -> Iterator[Token]:
        divided = parts(plain_table(SyntaxTreeNode(table).children[0]))
        if len(divided) == 1:
            yield from table
            return
        for number, columns in enumerate(divided, 1):
            yield from _label(self._say("document.table-part", part=number, parts=len(divided)), table[0])
            column = -1
            for token in table:
                if token.type == "tr_open":
                    column = -1
                column += token.type in ("th_open", "td_open")
                in_cell = token.type in ("th_open", "td_open", "inline", "th_close", "td_close")
                if not in_cell or column in columns:
                    yield token

    # Words

    def _cell(self, cell: Cell) -> Cell:
        return tuple(map(_inline, cell))


def _inline(inline: Inline) -> Inline:
    if isinstance(inline, (Text, Link)) and (text := _on_one_line(inline.text)) != inline.text:
        return replace(inline, text=text)
    return inline


def _on_one_line(text: str) -> str:
    """A text in which no line ends within a number: two halves of one would be two numbers."""
    return _NUMBER.sub(lambda found: found[0].replace(" ", NO_BREAK), text)


def _divided(bars: Sequence[Bar]) -> Iterator[tuple[Bar, ...]]:
    """The bars of each part: about as many in one as in the other."""
    sizes = [BAR + max(len(textwrap.wrap(bar.label, LABEL)), 1) for bar in bars]
    enough = sum(sizes) / max(math.ceil(sum(sizes) / CHART), 1)
    first, height = 0, 0.0
    for number, size in enumerate(sizes):
        if number > first and (height >= enough or height + size > CHART):
            yield tuple(bars[first:number])
            first, height = number, 0.0
        height += size
    yield tuple(bars[first:])


def _ident(ident: str, part: int) -> str:
    """What a part is called in the file: the first one as the whole was."""
    return ident if part == 1 else f"{ident}-{part}"


def _only(row: Row, columns: tuple[int, ...]) -> Row:
    return replace(row, cells=tuple(row.cells[column] for column in columns))


def _label(text: str, table: Token) -> Iterator[Token]:
    """A paragraph that stands where the table does, and no editor wrote."""
    words = Token("text", "", 0, content=text)
    yield Token("paragraph_open", "p", 1, level=table.level, block=True, map=table.map)
    yield Token(
        "inline", "", 0, content=text, children=[words], level=table.level + 1, block=True, meta={ADDED: True}
    )
    yield Token("paragraph_close", "p", -1, level=table.level, block=True)


def plain_table(node: SyntaxTreeNode) -> Table:
    """A table of Markdown as far as it decides about columns; those that stand to the right hold numbers."""
    head, *rows = (row.children for part in node.children for row in part.children)
    columns = tuple(Column(plain(cell), number=side(cell) == "right") for cell in head)
    return Table("", "", columns, tuple(Row(tuple((Text(plain(cell)),) for cell in row)) for row in rows))


def side(cell: SyntaxTreeNode | Token) -> str:
    """Where the text of a cell stands: left, center or right, or nothing where the table does not say."""
    return str(cell.attrs.get("style", "")).removeprefix("text-align:")


def plain(node: SyntaxTreeNode) -> str:
    """The words below a node without their markup."""
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return "".join(map(plain, node.children)) if node.children else node.content
