"""What is late and what is due next, held against the round that is told of and never against a clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .plan import Plan
from .records import Measure, Milestone
from .vocabulary import Scale

# How long a round lasts where no earlier one tells.
_YEAR = timedelta(365)


@dataclass(frozen=True)
class Deadlines:
    """The day that a round tells of, None where nobody can date it, and the day that the next one will."""

    statuses: Scale
    day: date | None
    until: date | None

    def overdue(self, measure: Measure, milestone: Milestone | None = None) -> bool:
        """Whether a measure, or one of its milestones, should be completed by now and is not."""
        last = self._pending(measure, milestone)
        return bool(last and self.day and last < self.day)

    def upcoming(self, measure: Measure, milestone: Milestone | None = None) -> bool:
        """Whether a measure, or one of its milestones, is to be completed before the next round."""
        last = self._pending(measure, milestone)
        return bool(last and self.day and self.until and self.day <= last <= self.until)

    def _pending(self, measure: Measure, milestone: Milestone | None) -> date | None:
        """The last day of what is still to be completed; nothing is of a measure that is over."""
        found = milestone or measure
        if not found.due or not self.statuses.is_pending(found.status):
            return None
        return None if milestone and self.statuses.is_over(measure.status) else found.due.last


def deadlines(plan: Plan) -> Deadlines:
    """The deadlines of a plan's current round; the next one comes as long after it as it came after the one before."""
    last_day = plan.settings.last_day
    day = last_day(plan.settings.round)
    earlier = (last_day(sealed.state.round) for sealed in reversed(plan.earlier))
    before = next((found for found in earlier if found and day and found < day), None)
    until = day + (day - before if before else _YEAR) if day else None
    return Deadlines(plan.settings.statuses, day, until)


def dated(measure: Measure) -> Iterator[tuple[str, Measure | Milestone]]:
    """A measure and its milestones, each with what stands before the names of its fields in an address."""
    yield "", measure
    for number, milestone in enumerate(measure.milestones):
        yield f"milestones.{number}.", milestone
