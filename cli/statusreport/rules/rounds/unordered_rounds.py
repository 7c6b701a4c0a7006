"""Rounds whose dates are not in the order of their ids.

Rounds sort by their ids, as text: the one before is what a report is compared with. Where a later date stands at an
earlier id, what has happened would be told backwards, as with `1-tertial-2024` and `2-tertial-2023`.

Correct the date, or give the rounds ids that sort as they follow each other, as `2024-1` and `2024-2`.
"""

from collections.abc import Iterator
from itertools import pairwise

from ...model.calendar import says_when
from ...model.plan import Plan
from ...rounds.states import known_rounds
from ...source.faults import Severity
from .. import Problem, problem, rule


@rule(
    "R119",
    Severity.ERROR,
    message="{round} is dated {day}, before {earlier} of {earlier_day}, but its id sorts after that.",
    help="Correct the date, or choose ids that sort as text in the order of the rounds.",
)
def check(plan: Plan) -> Iterator[Problem]:
    settings = plan.settings
    # Of an id with another word in it, the date is only known to the year.
    certain = (name for name in sorted(known_rounds(plan)) if _named(name, plan) or says_when(name))
    dated = [(name, day) for name in certain if (day := settings.last_day(name))]
    for (earlier, earlier_day), (name, day) in pairwise(dated):
        # Of two ids alone nobody can say: 2012 ends after 2012-06.
        named = [each for each in (name, earlier) if _named(each, plan)]
        if named and day < earlier_day:
            place = settings.source.at(f"rounds.{named[0]}.date")
            yield problem(place, round=name, day=day, earlier=earlier, earlier_day=earlier_day)


def _named(name: str, plan: Plan) -> bool:
    """Whether the plan gives the date of a round."""
    return name in plan.settings.rounds and plan.settings.rounds[name].date is not None
