"""The secretariat's work list: what has not been reported in the round being written, what is late or due, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..model.deadlines import deadlines
from ..model.figures import responsible_bodies
from ..model.plan import Plan
from ..model.records import Measure, Milestone
from ..model.when import When
from ..reading.layout import MEASURES
from ..rounds.states import is_reported
from ..words import Catalogue
from ._names import bodies
from .load import load


@dataclass(frozen=True)
class Deadline:
    """A measure, or a milestone of it, that is late or due before the next round."""

    measure: Measure
    milestone: Milestone | None = None

    @property
    def due(self) -> When | None:
        return (self.milestone or self.measure).due

    @property
    def status(self) -> str:
        return (self.milestone or self.measure).status


@dataclass(frozen=True)
class Share:
    """What one responsible body has left to report: as the lead, and together with others.

    What it leads and is late, or due next, stands in `overdue` and `upcoming`.
    """

    body: str
    name: str
    lead: tuple[Measure, ...] = ()
    joint: tuple[Measure, ...] = ()
    overdue: tuple[Deadline, ...] = ()
    upcoming: tuple[Deadline, ...] = ()


@dataclass(frozen=True)
class WorkList:
    """What is left of a round, by body in the plan's order. `unread` measure files may hold more."""

    plan: Plan
    shares: tuple[Share, ...]

    @property
    def round(self) -> str:
        return self.plan.settings.round

    @property
    def is_reported(self) -> bool:
        """Whether nothing is left to report."""
        return not any(share.lead or share.joint for share in self.shares)

    @property
    def unread(self) -> int:
        return sum(1 for path in self.plan.unread if path.startswith(f"{MEASURES}/"))


def todo(root: Path, words: Catalogue, responsible: Sequence[str] = ()) -> WorkList:
    """What is left to report; only of these bodies where some are named.

    Raises PlanError, and UsageError for a body there is not.
    """
    plan = load(root, words)
    return work_list(plan, bodies(plan, responsible))


def unreported(plan: Plan) -> tuple[Measure, ...]:
    """The measures whose status is for another round than the one being written."""
    return tuple(measure for measure in plan.measures if not is_reported(measure, plan))


def work_list(plan: Plan, wanted: Sequence[str] = ()) -> WorkList:
    """What each body has left; only these bodies where some are named."""
    waiting = unreported(plan)
    when = deadlines(plan)
    shares = []
    for body in responsible_bodies(plan):
        lead = tuple(measure for measure in waiting if measure.responsible[:1] == (body,))
        joint = tuple(measure for measure in waiting if body in measure.responsible[1:])
        overdue, upcoming = _due(plan, body, when.overdue), _due(plan, body, when.upcoming)
        if (lead or joint or overdue or upcoming) and (not wanted or body in wanted):
            name = plan.settings.responsible_name(body)
            shares.append(Share(body, name, lead, joint, overdue, upcoming))
    return WorkList(plan, tuple(shares))


def _due(plan: Plan, body: str, is_so: Callable[[Measure, Milestone | None], bool]) -> tuple[Deadline, ...]:
    """What of a body's measures and their milestones is so, the first one first."""
    found = [
        Deadline(measure, milestone)
        for measure in plan.measures
        if measure.responsible[:1] == (body,)
        for milestone in (None, *measure.milestones)
        if is_so(measure, milestone)
    ]
    return tuple(sorted(found, key=lambda deadline: deadline.due.last if deadline.due else date.max))
