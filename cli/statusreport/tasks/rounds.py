"""Reporting rounds as commands change them: sealing what was published, and opening the next.

Pure: what to write comes back as text or bytes; the plan is not touched here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model.field_types import RoundId
from ..model.plan import Plan
from ..model.state import SealedRound
from ..reading.plan_file import PLAN_FILE, PlanFault, read_settings
from ..rounds.comparison import same
from ..rounds.seal import read_round, seal
from ..rounds.states import is_reported
from ..source.faults import UsageError


@dataclass(frozen=True)
class Listed:
    """A round as `round list` shows it."""

    round: str
    sealed: bool
    current: bool
    measures: int
    reported: int


def list_rounds(plan: Plan) -> tuple[Listed, ...]:
    """The sealed rounds and the one being written, in the order of their ids."""
    current = plan.settings.round
    rounds = {
        sealed.state.round: Listed(
            sealed.state.round,
            sealed=True,
            current=sealed.state.round == current,
            measures=len(sealed.state.measures),
            reported=sum(1 for measure in sealed.state.measures if measure.reported_status is not None),
        )
        for sealed in plan.rounds
    }
    if current not in rounds:
        reported = sum(1 for measure in plan.measures if is_reported(measure, plan) and measure.status)
        rounds[current] = Listed(
            current, sealed=False, current=True, measures=len(plan.measures), reported=reported
        )
    return tuple(rounds[name] for name in sorted(rounds))


def seal_file(plan: Plan) -> str:
    """Where the seal of the current round belongs, as a path from the root."""
    return f"content/rounds/{plan.settings.round}.json"


def new_seal(plan: Plan) -> tuple[bytes, SealedRound] | None:
    """The seal of the current round; None if it is sealed already, with the same content.

    Raises UsageError if it was sealed with other content: what was published stays.
    """
    data = seal(plan)
    sealed, _, _ = read_round(seal_file(plan), data)
    assert sealed is not None, "a seal can be read"
    for known in plan.rounds:
        if known.state.round == plan.settings.round:
            if not same(known.state, sealed.state):
                raise UsageError("seal-other", round=plan.settings.round)
            return None
    return data, sealed


def opened(plan: Plan, data: bytes, round_id: str) -> bytes:
    """The bytes of the plan file with another round; every other byte stays. Raises UsageError if it may not be."""
    if not re.fullmatch(RoundId.PATTERN, round_id):
        raise UsageError("open-invalid", round=round_id)
    sealed = sorted(known.state.round for known in plan.rounds)
    if round_id in sealed:
        raise UsageError("open-sealed", round=round_id)
    if sealed and round_id < sealed[-1]:
        raise UsageError("open-earlier", round=round_id, last=sealed[-1])
    line = plan.settings.source.at("round").span.line
    lines = data.decode("utf-8").splitlines(keepends=True)
    changed = re.sub(
        r"^(\ufeff?\s*[\"']?round[\"']?\s*:\s*)([\"']?)[^\"'#\s]+\2(?=\s*(#.*)?$)",
        lambda found: f"{found[1]}{found[2]}{round_id}{found[2]}",
        lines[line - 1] if line <= len(lines) else "",
    )
    new = "".join((*lines[: line - 1], changed, *lines[line:])).encode("utf-8")
    if _round_of(new) != round_id:
        raise UsageError("open-unplaced", plan=PLAN_FILE, round=round_id)
    return new


def _round_of(data: bytes) -> str:
    try:
        return read_settings(data).round
    except PlanFault:
        return ""
