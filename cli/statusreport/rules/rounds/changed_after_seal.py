"""Content that differs from the seal of its own round.

The round being written is sealed already, so its report was published. What is changed now would be published
as the same round with another content.

Open the next round with `statusreport round open`, or take the changes back. If what was published is wrong, seal a
correction with `statusreport round correct`, which prints the reason. Where lines break is no difference.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...rounds.differences import changed_measures
from ...rounds.states import state_of
from ...source.faults import Severity
from .. import Problem, problem, rule


@rule(
    "R114",
    Severity.WARNING,
    message="The round {round} is sealed, but the content differs from its seal: measure {measures}.",
    message_plan="The round {round} is sealed, but the plan's title or statuses differ from its seal.",
    help="Open the next round with `statusreport round open`, or take the changes back. If what was published is wrong:"
    " `statusreport round correct {round} --reason …`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    sealed = next((seal.state for seal in plan.rounds if seal.state.round == plan.settings.round), None)
    if sealed is None:
        return
    current = state_of(plan, plan.settings.round)
    place = plan.settings.source.at("round")
    if (sealed.title, sealed.statuses) != (current.title, current.statuses):
        yield problem(place, "plan", round=current.round)
    if numbers := changed_measures(sealed, current):
        yield problem(place, round=current.round, measures=", ".join(numbers))
