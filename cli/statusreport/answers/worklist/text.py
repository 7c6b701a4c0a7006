"""The work list for the terminal."""

from __future__ import annotations

from ...publishing.language import Language
from ...tasks.todo import WorkList
from . import heading, name, parts


def show(work: WorkList, say: Language) -> str:
    """A paragraph for each body."""
    lines = [heading(work, say)]
    for share in work.shares:
        lines += ["", name(share)]
        for title, measures in parts(share, say):
            lines += [f"  {title}", *(f"    {line}" for line in measures)]
    return "\n".join(lines) + "\n"
