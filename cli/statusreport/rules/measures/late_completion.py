"""A measure that was completed after the round it is reported in.

A report of February 2012 can tell what is done by then. A later day is misspelt, or is when the measure is
meant to be completed; printed as “completed” it is untrue.

Correct the day. If it is yet to come, delete the line and say in the text when it is expected.
"""

from collections.abc import Iterator

from ...model.deadlines import dated
from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule


@rule(
    "M116",
    Severity.ERROR,
    Scope.FILE,
    message="Measure {number} was completed on {day}, which is after the round {round}.",
    message_milestone="“{title}” of measure {number} was reached on {day}, which is after the round {round}.",
    help="Correct the day, or delete the line: what is yet to come belongs in the text.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for measure in plan.measures:
        reported = min(measure.round or plan.settings.round, plan.settings.round)
        end = plan.settings.last_day(reported)
        for address, found in dated(measure):
            # Of what is not completed, the day is another finding whatever it is.
            if plan.settings.status_class(found.status) not in (None, *plan.settings.statuses.completed):
                continue
            if end and found.completed and found.completed > end:
                yield problem(
                    measure.source.at(f"{address}completed"),
                    "milestone" if address else "",
                    number=measure.number or measure.title,
                    title=found.title,
                    day=found.completed,
                    round=reported,
                )
