"""What changed between two states of a plan. Pure: two states in, a change set out.

Measures are matched by number, or by the number one `was`. Statuses are compared by the id of their class, so
that a renamed class is still itself; what cannot be compared is said, not guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from ..model.fields import Field
from ..model.spelling import natural_key
from ..model.state import SEALED, Reported, State


class Kind(StrEnum):
    """How a measure's status changed."""

    ADVANCED = "advanced"
    REGRESSED = "regressed"
    REWORDED = "reworded"  # another term of the same class
    ADDED = "added"
    REMOVED = "removed"
    REPORTED = "reported"
    UNREPORTED = "unreported"
    CHANGED = "changed"  # a status outside the vocabulary on either side


@dataclass(frozen=True)
class Change:
    """One measure whose status is another than before; an end is None where there is no status."""

    kind: Kind
    number: str
    title: str
    responsible: tuple[str, ...]
    old: str | None
    new: str | None
    reason: str = ""
    was: str = ""


@dataclass(frozen=True)
class Wording:
    """A measure that says something else while its status stands: the parts that differ, by heading.

    The heading None is the title; text above the first heading has the heading "".
    """

    number: str
    parts: Mapping[str | None, tuple[str, str]]


@dataclass(frozen=True)
class ChangeSet:
    """Everything that differs between two states.

    `matrix` counts, by label of the old class and of the new, the measures that have a class on both sides;
    `counts` the measures of each class. `unknown_classes` are ids of classes that only one side's scale has,
    and where the classes that both have stand in another order, the scales are `reordered`: which status is
    the more advanced is then not said.
    """

    old: State
    new: State
    changes: tuple[Change, ...]
    wording: tuple[Wording, ...]
    matrix: Mapping[str, Mapping[str, int]]
    old_counts: Mapping[str, int]
    new_counts: Mapping[str, int]
    unknown_classes: tuple[str, ...] = ()
    reordered: bool = False

    def __bool__(self) -> bool:
        return bool(self.changes or self.wording)

    @property
    def unknown_labels(self) -> tuple[str, ...]:
        """The labels of the classes that only one side has."""
        statuses = (*self.old.statuses, *self.new.statuses)
        return tuple(status.label for status in statuses if status.id in self.unknown_classes)

    def direction(self, old: str, new: str) -> Kind:
        """What a move between two classes is, by their ids."""
        ranks = _ranks(self.old, self.new)
        if old not in ranks or new not in ranks:
            return Kind.CHANGED
        return Kind.ADVANCED if ranks[new] > ranks[old] else Kind.REGRESSED

    def of(self, *kinds: Kind) -> tuple[Change, ...]:
        """The changes of some kinds."""
        return tuple(change for change in self.changes if change.kind in kinds)


def compare(old: State, new: State) -> ChangeSet:
    """What changed from `old` to `new`."""
    ranks = _ranks(old, new)
    changes: list[Change] = []
    wording: list[Wording] = []
    matrix: dict[str, dict[str, int]] = {status.label: {} for status in old.statuses}
    for before, after in pairs(old, new):
        change = _change(old, new, ranks, before, after)
        if change:
            changes.append(change)
        elif before and after and (parts := differing(before, after)):
            wording.append(Wording(after.number, parts))
        if before and after:
            one, other = old.class_of(before.reported_status), new.class_of(after.reported_status)
            if one and other:
                row = matrix[one.label]
                row[other.label] = row.get(other.label, 0) + 1
    old_ids = [status.id for status in old.statuses]
    new_ids = [status.id for status in new.statuses]
    return ChangeSet(
        old=old,
        new=new,
        changes=tuple(sorted(changes, key=lambda change: natural_key(change.number))),
        wording=tuple(sorted(wording, key=lambda found: natural_key(found.number))),
        matrix={
            label: {status.label: row[status.label] for status in new.statuses if status.label in row}
            for label, row in matrix.items()
            if row
        },
        old_counts=_counts(old),
        new_counts=_counts(new),
        unknown_classes=tuple(sorted(set(old_ids) ^ set(new_ids))),
        reordered=not ranks and bool(set(old_ids) & set(new_ids)),
    )


def _counts(state: State) -> dict[str, int]:
    found = [state.class_of(measure.reported_status) for measure in state.measures]
    return {status.label: found.count(status) for status in state.statuses}


def _ranks(old: State, new: State) -> Mapping[str, int]:
    """The places of the classes that both scales have; none where the scales order them differently."""
    before = [status.id for status in old.statuses]
    shared = [status.id for status in new.statuses if status.id in before]
    if shared != [ident for ident in before if ident in shared]:
        return {}
    return {ident: rank for rank, ident in enumerate(shared)}


def _change(
    old: State, new: State, ranks: Mapping[str, int], before: Reported | None, after: Reported | None
) -> Change | None:
    kind = _kind(old, new, ranks, before, after)
    shown = after or before
    if kind is None or shown is None:
        return None
    return Change(
        kind=kind,
        number=shown.number,
        title=shown.title,
        responsible=shown.responsible,
        old=before.reported_status if before else None,
        new=after.reported_status if after else None,
        reason=after.reason if after else "",
        was=before.number if before and after and before.number != after.number else "",
    )


def _kind(
    old: State, new: State, ranks: Mapping[str, int], before: Reported | None, after: Reported | None
) -> Kind | None:
    if before is None or after is None:
        return Kind.ADDED if before is None else Kind.REMOVED
    if before.reported_status is None or after.reported_status is None:
        if before.reported_status == after.reported_status:
            return None
        return Kind.REPORTED if before.reported_status is None else Kind.UNREPORTED
    one, other = old.class_of(before.reported_status), new.class_of(after.reported_status)
    if one and other and one.id == other.id:
        return Kind.REWORDED if before.reported_status != after.reported_status else None
    if one and other and one.id in ranks and other.id in ranks:
        return Kind.ADVANCED if ranks[other.id] > ranks[one.id] else Kind.REGRESSED
    # The same word outside either scale has not changed; two known classes that cannot be ranked have.
    return Kind.CHANGED if before.reported_status != after.reported_status or (one and other) else None


Key = Callable[[Reported], object]


def _number(measure: Reported) -> object:
    return measure.number


def _was(measure: Reported) -> object:
    return measure.was or None


def _both(measure: Reported) -> object:
    return (measure.number, measure.was) if measure.was else None


_IN_ORDER: tuple[tuple[Key, Key], ...] = ((_both, _both), (_number, _was), (_number, _number))
# Where nothing says which of the two is the older.
_EITHER_WAY: tuple[tuple[Key, Key], ...] = (*_IN_ORDER[:2], (_was, _number), _IN_ORDER[2])


def pairs(old: State, new: State) -> Iterator[tuple[Reported | None, Reported | None]]:
    """Every measure of either state once, with its other self where there is one.

    A `was` that both sides have tells of an earlier renumbering, so such measures match by number; then a
    `was` decides, then the number. The `was` of an older round tells of what was before it and so decides
    nothing. Where a number is doubled, the first are matched with the first.
    """
    if old.round > new.round:
        yield from ((before, after) for after, before in pairs(new, old))
        return
    left = dict(enumerate(old.measures))
    right = dict(enumerate(new.measures))
    for of_old, of_new in _EITHER_WAY if old.round == new.round else _IN_ORDER:
        waiting: dict[object, list[int]] = {}
        for place, measure in left.items():
            waiting.setdefault(of_old(measure), []).append(place)
        for place, measure in list(right.items()):
            key = of_new(measure)
            if key is not None and waiting.get(key):
                yield left.pop(waiting[key].pop(0)), right.pop(place)
    yield from ((measure, None) for measure in left.values())
    yield from ((None, measure) for measure in right.values())


@dataclass(frozen=True)
class Difference:
    """A field of which two states say something else."""

    field: Field[object]
    before: object
    after: object


def differing_fields(
    before: Reported, after: Reported, fields: Iterable[Field[object]] = SEALED
) -> tuple[Difference, ...]:
    """Every compared field that differs: those that say something besides number, round and status."""
    values = ((field, field.of(before), field.of(after)) for field in fields if field.compared)
    return tuple(Difference(field, one, other) for field, one, other in values if one != other)


def changed_measures(old: State, new: State) -> tuple[str, ...]:
    """The numbers of the measures that are not the same in both, in whatever; where lines break is no difference."""
    return tuple(
        shown.number
        for before, after in pairs(old, new)
        if (shown := after or before)
        and (
            before is None
            or after is None
            or replace(before, sections={}) != replace(after, sections={})
            or differing(before, after)
        )
    )


def same(old: State, new: State) -> bool:
    """Whether two states say the same, whatever they are called."""
    plans = ((state.round, state.title, state.statuses, state.bodies) for state in (old, new))
    return next(plans) == next(plans) and not changed_measures(old, new)


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
