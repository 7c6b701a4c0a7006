"""Which round the measures tell, where it is not the plan's."""

from collections import Counter

from ..model import typed
from ..model.calendar import says_when
from ..model.plan import Plan
from ..rounds.states import known_rounds


def told_instead(plan: Plan) -> tuple[str, int]:
    """The round that measures tell in place of the plan's, and how many do; "" and 0 where the plan's may be right.

    Where one measure alone tells another round, that is wrong itself, unless both are the same month; and so is one
    that nobody knows when it is.
    """
    now, known = plan.settings.round, known_rounds(plan)
    told = Counter(measure.round for measure in plan.measures if measure.round)
    others = [(count, round_) for round_, count in told.items() if round_ not in known and says_when(round_)]
    if now in told or not others:
        return "", 0
    count, round_ = max(others)
    return (round_, count) if count > 1 or typed.time(now) == round_ else ("", 0)
