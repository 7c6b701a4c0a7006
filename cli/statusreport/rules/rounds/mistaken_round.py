"""A round of the plan that no measure tells, while measures tell another one.

Most often the round in the plan file is misspelt, or written otherwise than months are. Or the next round was written
there before the last one was sealed, so that nobody can compare with it later.

Correct the round in the plan file. To go on to the next one, seal the last with `statusreport round seal` and open
the next with `statusreport round open`.
"""

from collections.abc import Iterator

from ...model import typed
from ...model.calendar import says_when
from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, problem, rule
from .._rounds import told_instead


@rule(
    "R122",
    Severity.ERROR,
    message="{n} measures are reported for {value}, which is neither the plan's round, {round}, nor sealed.",
    message_written="The plan writes the round {value} otherwise, as “{round}”.",
    help="Write `round: {value}`. If that round is over, seal it (`statusreport round seal`) and open the next:"
    " `statusreport round open {round}`.",
    help_later="Write `round: {value}`, or open that round: `statusreport round open {value}`.",
    help_written="Write `round: {value}`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    now, (value, n) = plan.settings.round, told_instead(plan)
    if not value:
        return
    is_written = typed.time(now) == value or not (says_when(now) or now in plan.settings.rounds)
    variant = "written" if is_written else "later" if value > now else ""
    yield problem(plan.settings.source.at("round"), variant, value=value, round=now, n=n)
