"""What is late and what is due next, held against the round that is told of and never against a clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .plan import Measure, Milestone, Plan
from .vocabulary import Scale
from .when import When

# How long a round lasts where no earlier one tells.
_YEAR = timedelta(365)


@dataclass(frozen=True)
class Deadlines:
    """The day that a round tells of, None where nobody can date it, and the day that the next one will."""

    statuses: Scale
    day: date | None
    until: date | None

    def overdue(self, found: Measure | Milestone) -> bool:
        """Whether something should be completed by now and is not."""
        return self._pending(found.due, found.status) and found.due.last < self.day  # type: ignore[union-attr,operator]

    def upcoming(self, found: Measure | Milestone) -> bool:
        """Whether something is to be completed before the next round."""
        if not self._pending(found.due, found.status):
            return False
        return self.day <= found.due.last <= self.until  # type: ignore[union-attr,operator]

    def _pending(self, due: When | None, status: str) -> bool:
        return bool(due and self.day and self.statuses.is_pending(status))


def deadlines(plan: Plan) -> Deadlines:
    """The deadlines of a plan's current round; the next one comes as long after it as it came after the one before."""
    current, last_day = plan.settings.round, plan.settings.last_day
    day = last_day(current)
    earlier = [last_day(sealed.state.round) for sealed in plan.rounds if sealed.state.round < current]
    before = next((found for found in reversed(earlier) if found and day and found < day), None)
    until = day + (day - before if before else _YEAR) if day else None
    return Deadlines(plan.settings.statuses, day, until)


def dated(measure: Measure) -> Iterator[tuple[str, Measure | Milestone]]:
    """A measure and its milestones, each with what stands before the names of its fields in an address."""
    yield "", measure
    for number, milestone in enumerate(measure.milestones):
        yield f"milestones.{number}.", milestone
