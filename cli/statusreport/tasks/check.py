"""Checking: every finding of every rule, and nothing written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..model.plan import Plan
from ..rules.engine import check
from ..source.faults import Finding, Severity
from .load import load


@dataclass(frozen=True)
class Checked:
    """A plan with everything there is to say about it."""

    plan: Plan
    findings: tuple[Finding, ...]

    @property
    def publishable(self) -> bool:
        """Whether no finding is an error."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


def checked(root: Path) -> Checked:
    """Reads and checks; writes nothing."""
    plan = load(root)
    return Checked(plan, check(plan))
