"""A comparison for other programs, as the contract of `diff --format json` says."""

from __future__ import annotations

import json

from ...rounds.comparison import ChangeSet
from . import Setting


def show(changes: ChangeSet, setting: Setting) -> str:
    """One object."""
    data = {
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
        "incomparable": {"classes": list(changes.unknown_classes), "reordered": changes.reordered},
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
