"""Work that is under way and begins only after the round.

A report of February 2012 cannot tell of work that is well under way and begins in 2013. The time is misspelt, or it is
when the work was planned to begin, and the status is that of another measure.

Correct the time or the status. A measure that has not begun, or is being prepared, may say when it will.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule

# What is half-way to completed has begun, whatever a plan calls its classes.
_BEGUN = 0.5


@rule(
    "M136",
    Severity.ERROR,
    Scope.FILE,
    message="Measure {number} begins in {started}, after the round {round}, but its status is “{status}”.",
    help="Correct `started` or the status.",
)
def check(plan: Plan) -> Iterator[Problem]:
    statuses = plan.settings.statuses
    for measure in plan.measures:
        reported = min(measure.round or plan.settings.round, plan.settings.round)
        end = plan.settings.last_day(reported)
        status = plan.settings.status_class(measure.status)
        if end is None or measure.started is None or status is None or status.off_scale:
            continue
        if measure.started.first > end and statuses.progress(status) > _BEGUN:
            yield problem(
                measure.source.at("started"),
                number=measure.number or measure.title,
                started=measure.started,
                round=reported,
                status=measure.status,
            )
