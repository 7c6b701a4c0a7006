"""A measure that is newly completed, without a date and without a link to what was done.

“Completed” is the strongest thing a report can say, and the last: nobody asks about the measure again. Readers
should at least see when that was, or where the result is.

Write the day in `completed`, as 2012-02-29, or links in `evidence`, or both.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...rounds.comparison import Kind
from ...source.faults import Severity
from .. import Problem, problem, rule
from ._since import moves


@rule(
    "R109",
    Severity.WARNING,
    message="Measure {number} is newly “{status}”, without a `completed` date or `evidence`.",
    help="Add the line `completed:` with the day, as 2012-02-29, or `evidence:` with a link to the result.",
)
def check(plan: Plan) -> Iterator[Problem]:
    scale = plan.settings.statuses
    if sum(not status.off_scale for status in scale) < 2:
        return
    for step, change in moves(plan):
        measure = step.measure
        if change.kind is Kind.REWORDED or plan.settings.status_class(measure.status) not in scale.completed:
            continue
        if not (measure.completed or measure.evidence or {"completed", "evidence"} & measure.source.faulty):
            yield problem(measure.source.at("status"), number=change.number, status=change.new)
