"""Reporting rounds: listing them, sealing what was published, opening the next, proving that no seal was edited."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from ..model import typed
from ..model.field_types import RoundId
from ..model.fields import Field, FileLog
from ..model.plan import Plan
from ..model.state import Correction, Published, SealedRound, State
from ..reading.folder import MAX_ROUND_BYTES, plan_file
from ..reading.layout import PLAN_FILE, ROUNDS, seal_path
from ..reading.plan_file import PlanFault, read_settings
from ..rounds.differences import same
from ..rounds.seal import completed, previous, read_round, seal, seal_state
from ..rounds.states import is_reported, state_of
from ..rules.engine import check as apply_rules
from ..source.faults import Finding, Severity, Span, UsageError
from ..source.tree import Composed, Folder, reason_of
from ..source.yaml_nodes import Scalar, Sequence
from ..words import Catalogue
from ..writing.files import write_file
from ._names import one_of, unknown
from .check import check
from .load import load
from .todo import unreported

_MONTH = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True)
class Listed:
    """A round as `round list` shows it: `label` is what the plan calls it, `corrected` why it was corrected."""

    round: str
    sealed: bool
    current: bool
    measures: int
    reported: int
    label: str = ""
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sealing:
    """What sealing a round came to: refused by `errors`, or the seal in `file`, None where it was sealed so already.

    `completed` is how many files were published by a seal that is there, since it was made.
    """

    plan: Plan
    file: str
    errors: tuple[Finding, ...] = ()
    sealed: SealedRound | None = None
    completed: int = 0


@dataclass(frozen=True)
class Opening:
    """What opening a round came to; `changed` is False where it was being written already.

    `unsealed` is the round before, where nobody sealed it; `waiting` is how many measures are to be reported.
    """

    changed: bool
    unsealed: str = ""
    waiting: int = 0


@dataclass(frozen=True)
class Verified:
    """The plan with its sealed rounds, and what is wrong with their seals.

    `unchained` are the rounds whose seals do not say which one was before.
    """

    plan: Plan
    broken: tuple[Finding, ...]

    @property
    def unchained(self) -> tuple[str, ...]:
        return tuple(sealed.state.round for sealed in self.plan.rounds if sealed.previous is None)

    def published_in(self, file: Path) -> tuple[SealedRound, Correction | None] | None:
        """The round that a file was published in, if any, and the correction of the seal by which it was.

        Raises UsageError where the file cannot be read.
        """
        try:
            from ..writing.manifest import digest

            found = digest(Folder(file.parent).read(file.name, MAX_ROUND_BYTES))
        except OSError as error:
            raise UsageError("unreadable", file=file, reason=reason_of(error)) from error
        now = ((sealed, None) for sealed in self.plan.rounds if sealed.has_published(found))
        then = ((s, corrected) for s in self.plan.rounds if (corrected := s.corrected_since(found)))
        return next(chain(now, then), None)


def seal_round(root: Path, words: Catalogue) -> Sealing:
    """Seals the current round of the plan at `root`, unless its check has errors.

    What was built since the round was corrected is added to the seal. Raises PlanError, and UsageError where it was
    sealed with other content or cannot be written.
    """
    checked = check(root, words)
    plan, file = checked.plan, seal_path(checked.plan.settings.round)
    if checked.errors:
        return Sealing(plan, file, checked.errors)
    published = _published(root, plan)
    made = new_seal(plan, published)
    if made is None:
        known = next(sealed for sealed in plan.rounds if sealed.state.round == plan.settings.round)
        return _completed(root, plan, known, published)
    data, sealed = made
    write_file(root / file, data)
    return Sealing(plan, file, sealed=sealed)


def _completed(root: Path, plan: Plan, known: SealedRound, published: Published) -> Sealing:
    """A corrected round whose report could only be built once the correction was sealed."""
    file = known.source.path
    told = known.published is None or known.published.files
    if told or not known.corrections or not published.files or known is not plan.rounds[-1]:
        return Sealing(plan, file)
    tree = Composed(Folder(root))
    data = completed(tree.read(file, MAX_ROUND_BYTES), published)
    sealed, _, _ = read_round(file, data)
    write_file(root / tree.written(file), data)
    return Sealing(plan, file, sealed=sealed, completed=len(published.files))


def correct_round(
    root: Path,
    words: Catalogue,
    round_id: str,
    reason: str,
    *,
    number: str = "",
    values: Mapping[str, str] | None = None,
) -> Sealing:
    """Seals a round of the plan at `root` anew; the earlier seal is kept inside, and the `reason` is printed.

    The current round gets the working content, unless its check has errors; of an older one the fields `values`
    of measure `number` are set. Raises PlanError, and UsageError where that cannot be.
    """
    checked = check(root, words)
    plan, file = checked.plan, seal_path(round_id)
    known = next((sealed for sealed in plan.rounds if sealed.state.round == round_id), None)
    if known is None:
        raise UsageError("correct-unsealed", round=round_id)
    if any(finding.location.path == known.source.path for finding in checked.errors):
        raise UsageError("damaged-seal", name=round_id, file=known.source.path)
    if not reason.strip():
        raise UsageError("correct-reason")
    if round_id == plan.settings.round and not (number or values):
        if checked.errors:
            return Sealing(plan, file, checked.errors)
        state = state_of(plan, round_id)
        again = replace(known, corrections=(Correction(reason, known.hash), *known.corrections))
        corrected = replace(plan, rounds=tuple(again if s is known else s for s in plan.rounds))
        published: Published | None = _published(root, corrected)
    else:
        state = _with_values(known.state, number, values or {})
        published = known.published
    if same(known.state, state):
        raise UsageError("correct-same", round=round_id)
    tree = Composed(Folder(root))
    earlier = json.loads(tree.read(known.source.path, MAX_ROUND_BYTES))
    before = previous(plan.rounds, round_id)
    data = seal_state(state, before.hash if before else "", published, earlier, reason)
    sealed, _, _ = read_round(file, data)
    write_file(root / tree.written(file), data)
    return Sealing(plan, file, sealed=sealed)


def _with_values(state: State, number: str, values: Mapping[str, str]) -> State:
    """A state in which a measure says something else. Raises UsageError where it cannot."""
    place = next((n for n, measure in enumerate(state.measures) if measure.number == number), None)
    if place is None or not values:
        raise UsageError("correct-measure", number=number, round=state.round)
    measure = state.measures[place]
    for name, text in values.items():
        field = _field(state, name)
        if field.name == "status" and state.class_of(text) is None:
            raise unknown(text, state.statuses.words(), "status")
        measure = field.kept(measure, _value(field, text))
    measures = (*state.measures[:place], measure, *state.measures[place + 1 :])
    return replace(state, measures=measures)


def _field(state: State, name: str) -> Field[object]:
    """A field of a sealed measure that a correction may change. Raises UsageError."""
    fields = {field.name: field for field in state.fields if field.name not in ("number", "round")}
    return fields[one_of(name, tuple(fields), "field")]


def _value(field: Field[object], text: str) -> object:
    """What a text means in a field, as in a file; several are parted by commas. Raises UsageError."""
    nowhere = Span()
    parts = tuple(Scalar(part.strip(), nowhere) for part in text.split(",") if part.strip())
    for node in (Sequence(parts, nowhere), Scalar(text, nowhere)):
        log = FileLog("")
        value = field.type.read(node, field.name, log)
        if value is not None and not log.faults:
            return value
    raise UsageError("correct-value", field=field.name, value=text)


def _published(root: Path, plan: Plan) -> Published:
    """What was built of a plan's content, as far as it lies in the plan's folder `build`."""
    from ..publishing.fingerprint import fingerprint
    from ..writing.manifest import read_manifest
    from .build import OUTPUT

    content = fingerprint(plan)
    try:
        made = read_manifest(root / OUTPUT)
    except (UsageError, OSError):
        made = frozenset()
    return Published(content, {m.name: m.sha256 for m in sorted(made) if m.content == content})


def open_round(root: Path, words: Catalogue, round_id: str) -> Opening:
    """Makes a round the current one of the plan at `root`. Raises PlanError, and UsageError where it may not be."""
    plan = load(root, words)
    before = plan.settings.round
    is_sealed = any(sealed.state.round == before for sealed in plan.rounds)
    if round_id == before and not is_sealed:
        return Opening(changed=False)
    write_file(root / PLAN_FILE, opened(plan, plan_file(root), round_id))
    return Opening(
        changed=True, unsealed="" if is_sealed else before, waiting=len(unreported(load(root, words)))
    )


def verify_rounds(root: Path, words: Catalogue) -> Verified:
    """Holds every sealed round of the plan at `root` against its seal. Raises PlanError."""
    plan = load(root, words)
    broken = tuple(
        finding
        for finding in apply_rules(plan, words)
        if finding.location.path.startswith(f"{ROUNDS}/") and finding.severity is Severity.ERROR
    )
    return Verified(plan, broken)


def list_rounds(root: Path, words: Catalogue) -> tuple[Listed, ...]:
    """The sealed rounds of the plan at `root` and the one being written, in the order of their ids."""
    plan = load(root, words)
    current = plan.settings.round
    rounds = {
        sealed.state.round: Listed(
            sealed.state.round,
            sealed=True,
            current=sealed.state.round == current,
            measures=len(sealed.state.measures),
            reported=sum(1 for measure in sealed.state.measures if measure.reported_status is not None),
            corrected=tuple(correction.reason for correction in sealed.corrections),
        )
        for sealed in plan.rounds
    }
    if current not in rounds:
        reported = sum(1 for measure in plan.measures if is_reported(measure, plan) and measure.status)
        rounds[current] = Listed(
            current, sealed=False, current=True, measures=len(plan.measures), reported=reported
        )
    named = plan.settings.rounds
    return tuple(
        replace(rounds[name], label=named[name].label if name in named else "") for name in sorted(rounds)
    )


def new_seal(plan: Plan, published: Published | None = None) -> tuple[bytes, SealedRound] | None:
    """The seal of the current round; None if it is sealed already, with the same content.

    Raises UsageError if it was sealed with other content: what was published stays.
    """
    data = seal(plan, published)
    sealed, _, _ = read_round(seal_path(plan.settings.round), data)
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
    meant = typed.time(round_id)
    if meant != round_id and _MONTH.fullmatch(meant) and _MONTH.fullmatch(plan.settings.round):
        raise UsageError("open-month", round=round_id, meant=meant)
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
