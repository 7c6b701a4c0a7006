"""Comparing two states of a plan, by the names people give them.

A name is looked up as a sealed round, then `working`, then `git:REV`, then a folder: of measure files, or a
whole plan's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from ..model.plan import Plan
from ..model.state import State
from ..reading.folder import read_measures, read_tree
from ..reading.layout import MEASURES, PLAN_FILE, TEMPLATES, seal_path
from ..reading.plan_file import PlanFault
from ..rounds.comparison import ChangeSet, compare
from ..rounds.states import WORKING, state_of
from ..rules.engine import check
from ..source.faults import Finding, UsageError
from ..source.git_tree import GitTree
from ..source.tree import Folder
from ..words import Catalogue
from .load import load_rounds

# The codes that concern what is compared: what could not be read, and the measures' own facts. Prose can be
# compared whatever its faults, and to look for them in two states would take longer than all the rest.
COMPARED = ("S", "F", "R", "M101", "M102", "M103", "M104", "M120")
# Those that concern a seal alone.
SEALS = ("R101", "R102", "R103", "R104")
GIT = "git:"


@dataclass(frozen=True)
class Found:
    """A state, and what its content has to be blamed for; `absent` is one from before there was a plan."""

    state: State
    findings: tuple[Finding, ...] = ()
    absent: bool = False


@dataclass(frozen=True)
class Compared:
    """What changed, the two states it changed between, and the plan they belong to with its own templates."""

    plan: Plan
    templates: Path
    changes: ChangeSet
    states: tuple[Found, Found]


def diff(
    root: Path, words: Catalogue, old: str, new: str = WORKING, labels: tuple[str, str] = ("", "")
) -> Compared:
    """Compares two states of the plan at `root`; `labels` are what they are to be called, "" as they were named.

    Raises PlanError, and UsageError where a state is not to be had.
    """
    plan = load_rounds(root, words)
    found = find_state(root, plan, words, old), find_state(root, plan, words, new)
    states = _called(found[0], labels[0]), _called(found[1], labels[1])
    return Compared(
        plan, root / TEMPLATES, compare(states[0].state, states[1].state, plan.settings.promise), states
    )


def _called(found: Found, label: str) -> Found:
    return replace(found, state=replace(found.state, label=label)) if label else found


def find_state(root: Path, plan: Plan, words: Catalogue, name: str) -> Found:
    """The state that `name` means in the plan at `root`, of which settings and sealed rounds are known.

    Raises UsageError where there is none.
    """
    seals = [sealed for sealed in plan.rounds if sealed.state.round == name]
    if seals:
        files = {sealed.source.path for sealed in seals}
        faults = tuple(f for f in check(plan, words, only=SEALS) if f.location.path in files)
        return Found(seals[0].state, faults)
    if name == WORKING:
        return _of_plan(lambda: read_tree(Folder(root), name), words, name)
    if name.startswith(GIT):
        tree = GitTree(root, name.removeprefix(GIT))
        if tree.is_new(PLAN_FILE):
            return Found(state_of(replace(plan, measures=()), name), absent=True)
        return _of_plan(lambda: read_tree(tree, name), words, name)
    damaged = seal_path(name)
    if damaged in plan.unread:
        raise UsageError("damaged-seal", name=name, file=damaged)
    folder = Path(name)
    if name and folder.is_dir():
        if (folder / PLAN_FILE).exists():
            return _of_plan(lambda: read_tree(Folder(folder), name), words, name)
        return _of_folder(folder, plan, words, name)
    rounds = tuple(sealed.state.round for sealed in plan.rounds)
    if rounds:
        raise UsageError("unknown-state", name=name, rounds=rounds)
    raise UsageError("unknown-state-unsealed", name=name)


def _of_plan(read: Callable[[], Plan], words: Catalogue, name: str) -> Found:
    try:
        plan = read()
    except PlanFault as broken:
        first = broken.faults[0].location
        place = f"{first.path}:{first.span.line}:{first.span.column}"
        raise UsageError("broken-plan", name=name, place=place) from broken
    if not plan.measures and not plan.unread:
        raise UsageError("no-measures", name=name)
    return Found(state_of(plan, name), check(plan, words, only=COMPARED))


def _of_folder(folder: Path, plan: Plan, words: Catalogue, name: str) -> Found:
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
    own = tuple(f for f in check(found, words, only=COMPARED) if f.location.path != plan.settings.source.path)
    return Found(state, own)
