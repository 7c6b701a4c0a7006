"""The work list as CSV."""

from __future__ import annotations

import csv
import io

from ...formats.csv import safe_cell
from ...publishing.language import Language
from ...tasks.todo import WorkList
from . import rows


def show(work: WorkList, say: Language) -> str:
    """A row a measure and body; no cell runs as a formula."""
    stream = io.StringIO(newline="")
    names = ["responsible", "role", "number", "title", "last_status", "last_round"]
    writer = csv.DictWriter(stream, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: safe_cell(value) for name, value in row.items()} for row in rows(work))
    return stream.getvalue()
