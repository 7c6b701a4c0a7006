"""A measure that does not say which round its status is for.

Once a round is sealed, a status may be a new one or left over from then. Without `round` a measure that
nobody has reported would pass for one that was.

Write the plan's round if the status was reported for it; else the round it was last reported for.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, problem, rule


@rule(
    "R105",
    Severity.ERROR,
    message="Measure {number} does not say which round its status is for.",
    help="Add the line `round: {round}` if it was reported for this round, else the round it was last"
    " reported for. The plan has a sealed round, {sealed}.",
    help_empty="Write {round} if it was reported for this round, else the round it was last reported for."
    " The plan has a sealed round, {sealed}.",
)
def check(plan: Plan) -> Iterator[Problem]:
    if not plan.rounds:
        return
    sealed = plan.rounds[-1].state.round
    for measure in plan.measures:
        source = measure.source
        if not measure.round and "round" not in source.faulty:
            yield problem(
                source.at_first("round", "status", "number"),
                "empty" if source.has("round") else "",
                number=measure.number or measure.title,
                round=plan.settings.round,
                sealed=sealed,
            )
