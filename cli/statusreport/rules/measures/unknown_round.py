"""A measure reported for a round that the plan does not know.

A status is for the round being written or for one that is sealed. Another round is misspelt, as `02.2012` is
where the round is `2012-02`; the measure would count as unreported, for ever.

Write the round as the plan and the file of its seal do.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...model.spelling import nearest
from ...rounds.states import known_rounds
from ...source.faults import Severity
from .. import Problem, problem, rule
from .._rounds import told_instead


def _meant(written: str, known: tuple[str, ...]) -> str:
    """The round with the same numbers in whatever order, else the one that looks most alike."""
    same = (name for name in known if _numbers(name) == _numbers(written))
    return next(same, "") or nearest(written, known)


def _numbers(name: str) -> list[str]:
    return sorted(re.findall(r"\d+", name))


@rule(
    "M120",
    Severity.ERROR,
    message="“{value}” is no round of this plan.",
    help="Known are {known}.",
)
def check(plan: Plan) -> Iterator[Problem]:
    known = known_rounds(plan)
    # Where the plan's own round is wrong, that is told there; what comes after it is another slip.
    instead, _ = told_instead(plan)
    for measure in plan.measures:
        if measure.round < plan.settings.round and measure.round not in ("", instead, *known):
            yield problem(
                measure.source.at("round"),
                value=measure.round,
                known=known,
                nearest=_meant(measure.round, known),
            )
