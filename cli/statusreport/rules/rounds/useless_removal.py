"""A reason for the removal of a measure that was not removed.

What stands under `removed` is printed as the reason why a measure left the plan. If there never was a measure of that
number, the number is wrong.

Correct the number, or take the line out.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...rounds.states import earlier_rounds
from ...source.faults import Severity
from .. import Problem, problem, rule


@rule(
    "R115",
    Severity.WARNING,
    message="No earlier round has a measure {number}, so none was removed.",
    message_reason="It is not said why measure {number} was removed.",
    help="Correct the number, or take the line out.",
    help_reason="Write the reason behind the number: it is printed.",
)
def check(plan: Plan) -> Iterator[Problem]:
    rounds = earlier_rounds(plan)
    if not rounds:
        return
    known = {measure.number for state in rounds for measure in state.measures}
    for number, reason in plan.settings.removed.items():
        if number not in known or not reason:
            place = plan.settings.source.at(f"removed.{number}")
            yield problem(place, "" if number not in known else "reason", number=number)
