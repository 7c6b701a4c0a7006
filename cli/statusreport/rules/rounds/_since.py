"""What rules over two rounds share: every measure held against the latest round that was sealed before."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ...model.plan import Plan
from ...model.records import Measure
from ...model.state import Reported, State
from ...rounds.comparison import GONE, Change, Kind, compare
from ...rounds.identity import pairs
from ...rounds.states import earlier_rounds, state_of


@dataclass(frozen=True)
class Step:
    """A measure then and now; `before` is None where it is new, `change` where its status stands.

    `part_went_back` says that it is a part of the one before, with a status further back; `regrouped` that it was
    split off or took in others.
    """

    measure: Measure
    before: Reported | None
    now: Reported
    change: Change | None
    part_went_back: bool = False
    regrouped: bool = False


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
    changes = compare(earlier, current, plan.settings.promise)
    moved = {change.number: change for change in changes.changes if change.kind not in GONE}
    # By identity: in a plan with findings two measures may have one number.
    measure_of = {id(now): measure for now, measure in zip(current.measures, plan.measures, strict=True)}

    def went_back(before: Reported | None, now: Reported) -> bool:
        old = earlier.class_of(before.reported_status if before else None)
        new = current.class_of(now.reported_status)
        return bool(old and new and changes.direction(old, new) is Kind.REGRESSED)

    steps = tuple(
        Step(
            measure_of[id(now)],
            pair.before,
            now,
            moved.get(now.number),
            part_went_back=pair.split and went_back(pair.before, now),
            regrouped=pair.regrouped,
        )
        for pair in pairs(earlier, current)
        if (now := pair.after)
    )
    return Since(earlier, steps, changes.of(Kind.REMOVED))


def kept(plan: Plan) -> Iterator[tuple[Step, Reported, str]]:
    """The measures that were there before, with what they reported then, and the latest earlier round."""
    found = since(plan)
    for step in found.steps if found else ():
        if found and step.before:
            yield step, step.before, found.earlier.round


def moves(plan: Plan) -> Iterator[tuple[Step, Change]]:
    """The measures whose reported status is another than before, new ones included."""
    found = since(plan)
    for step in found.steps if found else ():
        if step.change and step.change.new is not None:
            yield step, step.change
