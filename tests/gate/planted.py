"""Faults to plant in a good page, by which a check is known to find what it must."""

from __future__ import annotations

from dataclasses import dataclass

GOOD = "nn/status-report"
"""The page to plant faults in: it has every kind of block."""


def changed(page: str, old: str, new: str) -> str:
    """The page with something else in the first place where it has `old`."""
    assert old in page, f"there is no “{old}” to change"
    return page.replace(old, new, 1)


@dataclass(frozen=True)
class Fault:
    """A change of the page, and words that what is found must have."""

    old: str
    new: str
    finding: str

    def plant(self, page: str) -> str:
        """The page with the fault."""
        return changed(page, self.old, self.new)
