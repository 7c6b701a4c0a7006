"""What changed between two states of a plan. Pure: two states in, a change set out.

Measures are matched by number, or by the numbers one `was`. Statuses are compared by the id of their class, so
that a renamed class is still itself; what cannot be compared is said, not guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from ..model.field_types import vocabulary_of
from ..model.fields import fields_of
from ..model.records import Project
from ..model.spelling import natural_key
from ..model.state import Reported, State
from ..model.vocabulary import ENDED, PAUSED, StatusClass, Term
from ..source.filling import texts
from .differences import Difference, differing, differing_fields, new_reason, promised_otherwise
from .identity import Bodies, Pair, matched, pairs


class Kind(StrEnum):
    """What became of a measure, or of its status."""

    ADVANCED = "advanced"
    REGRESSED = "regressed"
    ENDED = "ended"  # these three: to or from a class off the scale
    PAUSED = "paused"
    RESUMED = "resumed"
    REWORDED = "reworded"  # another term of the same class
    ADDED = "added"
    SPLIT = "split"  # one of several that carry on the same measure
    MERGED = "merged"  # carried on by another measure together with others
    REMOVED = "removed"
    REPORTED = "reported"
    UNREPORTED = "unreported"
    CHANGED = "changed"  # a status outside the vocabulary on either side


# Not a kind of change: a status that stands.
UNCHANGED = "unchanged"
# Those of which people ask why.
WITH_REASON = (Kind.REGRESSED, Kind.ENDED, Kind.PAUSED, Kind.REMOVED)
# More measures than this that were not reported are summed up, not listed.
LISTED = 5
# Those of which the measure is not there any more.
GONE = (Kind.MERGED, Kind.REMOVED)


@dataclass(frozen=True)
class Change:
    """One measure whose status is another than before; an end is None where there is no status.

    `was` is its number before, where that was another, and `into` the number of the measure it was merged in. What was
    not reported on one side has there a `last` status, and the round that was reported for.
    """

    kind: Kind
    number: str
    title: str
    responsible: tuple[str, ...]
    old: str | None
    new: str | None
    reason: str = ""
    was: str = ""
    into: str = ""
    last: str = ""
    last_round: str = ""


@dataclass(frozen=True)
class Wording:
    """A measure that says something else while its status stands: the parts that differ, by heading.

    The heading None is the title; text above the first heading has the heading "".
    """

    number: str
    parts: Mapping[str | None, tuple[str, str]]


@dataclass(frozen=True)
class Promise(Wording):
    """A measure that promises something else than before, in its title or first text, and why.

    One that was `regrouped` is a part of another, or took in others, which is why.
    """

    reason: str
    regrouped: bool


@dataclass(frozen=True)
class Fact(Difference):
    """A difference of a measure that is on both sides, besides its status and text."""

    number: str
    title: str


@dataclass(frozen=True)
class ProjectChange:
    """A project that one side does not have, or a field of one that differs; without `field` it is the text."""

    kind: Kind
    order: int | None
    title: str
    difference: Difference | None = None


@dataclass(frozen=True)
class ChangeSet:
    """Everything that differs between two states.

    `promises` are of measures on both sides, whatever became of their status. `matrix` counts, by label of the old class and of the new, the measures that have a class on both sides;
    `counts` the measures of each class. `unchanged` are the measures whose reported status stands word for word and
    `unreported` those without a reported status now. `projects` is None where a state keeps none of the other's.
    `by_body` counts, as `summary` does, the measures that each body leads or led, by its name now; nothing where there is
    only one. `renamed` are responsible bodies that have another name now. `unknown_classes` are ids of classes on the scale
    that only one side has, and where the classes that both have stand in another order, the scales are
    `reordered`: which status is the more advanced is then not said.
    """

    old: State
    new: State
    changes: tuple[Change, ...]
    wording: tuple[Wording, ...]
    matrix: Mapping[str, Mapping[str, int]]
    old_counts: Mapping[str, int]
    new_counts: Mapping[str, int]
    facts: tuple[Fact, ...] = ()
    promises: tuple[Promise, ...] = ()
    projects: tuple[ProjectChange, ...] | None = ()
    renamed: tuple[tuple[Term, Term], ...] = ()
    by_body: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    unchanged: int = 0
    unreported: int = 0
    unknown_classes: tuple[str, ...] = ()
    reordered: bool = False

    def __bool__(self) -> bool:
        return bool(self.changes or self.wording or self.facts or self.projects or self.renamed)

    @property
    def summary(self) -> Mapping[str, int]:
        """How many measures there are of each kind, and of those that stand as they were."""
        counts = {str(kind): len(self.of(kind)) for kind in Kind}
        return counts | {UNCHANGED: self.unchanged, str(Kind.UNREPORTED): self.unreported}

    @property
    def unknown_labels(self) -> tuple[str, ...]:
        """The labels of the classes that only one side has."""
        statuses = (*self.old.statuses, *self.new.statuses)
        return tuple(status.label for status in statuses if status.id in self.unknown_classes)

    @property
    def summed_up(self) -> tuple[Change, ...]:
        """The unreported, where they are too many to be listed."""
        unreported = self.of(Kind.UNREPORTED)
        return unreported if len(unreported) > LISTED else ()

    @property
    def other_facts(self) -> tuple[Fact, ...]:
        """The facts besides the reasons that are told with a change or a promise."""
        told = {change.number for change in self.of(*WITH_REASON)}
        told |= {promise.number for promise in self.promises if promise.reason}
        return tuple(fact for fact in self.facts if fact.field.name != "reason" or fact.number not in told)

    def direction(self, old: StatusClass, new: StatusClass) -> Kind:
        """What a move from a class to another is."""
        return _move(old, new, _ranks(self.old, self.new))

    def of(self, *kinds: Kind) -> tuple[Change, ...]:
        """The changes of some kinds."""
        return tuple(change for change in self.changes if change.kind in kinds)


# A measure on both sides, with all that is known of the two, and how its status changed.
_Both = tuple[Reported, Reported, Pair, Change | None]


def compare(old: State, new: State, promise: str = "") -> ChangeSet:
    """What changed from `old` to `new`; `promise` is the heading of the text that measures promise."""
    ranks, bodies = _ranks(old, new), Bodies(old, new)
    found = [(pair, _change(old, new, ranks, pair)) for pair in pairs(old, new)]
    both = [(p.before, p.after, p, change) for p, change in found if p.before and p.after]
    return ChangeSet(
        old=old,
        new=new,
        changes=_by_number(change for _, change in found if change),
        wording=_by_number(_wordings(both)),
        facts=_by_number(_facts(both, bodies, old, new)),
        promises=_by_number(_promises(both, promise)),
        projects=_projects(old, new),
        renamed=bodies.renamed,
        by_body=_by_body(found, bodies),
        unchanged=sum(1 for _, after, _, change in both if after.reported_status is not None and not change),
        unreported=sum(1 for measure in new.measures if measure.reported_status is None),
        matrix=_matrix(old, new, both),
        old_counts=_counts(old),
        new_counts=_counts(new),
        unknown_classes=tuple(sorted(_on_scale(old) ^ _on_scale(new))),
        reordered=not ranks and bool(_on_scale(old) & _on_scale(new)),
    )


_N = TypeVar("_N", Change, Wording, Promise, Fact)


def _by_number(found: Iterable[_N]) -> tuple[_N, ...]:
    return tuple(sorted(found, key=lambda one: natural_key(one.number)))


def _wordings(both: Iterable[_Both]) -> Iterator[Wording]:
    for before, after, _, change in both:
        if not change and (parts := differing(before, after)):
            yield Wording(after.number, parts)


def _promises(both: Iterable[_Both], heading: str) -> Iterator[Promise]:
    for before, after, pair, _ in both:
        if parts := promised_otherwise(before, after, heading):
            yield Promise(after.number, parts, new_reason(before, after), pair.regrouped)


def _facts(both: Iterable[_Both], bodies: Bodies, old: State, new: State) -> Iterator[Fact]:
    # What both states have is called as it is now.
    known = {field.name for field in new.fields}
    fields = (*new.fields, *(field for field in old.fields if field.name not in known))
    for before, after, *_ in both:
        for found in differing_fields(before, after, fields):
            of_bodies = vocabulary_of(found.field) == "responsible"
            if not of_bodies or bodies.current(_names(found.before)) != _names(found.after):
                yield Fact(found.field, found.before, found.after, after.number, after.title)


def _names(value: object) -> tuple[str, ...]:
    """The names in a field's value, which may have one, several or none."""
    return value if isinstance(value, tuple) else (str(value),) if value else ()


def _by_body(found: Iterable[tuple[Pair, Change | None]], bodies: Bodies) -> Mapping[str, Mapping[str, int]]:
    counts: dict[str, Counter[str]] = {}
    for pair, change in found:
        for body in _lead(pair, bodies):
            stands = pair.after and pair.after.reported_status is not None
            kind = change.kind if change else UNCHANGED if stands else Kind.UNREPORTED
            counts.setdefault(body, Counter())[kind] += 1
    return {body: _in_order(counts[body]) for body in sorted(counts)} if len(counts) > 1 else {}


def _lead(pair: Pair, bodies: Bodies) -> tuple[str, ...]:
    """The body that leads a measure, or led it, by its name now; none where nobody does."""
    if pair.after:
        return pair.after.responsible[:1]
    return bodies.current(pair.before.responsible[:1]) if pair.before else ()


def _in_order(counts: Mapping[str, int]) -> dict[str, int]:
    return {str(kind): counts[kind] for kind in (*Kind, UNCHANGED) if counts.get(kind)}


def _matrix(old: State, new: State, both: Iterable[_Both]) -> Mapping[str, Mapping[str, int]]:
    classes = Counter(
        (old.class_of(before.reported_status), new.class_of(after.reported_status))
        for before, after, *_ in both
    )
    return {
        one.label: row
        for one in old.statuses
        if (row := {other.label: n for other in new.statuses if (n := classes[one, other])})
    }


def _counts(state: State) -> dict[str, int]:
    found = [state.class_of(measure.reported_status) for measure in state.measures]
    return {status.label: found.count(status) for status in state.statuses}


def _on_scale(state: State) -> set[str]:
    return {status.id for status in state.statuses if not status.off_scale}


def _ranks(old: State, new: State) -> Mapping[str, int]:
    """The places of the classes that are on both scales; none where the scales order them differently."""
    both = _on_scale(old) & _on_scale(new)
    before = [status.id for status in old.statuses if status.id in both]
    shared = [status.id for status in new.statuses if status.id in both]
    return {ident: rank for rank, ident in enumerate(shared)} if shared == before else {}


def _change(old: State, new: State, ranks: Mapping[str, int], pair: Pair) -> Change | None:
    before, after = pair.before, pair.after
    kind = _kind(old, new, ranks, pair)
    shown = after or before
    if kind is None or shown is None:
        return None
    untold = {Kind.REPORTED: before, Kind.UNREPORTED: after}.get(kind)
    # A reason that stood already was for an earlier removal under the same number.
    wanted = new.removed.get(shown.number, "") if kind is Kind.REMOVED else ""
    return Change(
        kind=kind,
        number=shown.number,
        title=shown.title,
        responsible=shown.responsible,
        old=before.reported_status if before else None,
        new=after.reported_status if after else None,
        reason=after.reason if after else "" if wanted == old.removed.get(shown.number) else wanted,
        was=before.number if before and after and before.number != after.number else "",
        into=pair.into,
        last=untold.status if untold else "",
        last_round=untold.round if untold else "",
    )


def _kind(old: State, new: State, ranks: Mapping[str, int], pair: Pair) -> Kind | None:
    before, after = pair.before, pair.after
    if before is None or after is None:
        return Kind.ADDED if before is None else Kind.MERGED if pair.into else Kind.REMOVED
    if pair.split:
        return Kind.SPLIT
    if before.reported_status is None or after.reported_status is None:
        if before.reported_status == after.reported_status:
            return None
        return Kind.REPORTED if before.reported_status is None else Kind.UNREPORTED
    one, other = old.class_of(before.reported_status), new.class_of(after.reported_status)
    same_word = before.reported_status == after.reported_status
    if one and other:
        return None if one.id == other.id and same_word else _move(one, other, ranks)
    # The same word outside either scale has not changed.
    return None if same_word else Kind.CHANGED


def _move(old: StatusClass, new: StatusClass, ranks: Mapping[str, int]) -> Kind:
    """What another status is, by its class."""
    if old.id == new.id:
        return Kind.REWORDED
    if new.off_scale:
        return {ENDED: Kind.ENDED, PAUSED: Kind.PAUSED}[new.means]
    if old.off_scale:
        return Kind.RESUMED
    if old.id not in ranks or new.id not in ranks:
        return Kind.CHANGED
    return Kind.ADVANCED if ranks[new.id] > ranks[old.id] else Kind.REGRESSED


def _projects(old: State, new: State) -> tuple[ProjectChange, ...] | None:
    """What became of the projects; None where one side has some and the other keeps none."""
    if old.projects is None or new.projects is None:
        return None if old.projects or new.projects else ()
    left, right = dict(enumerate(old.projects)), dict(enumerate(new.projects))
    changes: list[ProjectChange] = []
    # An order is only a place: a project that moved is known by its title.
    for key in (lambda p: (p.order, p.title), lambda p: p.title or None, lambda p: p.order):
        for before, after in matched(left, right, key, key):
            changes += _project(before, after)
    changes += (ProjectChange(Kind.REMOVED, project.order, project.title) for project in left.values())
    changes += (ProjectChange(Kind.ADDED, project.order, project.title) for project in right.values())
    return tuple(sorted(changes, key=lambda change: (change.order or 0, change.kind)))


def _project(before: Project, after: Project) -> Iterator[ProjectChange]:
    for found in differing_fields(before, after, fields_of(Project)):
        yield ProjectChange(Kind.CHANGED, after.order, after.title, found)
    one, other = texts(before.body), texts(after.body)
    if any(one.get(part, "").split() != other.get(part, "").split() for part in one | other):
        yield ProjectChange(Kind.REWORDED, after.order, after.title)
