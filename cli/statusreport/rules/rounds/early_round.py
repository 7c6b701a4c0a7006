"""A measure reported for a round that has not begun.

Rounds sort as text, and this one comes after the plan's. The measure would count as unreported now and as
reported in a round that nobody has opened, as `2012-2` does where the round is `2012-02`.

Correct the round, or open the new one with `statusreport round open`.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...model.spelling import nearest
from ...rounds.states import earlier_rounds
from ...source.faults import Severity
from .. import Problem, problem, rule


@rule(
    "R107",
    Severity.ERROR,
    message="“{value}” comes after the round being written, {round}.",
    help="Write {round}, or open the new round: `statusreport round open {value}`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    now = plan.settings.round
    known = (now, *(state.round for state in earlier_rounds(plan)))
    for measure in plan.measures:
        if measure.round > now:
            yield problem(
                measure.source.at("round"),
                value=measure.round,
                round=now,
                nearest=nearest(measure.round, known),
            )
