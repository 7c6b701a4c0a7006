"""Work that began after it should have been done.

What was due in 2013 did not begin in 2014, unless it was late from the start, and then the deadline was moved. One of
the two times is misspelt, or the deadline is that of an earlier plan.

Correct the time that is wrong.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule


@rule(
    "M131",
    Severity.ERROR,
    Scope.FILE,
    message="The start of measure {number}, {started}, is after its deadline, {due}.",
    help="Correct `started` or `due`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for measure in plan.measures:
        if measure.started and measure.due and measure.started.first > measure.due.last:
            yield problem(
                measure.source.at("started"),
                number=measure.number or measure.title,
                started=measure.started,
                due=measure.due,
            )
