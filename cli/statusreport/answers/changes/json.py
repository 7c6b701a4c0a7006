"""A comparison for other programs, as the contract of `diff --format json` says."""

from __future__ import annotations

import json

from ...model.field_json import as_json
from ...model.fields import Json
from ...model.settings import Settings
from ...model.state import State
from ...model.vocabulary import Term
from ...rounds.comparison import ChangeSet, ProjectChange, Promise
from ...rounds.differences import Difference
from . import Setting


def show(changes: ChangeSet, setting: Setting) -> str:
    """One object."""
    data = {
        "version": 1,
        "from": _state(changes.old, setting.plan),
        "to": _state(changes.new, setting.plan),
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
                "into": change.into or None,
            }
            for change in changes.changes
        ],
        "wording": [found.number for found in changes.wording],
        "facts": [{"number": fact.number, **_ends(fact)} for fact in changes.facts],
        "promises": [_promise(found) for found in changes.promises],
        "projects": None if changes.projects is None else [_project(change) for change in changes.projects],
        "bodies": [{"from": _body(old), "to": _body(new)} for old, new in changes.renamed],
        "summary": dict(changes.summary),
        "by_responsible": {body: dict(counts) for body, counts in changes.by_body.items()},
        "matrix": {old: dict(row) for old, row in changes.matrix.items()},
        "counts": {"from": dict(changes.old_counts), "to": dict(changes.new_counts)},
        "incomparable": {"classes": list(changes.unknown_classes), "reordered": changes.reordered},
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _state(state: State, plan: Settings) -> dict[str, Json]:
    named = plan.rounds.get(state.label)
    name: dict[str, Json] = {"name": named.label} if named and named.label else {}
    reasons: list[Json] = [correction.reason for correction in state.corrections]
    return {"label": state.label, **name, **({"corrected": reasons} if reasons else {})}


def _ends(found: Difference) -> dict[str, Json]:
    return {"field": found.field.name, "from": as_json(found.before), "to": as_json(found.after)}


def _promise(found: Promise) -> dict[str, Json]:
    parts: list[Json] = [
        {"heading": heading, "from": before, "to": after} for heading, (before, after) in found.parts.items()
    ]
    return {"number": found.number, "reason": found.reason or None, "parts": parts}


def _project(change: ProjectChange) -> dict[str, Json]:
    what = {"order": change.order, "title": change.title, "kind": str(change.kind)}
    return {**what, **(_ends(change.difference) if change.difference else {})}


def _body(term: Term) -> dict[str, Json]:
    return {"id": term.id, "label": term.label}
