"""Reporting rounds: what was reported of every measure in one round, and the seal that keeps it.

A seal is canonical JSON with a SHA-256 of its content, so that it is the same whatever order files and keys
had, and an edited one is found. Each measure has a hash of its own, so that the message can say which differs.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections.abc import Mapping
from typing import Any

from ..model.plan import Plan
from ..model.state import Reported, SealedRound, State
from ..model.vocabulary import StatusClass, natural_key
from ..source.faults import Fault, Location, Source
from .states import state_of

VERSION = 1


def seal(plan: Plan) -> bytes:
    """The current round of a plan as the bytes of its seal."""
    state = state_of(plan, plan.settings.round)
    measures = sorted((_measure_data(measure) for measure in state.measures), key=_order)
    content: dict[str, Any] = {
        "version": VERSION,
        "round": state.round,
        "title": state.title,
        "statuses": [
            {"id": status.id, "label": status.label, "terms": list(status.terms)} for status in state.statuses
        ],
        "responsible": {term.id: term.label for term in plan.settings.responsible or ()},
        "measures": [{**measure, "hash": _hash(measure)} for measure in measures],
    }
    sealed = {**content, "hash": _hash(content)}
    return (json.dumps(sealed, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def _order(measure: Mapping[str, Any]) -> Any:
    return natural_key(measure["number"]), _hash(measure)


def _measure_data(measure: Reported) -> dict[str, Any]:
    return {
        "number": measure.number,
        "title": measure.title,
        "responsible": list(measure.responsible),
        "status": measure.last_status,
        "round": measure.round,
        "area": measure.area,
        "reason": measure.reason,
        "completed": measure.completed,
        "evidence": list(measure.evidence),
        "was": measure.was,
        "sections": [[title, text] for title, text in measure.sections.items()],
    }


def _hash(content: object) -> str:
    """SHA-256 of the canonical form: sorted keys, no blanks, UTF-8."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


class _UnknownVersion(Exception):
    """A seal that another version of the tool made."""


def read_round(path: str, data: bytes) -> tuple[SealedRound | None, Source, tuple[Fault, ...]]:
    """The round in the bytes of a seal; None where there is none to be had."""
    try:
        content = json.loads(data.decode("utf-8"))
        state = _state(content)
        stated = str(content["hash"])
        faults = _edited(content, path)
    except json.JSONDecodeError as error:
        return None, Source(path), (Fault("broken-seal", Location(path), {"line": error.lineno}, "json"),)
    except _UnknownVersion as error:
        params = {"version": str(error)[:40], "known": VERSION}
        return None, Source(path), (Fault("broken-seal", Location(path), params, "version"),)
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return None, Source(path), (Fault("broken-seal", Location(path)),)
    stem = posixpath.splitext(posixpath.basename(path))[0]
    if stem != state.round:
        faults.append(Fault("misplaced-seal", Location(path), {"round": state.round, "name": stem}))
    source = Source(path)
    return SealedRound(state, stated, source), source, tuple(faults)


def _state(content: Any) -> State:
    if content["version"] != VERSION:
        raise _UnknownVersion(content["version"])
    statuses = tuple(
        StatusClass(str(s["id"]), str(s["label"]), tuple(map(str, s["terms"]))) for s in content["statuses"]
    )
    name = str(content["round"])
    measures = tuple(_read_measure(measure, name) for measure in content["measures"])
    return State(name, name, str(content["title"]), statuses, measures)


def _read_measure(data: Any, round_id: str) -> Reported:
    status = str(data["status"])
    return Reported(
        number=str(data["number"]),
        title=str(data["title"]),
        responsible=tuple(map(str, data["responsible"])),
        status=status if status and data["round"] in ("", round_id) else None,
        last_status=status,
        round=str(data["round"]),
        area=str(data["area"]),
        reason=str(data["reason"]),
        completed=str(data["completed"]),
        evidence=tuple(map(str, data["evidence"])),
        was=str(data["was"]),
        sections={str(title): str(text) for title, text in data["sections"]},
    )


def _edited(content: dict[str, Any], path: str) -> list[Fault]:
    """What differs from what was sealed, measure by measure; else that something else does."""
    measures = content["measures"]
    differing = tuple(
        str(measure["number"])
        for measure in measures
        if measure.get("hash") != _hash({key: value for key, value in measure.items() if key != "hash"})
    )
    if differing:
        return [Fault("edited-seal", Location(path), {"measures": ", ".join(differing)}, "measures")]
    rest = {key: value for key, value in content.items() if key != "hash"}
    return [] if content["hash"] == _hash(rest) else [Fault("edited-seal", Location(path))]
