"""The plan as frozen records. Everything after reading works on these; nothing here reads, checks or prints.

A record may be incomplete, so that one run can show every fault: a missing text is "", a missing value None.
What passes the check is complete.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ..source.faults import Fault, Source
from ..source.pictures import Flaw, Picture, look
from .state import SealedRound
from .vocabulary import DEFAULT_STATUSES, StatusClass, Vocabulary

if TYPE_CHECKING:
    from ..source.markdown import Body

PUBLICATIONS = (STATUS_REPORT, DOCUMENT_STUDY) = ("status-report", "document-study")
VOCABULARIES = ("units", "partners", "partner_types", "regions", "forms", "target_groups", "categories")


@dataclass(frozen=True, kw_only=True)
class Record:
    """What every content file has: a title, prose, a source and the editors' own `x-` keys."""

    source: Source
    title: str = ""
    title_language: str = ""
    body: Body
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Measure(Record):
    """A measure of the plan (tiltak). The first of `responsible` is the lead."""

    number: str = ""
    responsible: tuple[str, ...] = ()
    status: str = ""
    round: str = ""
    area: str = ""
    reason: str = ""
    completed: date | None = None
    evidence: tuple[str, ...] = ()
    was: str = ""


@dataclass(frozen=True)
class Period:
    """Years a project runs, as spans of first and last year; None is an open end."""

    spans: tuple[tuple[int, int | None], ...]

    @property
    def start(self) -> int:
        return min(first for first, _ in self.spans)

    @property
    def end(self) -> int | None:
        ends = [last for _, last in self.spans if last is not None]
        return max(ends) if len(ends) == len(self.spans) else None

    def __str__(self) -> str:
        return ", ".join(
            f"{first}–" if last is None else str(first) if first == last else f"{first}–{last}"
            for first, last in self.spans
        )


@dataclass(frozen=True)
class Evaluation:
    """An external evaluation or review of a project; `month` is 1–12 or None."""

    year: int | None = None
    kind: str = ""
    evaluators: tuple[str, ...] = ()
    month: int | None = None


@dataclass(frozen=True, kw_only=True)
class Project(Record):
    """A project of the portfolio. `amount` is in whole Norwegian kroner."""

    order: int | None = None
    unit: str = ""
    countries: tuple[str, ...] = ()
    place: str = ""
    region: str = ""
    agreements: tuple[str, ...] = ()
    partner: str = ""
    period: Period | None = None
    amount: int | None = None
    forms: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    continues: int | None = None


@dataclass(frozen=True, kw_only=True)
class Chapter(Record):
    """Prose of a publication; `place` says whether it stands before or after the generated parts."""

    publication: str = ""
    order: int | None = None
    place: str = "front"


@dataclass(frozen=True)
class Known:
    """A published figure nobody can compute from the records. `kind` is `count` or `amount` (NOK)."""

    value: int
    kind: str = "count"
    label: str = ""


@dataclass(frozen=True)
class Ratio:
    """One figure as a share of another, both by name."""

    part: str
    whole: str
    label: str = ""


@dataclass(frozen=True)
class PublishedBreakdown:
    """Published parts by vocabulary term and the total they are a share of.

    Where `rest` is given, it labels what the parts leave of the total; otherwise they must add up to it.
    """

    title: str
    vocabulary: str
    total: int
    parts: Mapping[str, int]
    kind: str = "amount"
    rest: str = ""


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """Figures that were published elsewhere, under the name of their file."""

    name: str
    source: Source
    title: str = ""
    origin: str = ""
    figures: Mapping[str, Known] = field(default_factory=dict)
    shares: Mapping[str, Ratio] = field(default_factory=dict)
    breakdowns: Mapping[str, PublishedBreakdown] = field(default_factory=dict)
    published: Mapping[str, int] = field(default_factory=dict)
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Heading:
    """What a publication is called, where it is not the plan's own title."""

    title: str = ""
    subtitle: str = ""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What `statusreport.yaml` says. `responsible` is None where any name is accepted."""

    source: Source
    title: str
    language: str
    round: str
    expect: Mapping[str, int] = field(default_factory=dict)
    statuses: tuple[StatusClass, ...] = DEFAULT_STATUSES
    responsible: Vocabulary | None = None
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    headings: Mapping[str, Heading] = field(default_factory=dict)
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    def _classes(self) -> dict[str, StatusClass]:
        return {word: status for status in self.statuses for word in status.words}

    def status_class(self, status: str) -> StatusClass | None:
        """The class a measure's status counts as, or None if the plan does not know it."""
        return self._classes.get(status) or self._classes.get(" ".join(status.split()))

    def vocabulary(self, name: str) -> Vocabulary:
        return self.vocabularies.get(name) or Vocabulary(name)

    def responsible_name(self, short: str) -> str:
        """The full name of a responsible body; the name itself where the plan declares none."""
        term = self.responsible.find(short) if self.responsible else None
        return term.label if term else short


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
    def records(self) -> tuple[Record, ...]:
        """All records that have prose."""
        return (*self.measures, *self.projects, *self.chapters)

    @cached_property
    def by_path(self) -> Mapping[str, Record]:
        return {record.source.path: record for record in self.records}

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """Paths of the files that gave no record; a fault says why."""
        others = (*(data.source for data in self.datasets), *(sealed.source for sealed in self.rounds))
        known = {self.settings.source.path, *self.by_path, *(source.path for source in others)}
        return tuple(path for path in self.sources if path not in known)

    @cached_property
    def projects_by_order(self) -> Mapping[int, Project]:
        return {project.order: project for project in reversed(self.projects) if project.order is not None}
