"""The work list as Markdown."""

from __future__ import annotations

from ...formats.md import escaped
from ...publishing.language import Language
from ...tasks.todo import WorkList
from . import heading, name, parts


def show(work: WorkList, say: Language) -> str:
    """A heading for each body, and a list below it."""
    lines = [heading(work, say)]
    for share in work.shares:
        lines += ["", f"## {escaped(name(share))}"]
        for title, measures in parts(share, say):
            lines += ["", title, "", *(f"- {escaped(line)}" for line in measures)]
    return "\n".join(lines) + "\n"
