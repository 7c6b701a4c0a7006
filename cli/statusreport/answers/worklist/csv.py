"""The work list as CSV."""

from __future__ import annotations

import csv
import io

from ...formats.csv import safe_cell
from ...publishing.language import Language
from ...tasks.todo import WorkList
from . import due_rows, rows


def show(work: WorkList, say: Language) -> str:
    """A row a measure and body, then what is late or due; no cell runs as a formula."""
    stream = io.StringIO(newline="")
    names = ["responsible", "role", "number", "title", "last_status", "last_round", "milestone", "due"]
    writer = csv.DictWriter(stream, names, lineterminator="\n")
    writer.writeheader()
    late = [
        {"role": which, "last_status": row.pop("status")} | row
        for which in ("overdue", "upcoming")
        for row in due_rows(work, which)
    ]
    writer.writerows({name: safe_cell(value) for name, value in row.items()} for row in (*rows(work), *late))
    return stream.getvalue()
