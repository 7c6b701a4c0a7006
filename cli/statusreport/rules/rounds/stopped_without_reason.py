"""A measure that was ended or paused, and does not say why.

That a measure is given up or waits is news to whoever counted on it. Without a reason the report says what
happened, and leaves readers to guess.

Write in `reason` why, or correct the status. The report prints the reason.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...rounds.comparison import Kind
from ...source.faults import Severity
from .. import Problem, problem, rule
from ._since import moves


@rule(
    "R116",
    Severity.WARNING,
    message="Measure {number} went from “{old}” to “{new}”, and does not say why.",
    help="Add the line `reason:` with what happened, or correct the status.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for step, change in moves(plan):
        stopped = change.kind in (Kind.ENDED, Kind.PAUSED)
        if stopped and not change.reason and "reason" not in step.measure.source.faulty:
            yield problem(
                step.measure.source.at("status"), number=change.number, old=change.old, new=change.new
            )
