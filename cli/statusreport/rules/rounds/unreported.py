"""A measure that has not been reported for this round.

Its status and text are those of an earlier round. They are published with that round beside them, and a
comparison counts the measure as unreported.

Ask the body that has the lead. When its answer is in, write it and set `round` to the plan's round, also where
nothing has changed: `statusreport report 7 --unchanged` does that. If the measure is not to be reported any more, waive
R106 in its file. Many at once are told in one line; `statusreport todo` lists them.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...rounds.comparison import LISTED
from ...rounds.states import known_rounds
from ...source.faults import Severity
from .. import Problem, problem, rule

CODE = "R106"


@rule(
    CODE,
    Severity.WARNING,
    message="{lead} has not reported measure {number} for {round}; its status is from {last}.",
    message_many="{n} measures have not been reported for {round}.",
    message_nobody="Measure {number} has not been reported for {round}; its status is from {last}.",
    help="When the answer is in, write it and set `round: {round}`, also where nothing has changed.",
    help_many="“statusreport todo” lists them by responsible body.",
)
def check(plan: Plan) -> Iterator[Problem]:
    # Text is what a round sorts as; a later or unknown one is another finding.
    known = known_rounds(plan)
    late = [m for m in plan.measures if m.round < plan.settings.round and m.round in known]
    waived = [m for m in late if CODE in m.source.waivers]
    if len(late) - len(waived) > LISTED:
        place = plan.settings.source.at("round")
        yield problem(place, "many", n=len(late) - len(waived), round=plan.settings.round)
        late = waived
    for measure in late:
        yield problem(
            measure.source.at("round"),
            "" if measure.responsible else "nobody",
            lead=measure.responsible[0] if measure.responsible else "",
            number=measure.number or measure.title,
            round=plan.settings.round,
            last=measure.round,
        )
