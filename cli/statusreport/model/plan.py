"""The plan as frozen records. Everything after reading works on these; nothing here reads, checks or prints.

A record may be incomplete, so that one run can show every fault: a missing text is "", a missing value None.
What passes the check is complete. Each field of a file is declared here, and nowhere else.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .. import registry
from ..source.faults import Fault, Source, Span
from ..source.markdown import Body
from ..source.pictures import Flaw, Picture, look
from ..source.written import Written
from .calendar import NamedRound, last_day
from .field_types import (
    LINK,
    Amount,
    Choice,
    Day,
    Due,
    Hyperlink,
    ListOf,
    Markdown,
    Object,
    RecordNumber,
    RecordNumbers,
    RoundId,
    Table,
    Text,
    TextList,
    Whole,
    Years,
    item_of,
    vocabulary_of,
)
from .fields import Column, Entry, Field, Json, OwnField, declared, fields_of, several
from .period import Period
from .vocabulary import DEFAULT_STATUSES, Scale, StatusClass, Vocabulary
from .when import When

if TYPE_CHECKING:
    from .state import SealedRound

# The vocabularies that a plan may declare, and what each is of.
VOCABULARIES: Mapping[str, str] = {
    "units": "Granting units.",
    "partners": "Agreement partners, each with its `type`.",
    "partner_types": "Types of partner.",
    "regions": "Regions.",
    "forms": "Forms that projects address.",
    "target_groups": "Target groups.",
    "categories": "Kinds of work.",
}
# The vocabulary of the groups that measures stand in.
THEMES = "themes"
_TITLE_LANGUAGE = "Language of the title, as en, if not the plan's."
_SHORT_TITLE = "A shorter title for overviews, contents and the heads of pages."
_NOTE = "A remark of this edition, which is printed: Markdown of one paragraph or more."


@dataclass(frozen=True, kw_only=True)
class Record(Entry):
    """What every content file has: a title, prose and a source. Each declares its title among its own fields."""

    source: Source
    body: Body

    @property
    @abstractmethod
    def title(self) -> str: ...

    @property
    @abstractmethod
    def title_language(self) -> str: ...

    @property
    @abstractmethod
    def short_title(self) -> str: ...

    @property
    @abstractmethod
    def note(self) -> str: ...

    @property
    def brief(self) -> str:
        """The title where there is little room."""
        return self.short_title or self.title

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the body stands in the file."""
        return self.body.places.span(start, end)


@dataclass(frozen=True)
class Milestone(Entry):
    """A part of a measure that is reached by itself."""

    title: str = declared(
        Text(), "What is to be reached.", default="", required=True, column=Column("title", 1)
    )
    due: When | None = declared(
        Due(), "When it is to be reached, as in `due`.", default=None, column=Column("due", 2)
    )
    status: str = declared(
        Text(of="statuses"),
        "Label of a status class or one of its terms.",
        default="",
        required=True,
        column=Column("status", 3),
    )
    completed: date | None = declared(
        Day(), "Day it was reached, as 2012-02-29.", default=None, column=Column("completed", 4)
    )


@dataclass(frozen=True, kw_only=True)
class MeasureFacts(Entry):
    """What a measure's file says of it above its text. The first of `responsible` is the lead."""

    number: str = declared(
        RecordNumber(),
        "Number of the measure, unique: digits, letters and dots.",
        default="",
        required=True,
        compared=False,
        column=Column("number", 1, unique=True),
    )
    title: str = declared(Text(), "Official title.", default="", required=True, column=Column("title", 2))
    title_language: str = declared(Text(), _TITLE_LANGUAGE, default="", sealed=False, compared=False)
    short_title: str = declared(Text(), _SHORT_TITLE, default="", sealed=False, compared=False)
    responsible: tuple[str, ...] = declared(
        TextList(one=True, of="responsible"),
        "Responsible bodies; the first is the lead.",
        default=(),
        required=True,
        fact=1,
        column=Column("responsible", 3),
    )
    status: str = declared(
        Text(of="statuses"),
        "Label of a status class or one of its terms.",
        default="",
        required=True,
        compared=False,
        fact=2,
        column=Column("status", 4),
    )
    round: str = declared(
        RoundId(),
        "Round the status was reported for.",
        default="",
        compared=False,
        fact=4,
        column=Column("round", 5),
    )
    theme: str = declared(
        Text(of=THEMES),
        "Group the measure stands in, from the plan's `themes`.",
        default="",
        column=Column("theme", 6),
    )
    area: str = declared(
        Text(), "The plan's heading the measure stands under.", default="", fact=3, column=Column("area", 7)
    )
    started: When | None = declared(
        Due(),
        "When work began: 2014, 2014-06, 2014-Q2, 2014-06-30 or a span of years.",
        default=None,
        fact=5,
        column=Column("started", 8),
    )
    due: When | None = declared(
        Due(),
        "When the measure is to be completed, as in `started`.",
        default=None,
        fact=6,
        column=Column("due", 9),
    )
    reason: str = declared(
        Text(),
        "Why the measure went back, is late, paused or ended.",
        default="",
        fact=7,
        column=Column("reason", 10),
    )
    completed: date | None = declared(
        Day(),
        "Day the measure was completed, as 2012-02-29.",
        default=None,
        fact=8,
        column=Column("completed", 11),
    )
    evidence: tuple[Hyperlink, ...] = declared(
        ListOf(LINK, one=True),
        "Links that show what was done: each an address, or its `url` and `title`.",
        default=(),
        fact=9,
        column=Column("evidence", 12),
    )
    was: tuple[str, ...] = declared(
        RecordNumbers(one=True),
        "The number the measure had before, or the numbers of those that were merged in it.",
        default=(),
        compared=False,
        fact=10,
    )
    milestones: tuple[Milestone, ...] = declared(
        ListOf(Object(Milestone)), "Parts of the measure that are reached one by one.", default=()
    )
    note: str = declared(Markdown(), _NOTE, default="", sealed=False, compared=False)
    # What it says in the fields that the plan declares, by key.
    own: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Measure(MeasureFacts, Record):
    """A measure of the plan (tiltak)."""


@dataclass(frozen=True)
class Evaluation(Entry):
    """An external evaluation or review of a project; `month` is 1–12 or None."""

    year: int | None = declared(
        Whole(1900, 2999), "Year of the evaluation.", default=None, required=True, column=Column("year", 1)
    )
    month: int | None = declared(
        Whole(1, 12), "Month of the evaluation, 1 to 12.", default=None, column=Column("month", 2)
    )
    kind: str = declared(
        Text(), "What it is called, as evaluering or gjennomgang.", default="", column=Column("kind", 3)
    )
    evaluators: tuple[str, ...] = declared(
        TextList(one=True), "Who carried it out.", default=(), column=Column("evaluators", 4)
    )


@dataclass(frozen=True, kw_only=True)
class Project(Record):
    """A project of the portfolio. `amount` is in whole Norwegian kroner.

    The names of the columns are those of the open data on Norwegian development aid (noradno/noradstats).
    """

    title: str = declared(
        Text(), "Official title.", default="", required=True, column=Column("agreement_title", 2)
    )
    title_language: str = declared(Text(), _TITLE_LANGUAGE, default="", compared=False)
    short_title: str = declared(Text(), _SHORT_TITLE, default="", compared=False)
    order: int | None = declared(
        Whole(1),
        "Place in the appendix, unique.",
        default=None,
        required=True,
        column=Column("order", 1, unique=True),
    )
    unit: str = declared(
        Text(of="units"),
        "Granting unit, from the vocabulary `units`.",
        default="",
        required=True,
        column=Column("responsible_unit", 3),
    )
    countries: tuple[str, ...] = declared(
        TextList(one=True),
        "ISO 3166-1 alpha-2 codes (XK for Kosovo); [] if purely regional.",
        default=(),
        fact=2,
        column=Column("recipient_country", 5),
    )
    place: str = declared(
        Text(), "Country or region as it is to be printed.", default="", fact=1, column=Column("place", 4)
    )
    region: str = declared(
        Text(of="regions"),
        "Region, from the vocabulary `regions`.",
        default="",
        column=Column("main_region", 6),
    )
    agreements: tuple[str, ...] = declared(
        TextList(one=True),
        "Agreement numbers, in quotes.",
        default=(),
        fact=4,
        column=Column("agreement_number", 7),
    )
    partner: str = declared(
        Text(of="partners"),
        "Agreement partner, from the vocabulary `partners`.",
        default="",
        required=True,
        fact=3,
        column=Column("agreement_partner", 8),
    )
    period: Period | None = declared(
        Years(),
        "Years, as 2005–2007, 2006, 2002, 2006–2008 or 2007–.",
        default=None,
        required=True,
        fact=5,
        column=Column("period", 9),
    )
    amount: int | None = declared(
        Amount(),
        "Total in whole Norwegian kroner.",
        default=None,
        required=True,
        fact=6,
        column=Column("amount_nok", 10),
    )
    forms: tuple[str, ...] = declared(
        TextList(one=True, of="forms"),
        "Forms addressed, from the vocabulary `forms`.",
        default=(),
        fact=7,
        column=Column("forms", 11),
    )
    target_groups: tuple[str, ...] = declared(
        TextList(one=True, of="target_groups"),
        "Target groups, from the vocabulary `target_groups`.",
        default=(),
        fact=8,
        column=Column("target_groups", 12),
    )
    categories: tuple[str, ...] = declared(
        TextList(one=True, of="categories"),
        "Kinds of work, from the vocabulary `categories`.",
        default=(),
        fact=9,
        column=Column("categories", 13),
    )
    evaluations: tuple[Evaluation, ...] = declared(
        ListOf(Object(Evaluation)), "External evaluations and reviews.", default=(), fact=11
    )
    continues: int | None = declared(
        Whole(1),
        "Order of the project that this one carries on.",
        default=None,
        fact=10,
        column=Column("continues_order", 14),
    )
    note: str = declared(Markdown(), _NOTE, default="", compared=False)


# The field of a project that each vocabulary has the words of.
TERM_FIELDS: Mapping[str, Field[object]] = {
    name: found
    for name in VOCABULARIES
    for found in fields_of(Project)
    if isinstance(found.type, (Text, TextList)) and found.type.of == name
}


@dataclass(frozen=True, kw_only=True)
class Chapter(Record):
    """Prose of a publication; `place` says whether it stands before or after the generated parts."""

    title: str = declared(Text(), "Heading of the chapter.", default="", required=True)
    title_language: str = declared(Text(), _TITLE_LANGUAGE, default="")
    short_title: str = declared(Text(), _SHORT_TITLE, default="")
    publication: str = declared(Text(), f"{' or '.join(registry.publications())}.", default="", required=True)
    order: int | None = declared(
        Whole(0), "Place among the publication's chapters.", default=None, required=True
    )
    place: str = declared(
        Choice(("front", "back")),
        "Before (front) or after (back) the generated parts.",
        default="front",
    )
    theme: str = declared(
        Text(of=THEMES), "The theme whose measures it introduces, from the plan's `themes`.", default=""
    )
    note: str = declared(Markdown(), _NOTE, default="")


_COUNT_OR_AMOUNT = Choice(("count", "amount"))
_KIND = "count, or amount for kroner."


@dataclass(frozen=True)
class Known(Entry):
    """A published figure nobody can compute from the records. `kind` is `count` or `amount` (NOK)."""

    value: int = declared(Amount(), "The published number.", required=True)
    kind: str = declared(_COUNT_OR_AMOUNT, _KIND, default="count")
    label: str = declared(Text(), "What is counted.", default="")


@dataclass(frozen=True)
class Ratio(Entry):
    """One figure as a share of another, both by name."""

    part: str = declared(Text(), "Name of the figure that is a part.", required=True)
    whole: str = declared(Text(), "Name of the figure it is a share of.", required=True)
    label: str = declared(Text(), "What the share says.", default="")


@dataclass(frozen=True)
class PublishedBreakdown(Entry):
    """Published parts by vocabulary term and the total they are a share of.

    Where `rest` is given, it labels what the parts leave of the total; otherwise they must add up to it.
    """

    title: str = declared(Text(), "Caption of the table and chart.", required=True)
    vocabulary: str = declared(Choice(tuple(VOCABULARIES)), "Whose terms the parts are.", required=True)
    total: int = declared(Amount(), "What the parts are a share of.", required=True)
    parts: Mapping[str, int] = declared(Table(Amount()), "The published part of each term.", required=True)
    kind: str = declared(_COUNT_OR_AMOUNT, _KIND, default="amount")
    rest: str = declared(Text(), "Label of what the parts leave of the total.", default="")


@dataclass(frozen=True, kw_only=True)
class Dataset(Entry):
    """Figures that were published elsewhere, under the name of their file."""

    name: str
    source: Source
    title: str = declared(Text(), "What the figures are about.", default="", required=True)
    short_title: str = declared(
        Text(),
        "The same where there is little room, as beside a bar that is held against another.",
        default="",
    )
    origin: str = declared(Text(), "Where they were published.", default="", key="source")
    figures: Mapping[str, Known] = declared(Table(Object(Known)), "Single published figures.", default={})
    shares: Mapping[str, Ratio] = declared(
        Table(Object(Ratio)), "Shares to compute, each from two figures.", default={}
    )
    breakdowns: Mapping[str, PublishedBreakdown] = declared(
        Table(Object(PublishedBreakdown)), "Published parts of a whole, by vocabulary term.", default={}
    )
    published: Mapping[str, int] = declared(
        Table(Amount()), "Published numbers that computed figures are held against.", default={}
    )


@dataclass(frozen=True)
class Publisher(Entry):
    """Who publishes a plan."""

    name: str = declared(Text(), "Name of the publisher.", default="", required=True)
    url: str = declared(Text(), "Address of its pages.", default="")
    contact: str = declared(Text(), "Where readers can ask: an address or a few words.", default="")


@dataclass(frozen=True)
class Imprint(Entry):
    """What a publication says of itself; where it has no title or publisher of its own, the plan's are meant."""

    title: str = declared(Text(), "Title of the publication, where it is not the plan's.", default="")
    subtitle: str = declared(Text(), "A line below the title.", default="")
    date: When | None = declared(
        Due(),
        "When it was published, as 2009, 2009-03 or 2009-03-15, where that is not the round.",
        default=None,
    )
    publisher: str = declared(Text(), "Who publishes it, where that is not the plan's publisher.", default="")
    authors: tuple[str, ...] = declared(TextList(one=True), "Who wrote it.", default=())
    number: str = declared(Text(), "Its number, as an ISBN or the number in a series.", default="")
    url: str = declared(Text(), "Address at which it is published.", default="")
    license: str = declared(
        Text(), "The licence under which it may be used: its name, or its address.", default=""
    )
    source: str = declared(Markdown(), "From which documents it was made, and how.", default="")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What `statusreport.yaml` says. `responsible` is None where any name is accepted.

    `names` are what a record is called, singular and plural; `own_fields` are the fields that measures have here, and
    `internal` the editors' own keys that are not published.
    """

    source: Source
    title: str
    language: str
    round: str
    expect: Mapping[str, int] = field(default_factory=dict)
    statuses: Scale = DEFAULT_STATUSES
    responsible: Vocabulary | None = None
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    publisher: Publisher | None = None
    imprints: Mapping[str, Imprint] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own_fields: tuple[OwnField[object], ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    removed: Mapping[str, str] = field(default_factory=dict)
    rounds: Mapping[str, NamedRound] = field(default_factory=dict)
    period: Period | None = None
    internal: frozenset[str] = frozenset()
    extra: Mapping[str, Json] = field(default_factory=dict)

    def status_class(self, status: str) -> StatusClass | None:
        """The class a measure's status counts as, or None if the plan does not know it."""
        return self.statuses.find(status)

    @cached_property
    def measure_fields(self) -> tuple[Field[object], ...]:
        """All fields of a measure, the plan's own behind those of every plan."""
        return (*fields_of(Measure), *self.own_fields)

    def last_day(self, round_id: str) -> date | None:
        """The day that a round ends, as the plan says or else its id; None where neither does."""
        named = self.rounds.get(round_id)
        return named.date if named and named.date else last_day(round_id)

    @property
    def promise(self) -> str:
        """The heading under which a measure says what it promises: the first of several; "" where there is none."""
        required = self.sections.get("measure", ())
        return required[0] if len(required) > 1 else ""

    def vocabulary(self, name: str) -> Vocabulary:
        own = self.responsible if name == "responsible" else self.vocabularies.get(name)
        return own or Vocabulary(name)

    def canonical(self, field: Field[object], value: object) -> object:
        """A value whose terms are called by their ids, whichever spelling the file has; statuses and bodies keep theirs."""
        name = vocabulary_of(field)
        if name in ("", "statuses", "responsible"):
            return value
        vocabulary = self.vocabulary(name)

        def ident(word: object) -> object:
            term = vocabulary.find(word) if isinstance(word, str) else None
            return term.id if term else word

        return tuple(map(ident, value)) if isinstance(value, tuple) else ident(value)

    def words(self) -> Mapping[str, tuple[str, ...]]:
        """Every spelling that the plan allows, by vocabulary; without the vocabularies it does not declare."""
        known = {name: vocabulary.words() for name, vocabulary in self.vocabularies.items()}
        bodies = {"responsible": self.responsible.words()} if self.responsible else {}
        return {"statuses": self.statuses.words(), **bodies, **known}

    def responsible_name(self, short: str) -> str:
        """The full name of a responsible body; the name itself where the plan declares none."""
        term = self.responsible.find(short) if self.responsible else None
        return term.label if term else short


@dataclass(frozen=True)
class FieldText:
    """A value that is Markdown: its record, None for the plan's own, its source and address, and the text."""

    record: Record | None
    source: Source
    address: str
    body: Body
    written: Written

    @classmethod
    def of(cls, record: Record | None, source: Source, address: str, text: str) -> FieldText:
        written = Written(text, source.text, source.at(address).span)
        return cls(record, source, address, Body(text, written.first_line), written)

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the text stands in the file."""
        return self.written.span(start, end)


# All that is Markdown.
Prose = Record | FieldText


@dataclass(frozen=True, kw_only=True, eq=False)
class Plan:
    """Everything that was read, in the order it is printed, and what could not be read.

    A plan equals only itself, so that what is computed from one can be kept for it. `picture_files` are the bytes of
    the pictures that prose shows, by path, and `lost_pictures` say why one of them could not be read.
    """

    settings: Settings
    measures: tuple[Measure, ...] = ()
    projects: tuple[Project, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    datasets: tuple[Dataset, ...] = ()
    rounds: tuple[SealedRound, ...] = ()
    faults: tuple[Fault, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    picture_files: Mapping[str, bytes] = field(default_factory=dict)
    lost_pictures: Mapping[str, Flaw] = field(default_factory=dict)

    @cached_property
    def pictures(self) -> Mapping[str, Picture]:
        """The pictures that prose shows, by path from the root, each looked at once."""
        lost = {path: Picture("", flaws=(flaw,)) for path, flaw in self.lost_pictures.items()}
        return lost | {path: look(data) for path, data in self.picture_files.items()}

    @cached_property
    def earlier(self) -> tuple[SealedRound, ...]:
        """The sealed rounds before the current one, oldest first; ids sort as text."""
        return tuple(sealed for sealed in self.rounds if sealed.state.round < self.settings.round)

    @cached_property
    def themed(self) -> bool:
        """Whether the plan groups its measures by themes."""
        return bool(self.settings.vocabulary(THEMES))

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """All records that have prose."""
        return (*self.measures, *self.projects, *self.chapters)

    def fields_of(self, record: Record) -> tuple[Field[object], ...]:
        """The fields that a record has in this plan."""
        return self.settings.measure_fields if isinstance(record, Measure) else fields_of(type(record))

    @cached_property
    def field_texts(self) -> tuple[FieldText, ...]:
        """Every value that is Markdown."""
        return tuple(self._field_texts())

    def _field_texts(self) -> Iterator[FieldText]:
        for record in self.records:
            for declaration in self.fields_of(record):
                if isinstance(item_of(declaration), Markdown):
                    for address, text in several(declaration.name, declaration.of(record)):
                        yield FieldText.of(record, record.source, address, str(text))
        for name, imprint in self.settings.imprints.items():
            for declaration in fields_of(Imprint):
                if isinstance(declaration.type, Markdown) and (text := declaration.of(imprint)):
                    address = f"publications.{name}.{declaration.name}"
                    yield FieldText.of(None, self.settings.source, address, str(text))

    @property
    def bodies(self) -> tuple[Body, ...]:
        """All that is Markdown."""
        return (*(record.body for record in self.records), *(text.body for text in self.field_texts))

    @property
    def texts(self) -> tuple[Prose, ...]:
        """All that is Markdown in the files of this plan: of a single file's, no other."""
        values = (text for text in self.field_texts if text.source.path in self.sources)
        return (*self.records, *values)

    @cached_property
    def by_path(self) -> Mapping[str, Record]:
        return {record.source.path: record for record in self.records}

    @cached_property
    def parts(self) -> Mapping[str, Plan]:
        """Each file as a plan of its own, under the settings of this one; without pictures, which are other files."""
        entries: Mapping[str, tuple[Measure | Project | Chapter | Dataset | SealedRound, ...]] = {
            "measures": self.measures,
            "projects": self.projects,
            "chapters": self.chapters,
            "datasets": self.datasets,
            "rounds": self.rounds,
        }
        found: dict[str, dict[str, Any]] = {path: {"faults": ()} for path in self.sources}
        for name, each in ((name, each) for name, kind in entries.items() for each in kind):
            found[each.source.path][name] = (each,)
        for fault in self.faults:
            if fault.location.path in found:
                found[fault.location.path]["faults"] += (fault,)
        return {
            path: Plan(settings=self.settings, sources={path: self.sources[path]}, **about)
            for path, about in found.items()
        }

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """Paths of the files that gave no record; a fault says why."""
        others = (*(data.source for data in self.datasets), *(sealed.source for sealed in self.rounds))
        known = {self.settings.source.path, *self.by_path, *(source.path for source in others)}
        return tuple(path for path in self.sources if path not in known)

    @cached_property
    def projects_by_order(self) -> Mapping[int, Project]:
        return {project.order: project for project in reversed(self.projects) if project.order is not None}
