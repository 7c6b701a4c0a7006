"""What changed between two states of a plan. Pure: two states in, a change set out.

Measures are matched by number, or by the numbers one `was`. Statuses are compared by the id of their class, so
that a renamed class is still itself; what cannot be compared is said, not guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple, TypeVar

from ..model.field_types import TextList
from ..model.fields import EMPTY, Field, fields_of
from ..model.own_fields import declarations
from ..model.plan import Project
from ..model.spelling import natural_key
from ..model.state import SEALED, Reported, State
from ..model.vocabulary import ENDED, PAUSED, StatusClass, Term
from ..source.filling import texts


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
class Difference:
    """A field of which two states say something else."""

    field: Field[object]
    before: object
    after: object


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


def compare(old: State, new: State, promise: str = "") -> ChangeSet:
    """What changed from `old` to `new`; `promise` is the heading of the text that measures promise."""
    ranks = _ranks(old, new)
    bodies = _Bodies(old, new)
    # What both states have is called as it is now.
    known = {field.name for field in new.fields}
    fields = (*new.fields, *(field for field in old.fields if field.name not in known))
    changes: list[Change] = []
    wording: list[Wording] = []
    facts: list[Fact] = []
    promises: list[Promise] = []
    unchanged = 0
    by_body: dict[str, Counter[str]] = {}
    matrix: dict[str, dict[str, int]] = {status.label: {} for status in old.statuses}
    for pair in pairs(old, new):
        before, after = pair.before, pair.after
        change = _change(old, new, ranks, pair)
        if change:
            changes.append(change)
        for body in _lead(pair, bodies):
            told = UNCHANGED if after and after.reported_status is not None else Kind.UNREPORTED
            by_body.setdefault(body, Counter())[change.kind if change else told] += 1
        if not (before and after):
            continue
        facts += _facts(before, after, bodies, fields)
        if broken := promised_otherwise(before, after, promise):
            promises.append(Promise(after.number, broken, new_reason(before, after), pair.regrouped))
        if not change:
            unchanged += after.reported_status is not None
            if parts := differing(before, after):
                wording.append(Wording(after.number, parts))
        one, other = old.class_of(before.reported_status), new.class_of(after.reported_status)
        if one and other:
            row = matrix[one.label]
            row[other.label] = row.get(other.label, 0) + 1
    return ChangeSet(
        old=old,
        new=new,
        changes=tuple(sorted(changes, key=lambda change: natural_key(change.number))),
        wording=tuple(sorted(wording, key=lambda found: natural_key(found.number))),
        facts=tuple(sorted(facts, key=lambda found: natural_key(found.number))),
        promises=tuple(sorted(promises, key=lambda found: natural_key(found.number))),
        projects=_projects(old, new),
        renamed=bodies.renamed,
        by_body={body: _in_order(by_body[body]) for body in sorted(by_body)} if len(by_body) > 1 else {},
        unchanged=unchanged,
        unreported=sum(1 for measure in new.measures if measure.reported_status is None),
        matrix={
            label: {status.label: row[status.label] for status in new.statuses if status.label in row}
            for label, row in matrix.items()
            if row
        },
        old_counts=_counts(old),
        new_counts=_counts(new),
        unknown_classes=tuple(sorted(_on_scale(old) ^ _on_scale(new))),
        reordered=not ranks and bool(_on_scale(old) & _on_scale(new)),
    )


def _lead(pair: Pair, bodies: _Bodies) -> tuple[str, ...]:
    """The body that leads a measure, or led it, by its name now; none where nobody does."""
    if pair.after:
        return pair.after.responsible[:1]
    return bodies.current(pair.before.responsible[:1]) if pair.before else ()


def _in_order(counts: Mapping[str, int]) -> dict[str, int]:
    return {str(kind): counts[kind] for kind in (*Kind, UNCHANGED) if counts.get(kind)}


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


# Who is who


class Pair(NamedTuple):
    """A measure before and after; None where it is on one side only.

    `split` is one of several that carry on the same; `into` is the number of the measure in which it was merged.
    """

    before: Reported | None
    after: Reported | None
    split: bool = False
    into: str = ""

    @property
    def regrouped(self) -> bool:
        """Whether it was split off another or took in others since."""
        before, after = self.before, self.after
        return self.split or bool(before and after and len(after.was) > 1 and after.was != before.was)


T = TypeVar("T", Reported, Project)


def _number(measure: Reported) -> object:
    return measure.number


def _told(measure: Reported) -> object:
    """What tells of an earlier renumbering, where both sides have it."""
    return (measure.number, measure.was) if measure.was else None


def _continued(measure: Reported) -> str | None:
    """The number that a measure carries on by its `was`: the one, or of several its own."""
    if len(measure.was) == 1:
        return measure.was[0]
    return measure.number if measure.number in measure.was else None


def pairs(old: State, new: State) -> Iterator[Pair]:
    """Every measure of either state, with its other self where there is one; only one that was split comes again.

    A `was` that both sides have tells of what was before, so such measures match by number; then a `was` decides,
    then the number. Of several numbers, those that are not the measure's own were merged in it. The `was` of an
    older round decides nothing: compared backwards, parts are merged again. Where a number is doubled, the first
    are matched with the first.
    """
    if old.round > new.round:
        yield from _turned(pairs(new, old))
        return
    left = dict(enumerate(old.measures))
    right = dict(enumerate(new.measures))
    yield from (Pair(*found) for found in _matched(left, right, _told, _told))
    into = {
        number: m.number for m in right.values() if len(m.was) > 1 for number in m.was if number != m.number
    }
    yield from _carried_on(left, right)
    if old.round == new.round:  # nothing says which of the two is the older
        yield from (Pair(*found) for found in _matched(left, right, _continued, _number))
    # What was merged in another measure leaves its number to a new one.
    kept = {place: measure for place, measure in left.items() if measure.number not in into}
    yield from (Pair(*found) for found in _matched(kept, right, _number, _number))
    yield from (
        Pair(measure, None, into=into.get(measure.number, ""))
        for place, measure in left.items()
        if place in kept or measure.number in into
    )
    yield from (Pair(None, measure) for measure in right.values())


def _carried_on(left: dict[int, Reported], right: dict[int, Reported]) -> Iterator[Pair]:
    """Takes out of both sides what a `was` matches; one measure that several carry on was split."""
    places: dict[str, list[int]] = {}
    for place, measure in left.items():
        places.setdefault(measure.number, []).append(place)
    claims: dict[str, list[int]] = {}
    for place, measure in right.items():
        number = _continued(measure)
        if number in places:
            claims.setdefault(number, []).append(place)
    for number, claiming in claims.items():
        split = len(places[number]) == 1 < len(claiming)
        carried = [left.pop(place) for place in places[number][: len(claiming)]]
        for before, place in zip(carried * len(claiming) if split else carried, claiming, strict=False):
            yield Pair(before, right.pop(place), split)


def _matched(
    left: dict[int, T], right: dict[int, T], of_old: Callable[[T], object], of_new: Callable[[T], object]
) -> Iterator[tuple[T, T]]:
    """Takes out of both sides those that have the same key; None is no key."""
    waiting: dict[object, list[int]] = {}
    for place, record in left.items():
        waiting.setdefault(of_old(record), []).append(place)
    for place, record in list(right.items()):
        key = of_new(record)
        if key is not None and waiting.get(key):
            yield left.pop(waiting[key].pop(0)), right.pop(place)


def _turned(found: Iterable[Pair]) -> Iterator[Pair]:
    """Pairs as they are the other way: of what was split the first part goes on, and the others are merged in it."""
    split: set[int] = set()
    for before, after, *_ in found:
        if before and after and id(before) in split:
            yield Pair(after, None, into=before.number)
        else:
            yield Pair(after, before)
        split.add(id(before))


class _Bodies:
    """The responsible bodies of two states: which of then is which now, by either side's vocabulary."""

    def __init__(self, old: State, new: State) -> None:
        before = {now.id: term for now in new.bodies if (term := old.bodies.find(now.id))}
        self._then = old.bodies
        self._now = {
            term.id: now
            for term in old.bodies
            if (now := new.bodies.find(term.id) or new.bodies.find(term.label))
        }
        for ident, term in before.items():
            if term.id not in self._now and (now := new.bodies.find(ident)):
                self._now[term.id] = now
        self.renamed = tuple(
            (term, now)
            for term in old.bodies
            if (now := self._now.get(term.id)) and (now.id, now.label) != (term.id, term.label)
        )

    def current(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Bodies of then by what they are called now, each once."""
        terms = {name: self._then.find(name) for name in names}
        known = {name: self._now.get(term.id) for name, term in terms.items() if term}
        return tuple(dict.fromkeys(now.id if (now := known.get(name)) else name for name in names))


# Besides status and text


def differing_fields(
    before: object, after: object, fields: Iterable[Field[object]] = SEALED
) -> tuple[Difference, ...]:
    """Every compared field that differs: those that say something besides number, round and status."""
    values = ((field, field.of(before), field.of(after)) for field in fields if field.compared)
    return tuple(
        Difference(field, one, other) for field, one, other in values if _plain(one) != _plain(other)
    )


def _plain(value: object) -> object:
    """A value of which it is no matter where its lines break; all that says nothing is the same."""
    return value.split() if isinstance(value, str) else None if value in EMPTY else value


def _facts(
    before: Reported, after: Reported, bodies: _Bodies, fields: Iterable[Field[object]]
) -> Iterator[Fact]:
    for found in differing_fields(before, after, fields):
        type_ = found.field.type
        named = isinstance(type_, TextList) and type_.of == "responsible"
        if not named or bodies.current(before.responsible) != after.responsible:
            yield Fact(found.field, found.before, found.after, after.number, after.title)


def _projects(old: State, new: State) -> tuple[ProjectChange, ...] | None:
    """What became of the projects; None where one side has some and the other keeps none."""
    if old.projects is None or new.projects is None:
        return None if old.projects or new.projects else ()
    left, right = dict(enumerate(old.projects)), dict(enumerate(new.projects))
    changes: list[ProjectChange] = []
    # An order is only a place: a project that moved is known by its title.
    for key in (lambda p: (p.order, p.title), lambda p: p.title or None, lambda p: p.order):
        for before, after in _matched(left, right, key, key):
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


def changed_measures(old: State, new: State) -> tuple[str, ...]:
    """The numbers of the measures that are not the same in both, in whatever; where lines break is no difference."""
    numbers = {
        shown.number
        for before, after, *_ in pairs(old, new)
        if (shown := after or before)
        and (
            before is None
            or after is None
            or replace(before, sections={}) != replace(after, sections={})
            or differing(before, after)
        )
    }
    return tuple(sorted(numbers, key=natural_key))


def same(old: State, new: State) -> bool:
    """Whether two states say the same, whatever they are called."""
    return _words(old) == _words(new) and not changed_measures(old, new)


def _words(state: State) -> tuple[object, ...]:
    """What a state says besides its measures. In which order words stand, no seal tells."""
    vocabularies = {"responsible": state.bodies, **state.vocabularies}
    terms = {name: {term.id: term for term in words} for name, words in vocabularies.items()}
    return state.round, state.title, state.statuses, terms, state.removed, declarations(state.own_fields)


def differing(before: Reported, after: Reported) -> dict[str | None, tuple[str, str]]:
    """The parts whose words differ, as in `Wording`; where lines break is no difference."""
    parts: dict[str | None, tuple[str, str]] = {}
    if before.title.split() != after.title.split():
        parts[None] = (before.title, after.title)
    for heading in dict.fromkeys((*before.sections, *after.sections)):
        one, other = before.sections.get(heading, ""), after.sections.get(heading, "")
        if one.split() != other.split():
            parts[heading] = (one, other)
    return parts


def promised_otherwise(before: Reported, after: Reported, heading: str) -> dict[str | None, tuple[str, str]]:
    """The parts of what a measure promises that differ, as in `Wording`: its title, and the text below `heading`.

    A heading that one side does not have was another then: its first text is meant.
    """
    parts: dict[str | None, tuple[str, str]] = {None: (before.title, after.title)}
    if heading:
        one, other = (m.sections.get(heading) or next(iter(m.sections.values()), "") for m in (before, after))
        parts |= {heading: (one, other)}
    # What says nothing promised nothing, and is another finding.
    return {part: ends for part, ends in parts.items() if all(ends) and _plain(ends[0]) != _plain(ends[1])}


def new_reason(before: Reported, after: Reported) -> str:
    """The reason of a measure, unless it stood there already and so was for something else."""
    return after.reason if _plain(after.reason) != _plain(before.reason) else ""


@dataclass(frozen=True)
class Piece:
    """Some words that stand, were taken out or were put in."""

    kind: str
    text: str


def words_changed(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts as one, word by word: pieces of kind `same`, `removed` and `added`."""
    one, other = before.split(), after.split()
    pieces: list[Piece] = []
    for tag, start, end, new_start, new_end in SequenceMatcher(
        None, one, other, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", " ".join(one[start:end])))
            continue
        if end > start:
            pieces.append(Piece("removed", " ".join(one[start:end])))
        if new_end > new_start:
            pieces.append(Piece("added", " ".join(other[new_start:new_end])))
    return tuple(pieces)
