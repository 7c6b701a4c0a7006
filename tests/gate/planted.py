"""Faults to plant in a good page, by which a check is known to find what it must."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gate.publications import Page

GOOD = "nn/status-report"
"""The page to plant faults in: it has every kind of block but charts."""
DRAWN = "nn/document-study"
"""A page that has charts."""


def changed(page: str, old: str, new: str) -> str:
    """The page with something else in the first place where it has `old`."""
    assert old in page, f"there is no “{old}” to change"
    return page.replace(old, new, 1)


@dataclass(frozen=True)
class Fault:
    """A change of a page, and words that what is found must have."""

    old: str
    new: str
    finding: str
    page: str = GOOD

    def plant(self, pages: Mapping[str, Page]) -> str:
        """The page with the fault."""
        return changed(pages[self.page].html, self.old, self.new)
