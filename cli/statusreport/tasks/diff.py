"""The states a plan can be compared in, by the names people give them.

A name is looked up as a sealed round, then `working`, then `git:REV`, then a folder: of measure files, or a
whole plan's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from ..model.plan import Plan
from ..model.state import State
from ..reading.folder import MEASURES, ROUNDS, read_measures, read_tree
from ..reading.plan_file import PLAN_FILE, PlanFault
from ..rounds.states import WORKING, state_of
from ..rules.engine import check
from ..source.faults import Finding, UsageError
from ..source.git_tree import GitTree
from ..source.tree import Folder

# The codes that concern what is compared: what could not be read, and the measures' own facts. Prose can be
# compared whatever its faults, and to look for them in two states would take longer than all the rest.
COMPARED = ("S", "F", "R", "M101", "M102", "M103", "M104")
# Those that concern a seal alone.
SEALS = ("R101", "R102", "R103", "R104")
GIT = "git:"


@dataclass(frozen=True)
class Found:
    """A state, and what its content has to be blamed for."""

    state: State
    findings: tuple[Finding, ...] = ()


def find_state(root: Path, plan: Plan, name: str) -> Found:
    """The state that `name` means in the plan at `root`, of which settings and sealed rounds are known.

    Raises UsageError where there is none.
    """
    seals = [sealed for sealed in plan.rounds if sealed.state.round == name]
    if seals:
        files = {sealed.source.path for sealed in seals}
        faults = tuple(f for f in check(plan, only=SEALS) if f.location.path in files)
        return Found(seals[0].state, faults)
    if name == WORKING:
        return _of_plan(lambda: read_tree(Folder(root), name), name)
    if name.startswith(GIT):
        return _of_plan(lambda: read_tree(GitTree(root, name.removeprefix(GIT)), name), name)
    damaged = f"{ROUNDS}/{name}.json"
    if damaged in plan.unread:
        raise UsageError("damaged-seal", name=name, file=damaged)
    folder = Path(name)
    if name and folder.is_dir():
        if (folder / PLAN_FILE).exists():
            return _of_plan(lambda: read_tree(Folder(folder), name), name)
        return _of_folder(folder, plan, name)
    rounds = tuple(sealed.state.round for sealed in plan.rounds)
    if rounds:
        raise UsageError("unknown-state", name=name, rounds=rounds)
    raise UsageError("unknown-state-unsealed", name=name)


def _of_plan(read: Callable[[], Plan], name: str) -> Found:
    try:
        plan = read()
    except PlanFault as broken:
        first = broken.faults[0].location
        place = f"{first.path}:{first.span.line}:{first.span.column}"
        raise UsageError("broken-plan", name=name, place=place) from broken
    if not plan.measures and not plan.unread:
        raise UsageError("no-measures", name=name)
    return Found(state_of(plan, name), check(plan, only=COMPARED))


def _of_folder(folder: Path, plan: Plan, name: str) -> Found:
    """A folder of measure files under this plan's settings, be it itself or `content/measures` below it."""
    inner = folder / MEASURES
    found = read_measures(Folder(inner if inner.is_dir() else folder), plan.settings)
    if not found.measures:
        raise UsageError("no-measures", name=name)
    # The folder itself says which round it is of: the latest that one of its measures was reported for.
    latest = max(measure.round for measure in found.measures) or plan.settings.round
    found = replace(found, settings=replace(found.settings, round=latest))
    state = state_of(found, name)
    # What concerns the plan as a whole is no fault of a folder that is only a part of one.
    own = tuple(f for f in check(found, only=COMPARED) if f.location.path != plan.settings.source.path)
    return Found(state, own)
