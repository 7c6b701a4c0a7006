"""A measure whose deadline has passed, and that does not say why it is not completed.

The report shows that the measure is late. Whoever waits for it asks why, and when it can be expected.

Write in `reason` why, correct the status, or write the deadline that holds now in `due`. The report prints the reason.
"""

from collections.abc import Iterator

from ...model.deadlines import deadlines
from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, problem, rule


@rule(
    "R130",
    Severity.WARNING,
    yields_to=("backward-time",),
    message="Measure {number} had the deadline {due}, is “{status}” in the round {round}, and does not say why.",
    help="Add the line `reason:` with what delays it, or correct `due` or the status.",
)
def check(plan: Plan) -> Iterator[Problem]:
    when = deadlines(plan)
    for measure in plan.measures:
        if when.overdue(measure) and not measure.reason and "reason" not in measure.source.faulty:
            yield problem(
                measure.source.at("due"),
                number=measure.number or measure.title,
                due=measure.due,
                status=measure.status,
                round=plan.settings.round,
            )
