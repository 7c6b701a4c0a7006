"""Which measure, project and body of one state is which of another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from ..model.records import Project
from ..model.state import Reported, State

T = TypeVar("T", Reported, Project)


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
    yield from (Pair(*found) for found in matched(left, right, _told, _told))
    into = {
        number: m.number for m in right.values() if len(m.was) > 1 for number in m.was if number != m.number
    }
    yield from _carried_on(left, right)
    if old.round == new.round:  # nothing says which of the two is the older
        yield from (Pair(*found) for found in matched(left, right, _continued, _number))
    # What was merged in another measure leaves its number to a new one.
    kept = {place: measure for place, measure in left.items() if measure.number not in into}
    yield from (Pair(*found) for found in matched(kept, right, _number, _number))
    yield from (
        Pair(measure, None, into=into.get(measure.number, ""))
        for place, measure in left.items()
        if place in kept or measure.number in into
    )
    yield from (Pair(None, measure) for measure in right.values())


def _turned(found: Iterable[Pair]) -> Iterator[Pair]:
    """Pairs as they are the other way: of what was split the first part goes on, and the others are merged in it."""
    split: set[int] = set()
    for before, after, *_ in found:
        if before and after and id(before) in split:
            yield Pair(after, None, into=before.number)
        else:
            yield Pair(after, before)
        split.add(id(before))


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


def matched(
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


class Bodies:
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
