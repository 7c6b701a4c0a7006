"""Every number the publications state, computed once and by name: what `{figure}` prints.

`measures.statuses.ongoing.count`, `projects.amount.sum`, `portfolio.regions.europa.share`: first whose number
it is, then what it is counted by, then the term, then what is counted. A share is of the whole that its
breakdown states. Shares are exact fractions; rounding belongs to printing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter
from typing import Literal

from .dataset import Dataset, Known, PublishedBreakdown
from .deadlines import deadlines
from .field_types import TextList
from .fields import Field
from .plan import Plan
from .records import TERM_FIELDS, Measure, Project
from .vocabulary import THEMES, Term

FigureKind = Literal["count", "amount", "share"]


@dataclass(frozen=True)
class Figure:
    """A number and what it is: a count, an amount in NOK, or a share of one; `of` is the count that a share is of."""

    name: str
    value: int | Fraction
    kind: FigureKind
    of: int | None = None


@dataclass(frozen=True)
class Words:
    """What the plan says in words, by name like a figure: a `text`, or the id of a `round`, which languages call."""

    name: str
    text: str
    kind: Literal["text", "round"] = "text"


@dataclass(frozen=True)
class Row:
    """One term of a breakdown. A figure that does not apply is None; `published` is the count that was printed elsewhere."""

    id: str
    label: str
    count: int | None = None
    count_share: Fraction | None = None
    amount: int | None = None
    amount_share: Fraction | None = None
    published: int | None = None


@dataclass(frozen=True)
class Breakdown:
    """What a whole consists of, by term, the status most advanced first. In an `overlapping` one a record may count in several terms.

    `whose` is what has these parts, where that is not counted here.
    """

    name: str
    by: str
    rows: tuple[Row, ...]
    count: int | None = None
    amount: int | None = None
    overlapping: bool = False
    title: str = ""
    origin: str = ""
    whose: str = ""
    of_measures: bool = False

    @property
    def has_amounts(self) -> bool:
        """Whether its parts are measured by their amounts: overlapping amounts mean nothing."""
        return self.amount is not None and not self.overlapping

    @property
    def by_size(self) -> Breakdown:
        """The largest part first; what is left over stands last."""
        size = attrgetter("amount" if self.has_amounts else "count")
        order = sorted(self.rows, key=lambda row: (row.id == REST, -(size(row) or 0)))
        return replace(self, rows=tuple(order))

    def comparable(self, other: Breakdown) -> bool:
        """Whether the parts of both can be held against each other."""
        counted = self.count is not None and other.count is not None
        return self.by == other.by and (counted or (self.has_amounts and other.has_amounts))


@dataclass(frozen=True)
class Figures:
    """All figures and breakdowns of a plan, by name, and the words that prose may name in the same way."""

    figures: Mapping[str, Figure] = attribute(default_factory=dict)
    breakdowns: Mapping[str, Breakdown] = attribute(default_factory=dict)
    words: Mapping[str, Words] = attribute(default_factory=dict)

    def find(self, name: str) -> Figure | Words | None:
        """What the role of this name prints."""
        return self.figures.get(name) or self.words.get(name)


# The id of what the named parts leave over.
REST = "rest"
# The vocabularies of which a project may have several terms, and so counts in several.
OVERLAPPING = frozenset(name for name, field in TERM_FIELDS.items() if isinstance(field.type, TextList))


@lru_cache(maxsize=1)
def compute(plan: Plan) -> Figures:
    """All figures of a plan. What is unknown or missing is not counted; the rules say so.

    The result is kept for the plan that was asked for last, since rules and formats all ask.
    """
    printed = {name: value for dataset in plan.datasets for name, value in dataset.published.items()}
    breakdowns = {
        found.name: _held_against(found, printed)
        for found in (*_of_measures(plan), *_of_projects(plan), *_of_datasets(plan))
    }
    figures = {figure.name: figure for figure in _single(plan)}
    for breakdown in breakdowns.values():
        figures |= {figure.name: figure for figure in _of_rows(breakdown)}
    shares: dict[str, Figure] = {}
    for dataset in plan.datasets:
        for key, ratio in dataset.shares.items():
            part, whole = figures.get(ratio.part), figures.get(ratio.whole)
            if part and whole and whole.value:
                name = f"{dataset.name}.{key}"
                of = int(whole.value) if part.kind == whole.kind == "count" else None
                shares[name] = Figure(name, Fraction(part.value) / whole.value, "share", of)
    return Figures(figures | shares, breakdowns, {words.name: words for words in _words_of(plan)})


def _held_against(breakdown: Breakdown, printed: Mapping[str, int]) -> Breakdown:
    """A breakdown that knows which of its counts were printed elsewhere."""
    rows = (replace(row, published=printed.get(f"{breakdown.name}.{row.id}.count")) for row in breakdown.rows)
    return replace(breakdown, rows=tuple(rows))


def share(part: int | None, whole: int | None) -> Fraction | None:
    """A part of a whole; None where there is no whole to be part of."""
    return Fraction(part, whole) if part is not None and whole else None


def _words_of(plan: Plan) -> Iterator[Words]:
    """What is known of the plan and its rounds; there is no name for what is not."""
    settings = plan.settings
    yield Words("plan.title", settings.title)
    if settings.period:
        yield Words("plan.period", str(settings.period))
    yield Words("round.label", settings.round, "round")
    if plan.earlier:
        yield Words("round.previous", plan.earlier[-1].state.round, "round")


def _single(plan: Plan) -> Iterator[Figure]:
    projects = plan.projects
    yield Figure("measures.count", len(plan.measures), "count")
    milestones = [milestone for measure in plan.measures for milestone in measure.milestones]
    if milestones:
        reached = [milestone for milestone in milestones if is_reached(plan, milestone.status)]
        yield Figure("milestones.count", len(milestones), "count")
        yield Figure("milestones.reached", len(reached), "count")
    if any(measure.due for measure in plan.measures):
        when = deadlines(plan)
        yield Figure("measures.overdue", sum(map(when.overdue, plan.measures)), "count")
        yield Figure("measures.upcoming", sum(map(when.upcoming, plan.measures)), "count")
    lead, joint = _responsibility(plan)
    led = Counter(
        (m.responsible[0], plan.settings.status_class(m.status)) for m in plan.measures if m.responsible
    )
    for short in responsible_bodies(plan):
        yield Figure(f"measures.responsible.{short}.lead", lead[short], "count")
        yield Figure(f"measures.responsible.{short}.joint", joint[short], "count")
        yield Figure(f"measures.responsible.{short}.count", lead[short] + joint[short], "count")
        for status in plan.settings.statuses:
            name = f"measures.responsible.{short}.statuses.{status.id}.count"
            yield Figure(name, led[short, status], "count")
    if projects:
        yield Figure("projects.count", len(projects), "count")
        yield Figure("projects.amount.sum", sum(p.amount or 0 for p in projects), "amount")
        yield Figure("projects.evaluations.count", sum(len(p.evaluations) for p in projects), "count")
        yield Figure("projects.evaluated.count", sum(1 for p in projects if p.evaluations), "count")
    for dataset in plan.datasets:
        for key, known in dataset.figures.items():
            yield _known(dataset, key, known)


def is_reached(plan: Plan, status: str) -> bool:
    """Whether a milestone of this status is reached."""
    return plan.settings.statuses.is_completed(status)


def responsible_bodies(plan: Plan) -> tuple[str, ...]:
    """Every responsible body: those the plan declares, in its order, then any other by name."""
    declared = [term.id for term in plan.settings.responsible or ()]
    lead, joint = _responsibility(plan)
    return (*declared, *sorted({*lead, *joint}.difference(declared)))


def _responsibility(plan: Plan) -> tuple[Counter[str], Counter[str]]:
    """How many measures each body leads, and how many more it is responsible for."""
    lead: Counter[str] = Counter()
    joint: Counter[str] = Counter()
    for measure in plan.measures:
        bodies = list(dict.fromkeys(measure.responsible))
        lead.update(bodies[:1])
        joint.update(bodies[1:])
    return lead, joint


def _known(dataset: Dataset, key: str, known: Known) -> Figure:
    return Figure(f"{dataset.name}.{key}", known.value, "amount" if known.kind == "amount" else "count")


def _of_rows(breakdown: Breakdown) -> Iterator[Figure]:
    for row in breakdown.rows:
        name = f"{breakdown.name}.{row.id}"
        if row.count is not None:
            yield Figure(f"{name}.count", row.count, "count")
        if row.count_share is not None:
            yield Figure(f"{name}.share", row.count_share, "share", breakdown.count)
        if row.amount is not None:
            yield Figure(f"{name}.amount", row.amount, "amount")
        if row.amount_share is not None:
            suffix = "share" if row.count is None else "amount.share"
            yield Figure(f"{name}.{suffix}", row.amount_share, "share")


def _of_measures(plan: Plan) -> Iterator[Breakdown]:
    yield _by_status("measures.statuses", plan, plan.measures)
    themes = plan.settings.vocabulary(THEMES)
    if not themes:
        return
    groups = {term.id: tuple(m for m in plan.measures if themes.find(m.theme) == term) for term in themes}
    # A measure without a theme is another finding.
    total = sum(map(len, groups.values()))
    rows = tuple(
        Row(term.id, term.label, len(groups[term.id]), share(len(groups[term.id]), total)) for term in themes
    )
    yield Breakdown(THEMES, THEMES, rows, count=total, of_measures=True)
    for term in themes:
        yield _by_status(f"{THEMES}.{term.id}.statuses", plan, groups[term.id], term.label)


def _by_status(name: str, plan: Plan, measures: tuple[Measure, ...], title: str = "") -> Breakdown:
    classes = [plan.settings.status_class(measure.status) for measure in measures]
    total = len(measures)
    rows = tuple(
        Row(status.id, status.label, count := classes.count(status), share(count, total))
        for status in plan.settings.statuses.advanced
    )
    return Breakdown(name, "statuses", rows, count=total, title=title, of_measures=True)


def _of_projects(plan: Plan) -> Iterator[Breakdown]:
    if not plan.projects:
        return
    for name, field in TERM_FIELDS.items():
        vocabulary = plan.settings.vocabulary(name)
        groups: dict[str, list[Project]] = {term.id: [] for term in vocabulary}
        for project in plan.projects:
            for term in {found.id for word in _words(project, field) if (found := vocabulary.find(word))}:
                groups[term].append(project)
        if vocabulary:
            yield _grouped(plan, name, tuple(vocabulary), groups, name in OVERLAPPING)
        if name == "partners" and plan.settings.vocabulary("partner_types"):
            types = tuple(plan.settings.vocabulary("partner_types"))
            by_type: dict[str, list[Project]] = {term.id: [] for term in types}
            for partner in vocabulary:
                if found := plan.settings.vocabulary("partner_types").find(partner.type):
                    by_type[found.id].extend(groups[partner.id])
            yield _grouped(plan, "partner_types", types, by_type, overlapping=False)


def _words(project: Project, field: Field[object]) -> tuple[str, ...]:
    value = field.of(project)
    return value if isinstance(value, tuple) else (str(value),)


def _grouped(
    plan: Plan, by: str, terms: tuple[Term, ...], groups: Mapping[str, list[Project]], overlapping: bool
) -> Breakdown:
    total = sum(project.amount or 0 for project in plan.projects)
    rows = []
    for term in terms:
        count = len(groups[term.id])
        amount = sum(project.amount or 0 for project in groups[term.id])
        rows.append(
            Row(term.id, term.label, count, share(count, len(plan.projects)), amount, share(amount, total))
        )
    return Breakdown(f"projects.{by}", by, tuple(rows), len(plan.projects), total, overlapping)


def _of_datasets(plan: Plan) -> Iterator[Breakdown]:
    for dataset in plan.datasets:
        for key, published in dataset.breakdowns.items():
            yield _published(plan, dataset, key, published)


def _published(plan: Plan, dataset: Dataset, key: str, published: PublishedBreakdown) -> Breakdown:
    vocabulary = plan.settings.vocabulary(published.vocabulary)
    parts = [
        (found.id if found else word, found.label if found else word, value)
        for word, value in published.parts.items()
        for found in (vocabulary.find(word),)
    ]
    left = published.total - sum(published.parts.values())
    if published.rest:
        parts.append((REST, published.rest, left))
    money = published.kind == "amount"
    rows = tuple(
        Row(term, label, amount=value, amount_share=share(value, published.total))
        if money
        else Row(term, label, count=value, count_share=share(value, published.total))
        for term, label, value in parts
    )
    return Breakdown(
        f"{dataset.name}.{key}",
        published.vocabulary,
        rows,
        count=None if money else published.total,
        amount=published.total if money else None,
        overlapping=published.vocabulary in OVERLAPPING and not published.rest,
        title=published.title,
        origin=dataset.origin,
        whose=dataset.short_title or dataset.title,
    )
