"""What became of each measure over the rounds. Pure: states in, histories out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..model.state import Reported, State
from .identity import pairs

# From how many rounds on end in one class a measure is said to stand still.
STANDING = 3


@dataclass(frozen=True)
class Entry:
    """A measure in one round; `status` is None where it was not reported, `class_id` where it is unknown.

    `corrected` are the reasons for which what was published of it was corrected, the latest first.
    """

    round: str
    status: str | None
    class_id: str | None
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True)
class History:
    """A measure's entries, oldest first; the last is the state that was asked about."""

    entries: tuple[Entry, ...]

    @property
    def standing(self) -> int:
        """For how many rounds on end the class has been the same, the last one included."""
        last = self.entries[-1].class_id
        count = 0
        for entry in reversed(self.entries):
            if last is None or entry.class_id != last:
                break
            count += 1
        return count


def histories(states: tuple[State, ...]) -> Mapping[str, History]:
    """The history of every measure of the last state, by its number there."""
    lines: dict[str, tuple[Entry, ...]] = {}
    before: State | None = None
    for state in states:
        former = _former_numbers(before, state) if before else {}
        lines = {
            measure.number: (
                *lines.get(former.get(measure.number, ""), ()),
                _entry(state, measure),
            )
            for measure in state.measures
        }
        before = state
    return {number: History(entries) for number, entries in lines.items()}


def _former_numbers(old: State, new: State) -> dict[str, str]:
    return {pair.after.number: pair.before.number for pair in pairs(old, new) if pair.before and pair.after}


def _entry(state: State, measure: Reported) -> Entry:
    found = state.class_of(measure.reported_status)
    reasons = (c.reason for c in state.corrections if measure.number in c.measures)
    return Entry(state.round, measure.reported_status, found.id if found else None, tuple(reasons))
