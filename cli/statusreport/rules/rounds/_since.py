"""What rules over two rounds share: every measure held against the latest round that was sealed before."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ...model.plan import Measure, Plan
from ...model.state import Reported, State
from ...rounds.comparison import Change, Kind, compare, pairs
from ...rounds.states import earlier_rounds, state_of


@dataclass(frozen=True)
class Step:
    """A measure then and now; `before` is None where it is new, `change` where its status stands."""

    measure: Measure
    before: Reported | None
    now: Reported
    change: Change | None


@dataclass(frozen=True)
class Since:
    """What became of the measures since the round `earlier`."""

    earlier: State
    steps: tuple[Step, ...] = ()
    removed: tuple[Change, ...] = ()


@lru_cache(maxsize=1)
def since(plan: Plan) -> Since | None:
    """The plan held against the latest earlier round; None where none was sealed.

    A measure that was not reported in that round is held against what it reported last, or a step back could
    be hidden by missing a round.
    """
    rounds = earlier_rounds(plan)
    if not rounds:
        return None
    last_known = tuple(replace(measure, current=True) for measure in rounds[-1].measures)
    earlier = replace(rounds[-1], measures=last_known)
    current = state_of(plan, plan.settings.round)
    changes = compare(earlier, current)
    moved = {change.number: change for change in changes.changes if change.kind is not Kind.REMOVED}
    # By identity: in a plan with findings two measures may have one number.
    measure_of = {id(now): measure for now, measure in zip(current.measures, plan.measures, strict=True)}
    steps = tuple(
        Step(measure_of[id(now)], before, now, moved.get(now.number))
        for before, now in pairs(earlier, current)
        if now
    )
    return Since(earlier, steps, changes.of(Kind.REMOVED))


def moves(plan: Plan) -> Iterator[tuple[Step, Change]]:
    """The measures whose reported status is another than before, new ones included."""
    found = since(plan)
    for step in found.steps if found else ():
        if step.change and step.change.new is not None:
            yield step, step.change
