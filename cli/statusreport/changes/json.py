"""A comparison for other programs, as the contract of `diff --format json` says."""

from __future__ import annotations

import json
from pathlib import Path

from ..comparison import ChangeSet
from ..localize import Language

NAME = "json"


def data(changes: ChangeSet) -> dict[str, object]:
    """The comparison as plain data."""
    return {
        "version": 1,
        "from": {"label": changes.old.label},
        "to": {"label": changes.new.label},
        "changes": [
            {
                "number": change.number,
                "title": change.title,
                "responsible": list(change.responsible),
                "kind": str(change.kind),
                "from": change.old,
                "to": change.new,
                "reason": change.reason or None,
                "was": change.was or None,
            }
            for change in changes.changes
        ],
        "wording": [found.number for found in changes.wording],
        "matrix": {old: dict(row) for old, row in changes.matrix.items()},
        "counts": {"from": dict(changes.old_counts), "to": dict(changes.new_counts)},
        "incomparable": list(changes.unknown_classes),
    }


def show(changes: ChangeSet, language: Language, templates: tuple[Path, ...]) -> str:
    """One object."""
    return json.dumps(data(changes), ensure_ascii=False, indent=2) + "\n"
