"""A measure that was completed before it began.

The report prints both times, and readers could not tell which of them holds.

Correct the time that is wrong.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule


@rule(
    "M132",
    Severity.ERROR,
    Scope.FILE,
    message="Measure {number} was completed on {day}, before it began in {started}.",
    help="Correct `completed` or `started`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for measure in plan.measures:
        if measure.started and measure.completed and measure.completed < measure.started.first:
            yield problem(
                measure.source.at("completed"),
                number=measure.number or measure.title,
                day=measure.completed,
                started=measure.started,
            )
