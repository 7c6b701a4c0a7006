"""A publication as every format prints it: sections of blocks, with all computing done.

Nothing here knows HTML or Markdown. A target is `#anchor` within the document, `PUBLICATION#anchor` in
another publication of the same plan, or a whole address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from ..source.markdown import plain_text

if TYPE_CHECKING:
    from markdown_it.token import Token

    from ..rounds.comparison import Piece
    from ..source.pictures import Picture


@dataclass(frozen=True, slots=True)
class Text:
    """Words, in `language` (BCP 47) where that is not the document's."""

    kind: ClassVar = "text"
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; `label` is what a reader who hears only the link is told."""

    kind: ClassVar = "link"
    text: str
    target: str
    label: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form with its full name at hand."""

    kind: ClassVar = "abbreviation"
    text: str
    full: str


@dataclass(frozen=True, slots=True)
class Status:
    """A status as text with a quiet mark: class `rank` of `ranks`, 0 being the least advanced."""

    kind: ClassVar = "status"
    text: str
    id: str
    rank: int
    ranks: int

    @property
    def share(self) -> float:
        """How much of the mark is filled, from 0 to 1."""
        return self.rank / max(self.ranks - 1, 1)


def placed(target: str) -> tuple[str, str] | None:
    """The publication and anchor that a target means, "" for its own document; None for a whole address."""
    publication, hash_, anchor = target.partition("#")
    return (publication, anchor) if hash_ and not {"/", ":"} & set(publication) else None


Inline = Text | Link | Abbreviation | Status
Cell = tuple[Inline, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table. A `header` column names its row; numbers stand to the right."""

    label: str
    number: bool = False
    header: bool = False
    wide: bool = False


@dataclass(frozen=True)
class Row:
    """A row of cells, one for each column."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Option:
    """One choice of a filter."""

    id: str
    label: str


@dataclass(frozen=True)
class Filter:
    """A way to see only some rows of a table: `rows` has for each the ids of the options under which it is seen."""

    id: str
    label: str
    options: tuple[Option, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Table:
    """Data in rows. `total` is the last row, set apart; `notes` say what a reader must know.

    A `stacked` table may stand as a list where the page is narrow: its cells make sense with their labels.
    """

    kind: ClassVar = "table"
    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    notes: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    stacked: bool = False


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its value in words, and its length from 0 to 1 of the longest."""

    label: str
    value: str
    length: float


@dataclass(frozen=True)
class Chart:
    """Bars with a title and a description that states every value; the same data stands in a table."""

    kind: ClassVar = "chart"
    id: str
    title: str
    description: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Prose:
    """Markdown tokens whose figures, links and notes are resolved.

    A heading's printed level is its own plus `shift`.
    """

    kind: ClassVar = "prose"
    tokens: tuple[Token, ...]
    shift: int = 0


@dataclass(frozen=True)
class Subheading:
    """A heading within a text, as its Markdown tokens. Links lead to it where it has an `anchor`."""

    kind: ClassVar = "subheading"
    prose: Prose
    anchor: str = ""

    @property
    def level(self) -> int:
        """The printed level."""
        return int(self.prose.tokens[0].tag[1:]) + self.prose.shift

    @property
    def title(self) -> str:
        """The words, without notes."""
        return plain_text(self.prose.tokens)


@dataclass(frozen=True)
class Paragraph:
    """A sentence or two of the tool's own."""

    kind: ClassVar = "paragraph"
    cell: Cell


@dataclass(frozen=True)
class Facts:
    """Names and values of a record."""

    kind: ClassVar = "facts"
    rows: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True)
class Panel:
    """A part of a record, mostly with a heading. `role` is `promise` for what a plan promises, else `account`."""

    kind: ClassVar = "panel"
    heading: Subheading | None
    role: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Revision:
    """A text as it was and is, word by word."""

    kind: ClassVar = "revision"
    title: str
    level: int
    pieces: tuple[Piece, ...]


Block = Table | Chart | Prose | Subheading | Paragraph | Facts | Panel | Revision


@dataclass(frozen=True)
class Section:
    """A heading with what stands below it. `role` is chapter, measure, project, evaluation or part.

    `label` stands before the title: a number or a place. `language` (BCP 47) is the title's, where that is not
    the document's.
    """

    anchor: str
    title: str
    level: int
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    role: str = "part"
    label: str = ""
    language: str = ""

    def walk(self) -> Iterator[Section]:
        """This section and all below it."""
        yield self
        for inner in self.sections:
            yield from inner.walk()


@dataclass(frozen=True)
class Note:
    """A footnote. `backs` are the anchors of the places that refer to it."""

    number: int
    anchor: str
    backs: tuple[str, ...]
    prose: Prose


@dataclass(frozen=True)
class Document:
    """A whole publication. `sources` are the files of its sections, by anchor, of those that have one."""

    id: str
    title: str
    subtitle: str
    lead: str
    language: str
    round: str
    fingerprint: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def filtered(self) -> tuple[Table, ...]:
        """The tables whose rows a reader may filter."""
        return tuple(block for block in self.blocks() if isinstance(block, Table) and block.filters)

    def blocks(self) -> Iterator[Block]:
        """Every block, in the order of the text; heading and blocks of a panel behind it."""
        for section in self.walk():
            for block in section.blocks:
                yield block
                if isinstance(block, Panel):
                    yield from (block.heading,) if block.heading else ()
                    yield from block.blocks

    def walk(self) -> Iterator[Section]:
        """Every section, in the order of the text."""
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True)
class DataColumn:
    """A column of an open-data table, by the Frictionless Table Schema."""

    name: str
    title: str
    type: str = "string"
    constraints: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class DataTable:
    """Records as open data: `key` names the column that identifies a row."""

    name: str
    title: str
    columns: tuple[DataColumn, ...]
    rows: tuple[tuple[str | int | None, ...], ...]
    key: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edition:
    """All that a publication says: for readers, for programs, and which records it must hold once each.

    `records` maps a record's anchor to its key in `tables[0]`.
    """

    document: Document
    data: Mapping[str, object]
    tables: tuple[DataTable, ...]
    records: Mapping[str, str]
