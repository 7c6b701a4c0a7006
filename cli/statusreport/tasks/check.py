"""Checking: every finding of every rule, and nothing written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model.plan import Plan
from ..rules import all_rules
from ..rules.engine import check as apply_rules
from ..rules.engine import chosen
from ..source.faults import Finding, Severity, UsageError
from ..words import Catalogue
from ._names import bodies, unknown
from .load import load


@dataclass(frozen=True)
class Checked:
    """A plan with everything there is to say about it, or what was wanted of that."""

    plan: Plan
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def check(
    root: Path,
    words: Catalogue,
    *,
    paths: Sequence[Path] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    responsible: Sequence[str] = (),
) -> Checked:
    """Reads everything, applies every rule, and gives the findings that are wanted; without a wish, all.

    `paths` are files and folders of the plan, `select` and `ignore` codes or prefixes of them, `responsible`
    bodies. Raises PlanError, and UsageError for a wish that fits nothing: it would hide findings in silence.
    """
    for prefix in (*select, *ignore):
        _known(prefix)
    plan = load(root, words)
    places = tuple(_inside(path, root) for path in paths)
    found = chosen(apply_rules(plan, words), tuple(select), tuple(ignore), bodies(plan, responsible))
    return Checked(plan, tuple(finding for finding in found if _is_at(finding, places)))


def _known(prefix: str) -> None:
    codes = tuple(rule.code for rule in all_rules())
    if not any(code.startswith(prefix) for code in codes):
        raise unknown(prefix, codes, "rule")


def _inside(path: Path, root: Path) -> str:
    """A path as findings name it. Raises UsageError where it is not there or not of the plan."""
    if not path.exists():
        raise UsageError("no-such-path", path=path)
    # A file of the plan may be a link to elsewhere; findings name it by its place in the plan.
    place = Path(os.path.abspath(path))
    for inside, home in ((place, Path(os.path.abspath(root))), (place.resolve(), root.resolve())):
        if inside.is_relative_to(home):
            return inside.relative_to(home).as_posix()
    raise UsageError("outside", path=path, root=root)


def _is_at(finding: Finding, places: Iterable[str]) -> bool:
    """Whether a finding is at or below one of some places; without any, it is."""
    path = finding.location.path
    return not places or any(place in (".", path) or path.startswith(f"{place}/") for place in places)
