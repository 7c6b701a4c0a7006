"""A day of completion on a measure whose status is another.

The report would print both, and readers could not tell which of them holds. Often the status has gone back,
and the day is left over from the round before.

Write the status that says so, or delete the line `completed`.
"""

from collections.abc import Iterator

from ...model.deadlines import dated
from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule


@rule(
    "M117",
    Severity.ERROR,
    Scope.FILE,
    message="Measure {number} has a day of completion, but is “{status}”.",
    message_milestone="“{title}” of measure {number} has a day of completion, but is “{status}”.",
    help="Delete the line, or write {completed} as its status.",
)
def check(plan: Plan) -> Iterator[Problem]:
    completed = plan.settings.statuses.completed
    for measure in plan.measures:
        for address, found in dated(measure):
            status = plan.settings.status_class(found.status)
            if found.completed and status and status not in completed:
                yield problem(
                    measure.source.at(f"{address}completed"),
                    "milestone" if address else "",
                    number=measure.number or measure.title,
                    title=found.title,
                    status=found.status,
                    completed=tuple(each.label for each in completed),
                )
