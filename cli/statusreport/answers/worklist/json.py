"""The work list for other programs."""

from __future__ import annotations

import json

from ...publishing.language import Language
from ...tasks.todo import WorkList
from . import due_rows, rows


def show(work: WorkList, say: Language) -> str:
    """One object."""
    due = {which: due_rows(work, which) for which in ("overdue", "upcoming")}
    data = {"version": 1, "round": work.round, "unreported": rows(work), **due}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
