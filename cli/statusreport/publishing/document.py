"""A publication as every format prints it: sections of blocks, with all computing done.

Nothing here knows HTML or Markdown. A target is `#anchor` within the document, `PUBLICATION#anchor` in
another publication of the same plan, or a whole address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from markdown_it.token import Token

from ..model.settings import Imprint
from ..model.vocabulary import ENDED, PAUSED

if TYPE_CHECKING:
    from ..rounds.differences import Piece
    from ..source.pictures import Picture


@dataclass(frozen=True, slots=True)
class Text:
    """Words, in `language` (BCP 47) where that is not the document's."""

    kind: ClassVar = "text"
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; `label` is what a reader who hears only the link is told.

    A `mark` stands for a record as the picture of its status, by one of `LOOKS`.
    """

    kind: ClassVar = "link"
    text: str
    target: str
    label: str = ""
    language: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Words that lead to one of the edition's further pages, in the format that has them."""

    kind: ClassVar = "page"
    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form with its full name at hand; `told` says that this stands in print just before."""

    kind: ClassVar = "abbreviation"
    text: str
    full: str
    told: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """A status as text with a quiet mark, drawn by what its class means.

    `share` is how much of the mark is filled, from 0 to 1; a class off the scale has a sign for what it `means` instead.
    """

    kind: ClassVar = "status"
    text: str
    share: float = 0
    means: str = ""

    @property
    def look(self) -> str:
        """One of `LOOKS`."""
        if self.means:
            return self.means
        return LOOKS[0] if not self.share else LOOKS[3] if self.share == 1 else LOOKS[1 + (self.share > 0.5)]


# How far a status is on the scale, or what it means off it, as a ground: they differ in lightness and pattern.
LOOKS = ("open", "hatched", "tinted", "filled", ENDED, PAUSED)


def placed(target: str) -> tuple[str, str] | None:
    """The publication and anchor that a target means, "" for its own document; None for a whole address."""
    publication, hash_, anchor = target.partition("#")
    return (publication, anchor) if hash_ and not {"/", ":"} & set(publication) else None


Inline = Text | Link | Page | Abbreviation | Status
Cell = tuple[Inline, ...]


def listed(found: Iterable[Inline], between: str = ", ") -> Cell:
    """A cell of several, with what stands between them."""
    cell: list[Inline] = []
    for inline in found:
        cell += [Text(between), inline] if cell else [inline]
    return tuple(cell)


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
    """One choice of a filter, with how much it leaves."""

    id: str
    label: str
    count: str = ""


@dataclass(frozen=True)
class Filter:
    """A way to see only some rows of a table: `rows` has for each the ids of the options under which it is seen.

    `counts` says what the options count.
    """

    id: str
    label: str
    options: tuple[Option, ...]
    rows: tuple[tuple[str, ...], ...]
    counts: str = ""


# What a link in prose names a chart or a table by: the file that shows it, and how it is called there. What no file
# shows is called by its name alone.
Shown = tuple[str, str]


def by_name(name: str) -> tuple[Shown, ...]:
    """What a chart or table is shown as that the publication makes without being asked."""
    return (("", name),)


@dataclass(frozen=True)
class Table:
    """Data in rows. `total` is the last row, set apart; `notes` say what a reader must know.

    Where the page is narrow it may stand as a list: its cells make sense with their labels. One of `marks` shows records
    as pictures of their status. A `sheet` stands on one page of paper, if there is any way to. The finished document gives
    it a `label` with its number.
    """

    kind: ClassVar = "table"
    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    notes: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    marks: bool = False
    sheet: bool = False
    label: str = ""
    shown: tuple[Shown, ...] = ()

    @property
    def caption(self) -> str:
        """What stands above it."""
        return _captioned(self.label, self.title)


def _captioned(label: str, title: str) -> str:
    return f"{label}. {title}" if label else title


@dataclass(frozen=True)
class Part:
    """A part of a bar: a length on the same scale, what it is of, by one of `LOOKS`, and its value."""

    length: float
    look: str
    value: str


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its value in words, and its length from 0 to 1 of the longest on its scale.

    `told` is what its parts are, in words. One without a label belongs to the bar before it; one that is `outlined` is
    another's number.
    """

    label: str
    value: str
    length: float
    parts: tuple[Part, ...] = ()
    told: str = ""
    outlined: bool = False


@dataclass(frozen=True)
class Chart:
    """Bars. `about` says what they show where the `title` states a finding; `told` is every value, in words.

    The finished document gives it a `label` with its number.
    """

    kind: ClassVar = "chart"
    id: str
    title: str
    bars: tuple[Bar, ...]
    told: str
    about: str = ""
    label: str = ""
    shown: tuple[Shown, ...] = ()

    @property
    def caption(self) -> str:
        """What stands above it."""
        return _captioned(self.label, self.title)

    @property
    def description(self) -> str:
        """All that it says, for those who do not see it."""
        return " ".join(_sentence(text) for text in (self.title, self.about, self.told) if text)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


Tokens = tuple[Token, ...]


@dataclass(frozen=True)
class Prose:
    """Markdown tokens whose figures, links and notes are resolved.

    A heading's printed level is its own plus `shift`. What has a `key` is only made when somebody asks for its tokens:
    with the same key and shift they are the same, and nothing of them depends on the rest of the document, for they
    hold neither notes nor pictures. What it says is known without them as `words`.
    """

    kind: ClassVar = "prose"
    made: Tokens | Callable[[], Tokens]
    shift: int = 0
    key: str = ""
    words: Callable[[], Iterable[str]] = tuple

    @property
    def tokens(self) -> Tokens:
        return self.made() if callable(self.made) else self.made

    def changed(self, change: Callable[[Tokens], Tokens], name: str) -> Prose:
        """The text with its tokens changed, by what has this name; not before somebody asks for them."""
        if self.key:
            return Prose(lambda: change(self.tokens), self.shift, f"{self.key} {name}", self.words)
        return Prose(change(self.tokens), self.shift)


@dataclass(frozen=True)
class Subheading:
    """A heading within a text, as its Markdown tokens. Links lead to it where it has an `anchor`.

    `level` is the printed one, and `title` its words without notes.
    """

    kind: ClassVar = "subheading"
    prose: Prose
    level: int
    title: str
    anchor: str = ""

    @classmethod
    def of(cls, title: str, level: int) -> Subheading:
        """A heading of the tool's own."""
        tag = f"h{level}"
        words = Token("inline", "", 0, content=title, children=[Token("text", "", 0, content=title)])
        return cls(
            Prose((Token("heading_open", tag, 1), words, Token("heading_close", tag, -1))), level, title
        )


@dataclass(frozen=True)
class Paragraph:
    """A sentence or two of the tool's own."""

    kind: ClassVar = "paragraph"
    cell: Cell

    @classmethod
    def of(cls, text: str) -> Paragraph:
        """Words alone."""
        return cls((Text(text),))


@dataclass(frozen=True)
class Facts:
    """Names and values of a record."""

    kind: ClassVar = "facts"
    rows: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True)
class Panel:
    """A part of a record, mostly with a heading.

    `role` is `promise` for what a plan promises, `note` for a remark, else `account`. `of` is the record, for those who hear the heading alone.
    """

    kind: ClassVar = "panel"
    heading: Subheading | None
    role: str
    blocks: tuple[Block, ...]
    of: str = ""


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
    """A heading with what stands below it. `role` is chapter, glance, measure, project, evaluation, theme or part.

    `label` stands before the title: a number or a place. `language` (BCP 47) is the title's, where that is not
    the document's. A record has what listeners are told it is, `said`, a `short` title for lists, and its `status`
    if it has one.
    """

    anchor: str
    title: str
    level: int
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    role: str = "part"
    label: str = ""
    language: str = ""
    said: str = ""
    short: str = ""
    status: Status | None = None

    @property
    def brief(self) -> str:
        """The title where there is little room."""
        return self.short or self.title

    def walk(self) -> Iterator[Section]:
        """This section and all below it."""
        yield self
        for inner in self.sections:
            yield from inner.walk()

    def every_block(self) -> Iterator[Block]:
        """Every block, in the order of the text; heading and blocks of a panel behind it."""
        for section in self.walk():
            for block in section.blocks:
                yield block
                if isinstance(block, Panel):
                    yield from (block.heading,) if block.heading else ()
                    yield from block.blocks


@dataclass(frozen=True)
class Note:
    """A footnote. `backs` are the anchors of the places that refer to it."""

    number: int
    anchor: str
    backs: tuple[str, ...]
    prose: Prose


@dataclass(frozen=True)
class Document:
    """A whole publication.

    `round` is "" where it belongs to none, `dated` the day whose state it tells, and `moment` what readers call the time
    it is of; the latter two where they are known. `cover` are the lines that stand below its title, and `imprint` is what
    it says of itself. `overview` is the anchor of what lists its records, and `summary` what it says in a sentence or two.
    A page that belongs to a publication has its whole as its `home`. `sources`
    are the files of its sections, by anchor, of those that have one.
    """

    id: str
    title: str
    subtitle: str
    lead: str
    language: str
    round: str
    fingerprint: str
    sections: tuple[Section, ...]
    dated: date | None = None
    moment: str = ""
    cover: tuple[str, ...] = ()
    imprint: Imprint = field(default_factory=Imprint)
    notes: tuple[Note, ...] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    overview: str = ""
    summary: str = ""
    home: bool = False

    def begins_page(self, section: Section) -> bool:
        """Whether a chapter begins a page on paper: the first does, what holds a sheet, and what shows the status."""
        return section in self.sections and (
            section is self.sections[0]
            or section.role == "glance"
            or any(isinstance(block, Table) and block.sheet for block in section.blocks)
        )

    @property
    def records(self) -> tuple[Section, ...]:
        """The sections that a reader may go to by their number, in the order of the text."""
        return tuple(section for section in self.walk() if section.said)

    @property
    def name(self) -> str:
        """Title, and what it is."""
        return f"{self.title}: {self.subtitle}"

    @property
    def heading(self) -> str:
        """Title, what it is, and the time it is of, in one line."""
        return f"{self.name}, {self.moment}" if self.moment else self.name

    @property
    def metadata(self) -> tuple[tuple[str, str], ...]:
        """What the publication says of itself, by the names of Dublin Core."""
        own = self.imprint
        said = (
            ("title", self.name),
            *(("creator", author) for author in own.authors),
            ("publisher", own.publisher),
            ("date", str(own.date or "")),
            ("identifier", own.number),
            ("identifier", own.url),
            ("rights", own.license),
            ("language", self.language),
        )
        return tuple((name, text) for name, text in said if text)

    @property
    def filtered(self) -> tuple[Table, ...]:
        """The tables whose rows a reader may filter."""
        return tuple(block for block in self.blocks() if isinstance(block, Table) and block.filters)

    def blocks(self) -> Iterator[Block]:
        """Every block, in the order of the text; heading and blocks of a panel behind it."""
        for section in self.sections:
            yield from section.every_block()

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
    description: str = ""


@dataclass(frozen=True)
class DataTable:
    """Records as open data: `key` names the column that identifies a row."""

    name: str
    title: str
    columns: tuple[DataColumn, ...]
    rows: tuple[tuple[str | int | Decimal | None, ...], ...]
    key: tuple[str, ...] = ()


@dataclass(frozen=True)
class News:
    """What to tell at a round: sentences, on a day, with where to read more."""

    id: str
    title: str
    day: date
    sentences: tuple[str, ...]
    anchor: str


@dataclass(frozen=True)
class Edition:
    """All that a publication says: for readers, for programs, and which records it must hold once each.

    `records` maps a record's anchor to its key in `tables[0]`. `pages` are further pages by name, for the format that
    is made of pages; they lead to the document. `news` is what to tell those who follow the publication, the newest
    first. `files` are those of other formats that are made already, by name.
    """

    document: Document
    data: Mapping[str, object]
    tables: tuple[DataTable, ...]
    records: Mapping[str, str]
    pages: Mapping[str, Document] = field(default_factory=dict)
    news: tuple[News, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
