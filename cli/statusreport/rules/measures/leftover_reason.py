"""A reason that still stands from an earlier round.

`reason` says why a measure went back, or is late. It is printed with the status, so one that was written for an earlier
round would explain a step that was not taken in this one.

Delete the line, or write the reason that holds now.
"""

from collections.abc import Iterator

from ...model.deadlines import deadlines
from ...model.plan import Plan
from ...rounds.comparison import Kind
from ...source.faults import Severity
from .. import Problem, problem, rule
from ..rounds._since import kept


@rule(
    "M119",
    Severity.ERROR,
    message="The reason of measure {number} was given in {earlier}, and it has not gone back since.",
    help="Delete the line, or write the reason that holds now.",
)
def check(plan: Plan) -> Iterator[Problem]:
    late = deadlines(plan)
    for step, before, _ in kept(plan):
        now = step.now
        if now.reported_status is None or not now.reason:
            continue
        status = plan.settings.status_class(now.reported_status)
        # Why it is paused or ended holds as long as it is, and why it is late as long as it is late.
        if (status and status.off_scale) or late.overdue(step.measure):
            continue
        went_back = step.change is not None and step.change.kind is Kind.REGRESSED
        if before.reason.split() == now.reason.split() and not went_back:
            yield problem(step.measure.source.at("reason"), number=now.number, earlier=before.round)
