"""A measure reported for a round that has not begun.

Rounds sort as text, and this one comes after the plan's. The measure would count as unreported now and as
reported in a round that nobody has opened, as `2012-2` does where the round is `2012-02`.

Correct the round, or open the new one with `statusreport round open`.
"""

import re
from collections.abc import Iterator

from ...model import typed
from ...model.plan import Plan
from ...model.spelling import nearest
from ...rounds.states import earlier_rounds
from ...source.faults import Severity
from .. import Problem, problem, rule
from .._rounds import told_instead


@rule(
    "R107",
    Severity.ERROR,
    message="“{value}” comes after the round being written, {round}.",
    message_alike="“{value}” is another round than {round}, which is being written.",
    help="Write {round}, or open the new round: `statusreport round open {value}`.",
    help_alike="Write `{round}`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    now = plan.settings.round
    known = (now, *(state.round for state in earlier_rounds(plan)))
    instead, _ = told_instead(plan)
    for measure in plan.measures:
        if measure.round > now and measure.round != instead:
            is_alike = _is_alike(measure.round, now)
            yield problem(
                measure.source.at("round"),
                "alike" if is_alike else "",
                value=measure.round,
                round=now,
                nearest="" if is_alike else nearest(measure.round, known),
            )


def _is_alike(written: str, now: str) -> bool:
    """Whether a round is this one, written otherwise: `2012-2`, `201202`, `12-02`."""
    one, other = (re.sub(r"[^a-z0-9]", "", text.casefold()) for text in (written, now))
    return typed.time(written) == now or one == other or (now.endswith(written) and len(written) > 1)
