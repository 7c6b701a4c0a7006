"""A measure that has not been reported for this round.

Its status and text are those of an earlier round. They are published with that round beside them, and a
comparison counts the measure as unreported.

Ask the body that has the lead. When its answer is in, write it and set `round` to the plan's round, also where
nothing has changed. If the measure is not to be reported any more, waive R106 in its file.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...rounds.states import known_rounds
from ...source.faults import Severity
from .. import Problem, problem, rule


@rule(
    "R106",
    Severity.WARNING,
    message="{lead} has not reported measure {number} for {round}; its status is from {last}.",
    message_nobody="Measure {number} has not been reported for {round}; its status is from {last}.",
    help="When the answer is in, write it and set `round: {round}`, also where nothing has changed.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for measure in plan.measures:
        # Text is what a round sorts as; a later or unknown one is another finding.
        if measure.round < plan.settings.round and measure.round in known_rounds(plan):
            yield problem(
                measure.source.at("round"),
                "" if measure.responsible else "nobody",
                lead=measure.responsible[0] if measure.responsible else "",
                number=measure.number or measure.title,
                round=plan.settings.round,
                last=measure.round,
            )
