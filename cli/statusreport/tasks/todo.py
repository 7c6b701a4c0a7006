"""The secretariat's work list: what has not been reported in the round being written, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model.figures import responsible_bodies
from ..model.plan import Measure, Plan
from ..reading.layout import MEASURES
from ..rounds.states import is_reported
from ..words import Catalogue
from ._names import bodies
from .load import load


@dataclass(frozen=True)
class Share:
    """What one responsible body has left to report: as the lead, and together with others."""

    body: str
    name: str
    lead: tuple[Measure, ...]
    joint: tuple[Measure, ...]


@dataclass(frozen=True)
class WorkList:
    """What is left of a round, by body in the plan's order. `unread` measure files may hold more."""

    plan: Plan
    shares: tuple[Share, ...]

    @property
    def round(self) -> str:
        return self.plan.settings.round

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
    shares = []
    for body in responsible_bodies(plan):
        lead = tuple(measure for measure in waiting if measure.responsible[:1] == (body,))
        joint = tuple(measure for measure in waiting if body in measure.responsible[1:])
        if (lead or joint) and (not wanted or body in wanted):
            shares.append(Share(body, plan.settings.responsible_name(body), lead, joint))
    return WorkList(plan, tuple(shares))
