"""The work list for other programs."""

from __future__ import annotations

import json

from ...publishing.language import Language
from ...tasks.todo import WorkList
from . import rows


def show(work: WorkList, say: Language) -> str:
    """One object."""
    data = {"version": 1, "round": work.round, "unreported": rows(work)}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
