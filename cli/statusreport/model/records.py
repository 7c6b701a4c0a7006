"""The records of a plan: measures, projects and chapters. Each field of their files is declared here, and nowhere else.

A record may be incomplete, so that one run can show every fault: a missing text is "", a missing value None.
What passes the check is complete.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .. import registry
from ..source.faults import Source, Span
from ..source.markdown import Body
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
    Text,
    TextList,
    Whole,
    Years,
    vocabulary_of,
)
from .fields import Column, Entry, Field, declared, fields_of
from .period import Period
from .vocabulary import THEMES, VOCABULARIES
from .when import When

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
        Markdown(),
        "Why the measure went back, is late, paused or ended: Markdown of one paragraph or more.",
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
    name: found for name in VOCABULARIES for found in fields_of(Project) if vocabulary_of(found) == name
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
