"""What rules about the names of figures share."""

import posixpath
from functools import cached_property

from ...model.figures import Figures
from ...model.plan import Plan
from ...model.spelling import nearest
from .._all import unread


def is_explained(plan: Plan, name: str) -> bool:
    """Whether a finding elsewhere already says why there is no figure or breakdown of this name."""
    head, _, rest = name.partition(".")
    if any(posixpath.splitext(posixpath.basename(path))[0] == head for path in plan.unread):
        return True
    if head in ("projects", "milestones"):
        told = plan.projects if head == "projects" else [m for m in plan.measures if m.milestones]
        return not told and bool(unread(plan, "projects" if head == "projects" else "measures"))
    key, _, inner = rest.partition(".")
    for dataset in plan.datasets:
        if dataset.name != head:
            continue
        declared, faulty = dataset.source.has, dataset.source.faulty
        if any(
            group in faulty and not getattr(dataset, group) for group in ("figures", "shares", "breakdowns")
        ):
            return True
        if not inner and (declared(f"figures.{key}") or declared(f"shares.{key}")):
            return True
        if declared(f"breakdowns.{key}"):
            published = dataset.breakdowns.get(key)
            term = inner.rpartition(".")[0]
            return published is None or (
                term not in published.parts and declared(f"breakdowns.{key}.parts.{term}")
            )
    return False


class Names:
    """The names of all figures, word by word; what a figure is computed from is a number."""

    def __init__(self, figures: Figures, *, numbers: bool = False) -> None:
        self.figures = figures
        self._known = dict.fromkeys((*figures.figures, *(() if numbers else figures.words)))

    def __contains__(self, name: str) -> bool:
        return name in self._known

    @cached_property
    def _next(self) -> dict[str, dict[str, None]]:
        """The words that names go on with, in order, by the beginning before them."""
        words: dict[str, dict[str, None]] = {}
        for name in self._known:
            beginning = ""
            for word in name.split("."):
                words.setdefault(beginning, {})[word] = None
                beginning = f"{beginning}.{word}".removeprefix(".")
        return words

    def nearest(self, name: str) -> str:
        """The figure that was probably meant, found word by word, or ""."""
        known = ""
        for word in name.split("."):
            choices = self._next.get(known)
            if not choices:
                break
            meant = word if word in choices else nearest(word, tuple(choices))
            if not meant:
                return ""
            known = f"{known}.{meant}".removeprefix(".")
        while known not in self:
            known = f"{known}.{next(iter(self._next[known]))}"
        return known

    def choices(self, name: str) -> tuple[str, tuple[str, ...]]:
        """How far `name` is the beginning of known names, and the words they go on with there."""
        beginning = name.rpartition(".")[0]
        while beginning and beginning not in self._next:
            beginning = beginning.rpartition(".")[0]
        return beginning, tuple(self._next.get(beginning, ()))
