"""The seal of a round: what was reported of every measure, kept as it was.

A seal is canonical JSON with a SHA-256 of its content, so that it is the same whatever order files and keys
had, and an edited one is found. Each measure has a hash of its own, so that the message can say which differs.
What any version of the tool sealed is read for ever: its content, once proven, goes through the upgrades of the
versions since, and a field it does not know yet is empty.

A seal names the hash of the seal before it, and a corrected one holds the whole seal that it corrects. The chain has no
key: who writes all seals anew can write another history, but nobody can change one seal alone.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from ..model.field_json import as_json, json_list, json_mapping, json_text, record_json, values_from_json
from ..model.field_types import Object, Table, Text
from ..model.fields import Json, OwnField, fields_of
from ..model.own_fields import Declaration, declarations, own_fields
from ..model.plan import Plan
from ..model.spelling import natural_key
from ..model.state import SEALED, Correction, Published, Reported, SealedRound, State
from ..model.vocabulary import Scale, StatusClass, Term, Vocabulary
from ..source.faults import Fault, Location, Source
from .differences import changed_measures
from .states import state_of

Content = dict[str, Json]


def _second(content: Content) -> Content:
    """Terms of statuses and bodies have more to say than a word, and a measure may have been several."""
    return {
        **content,
        "statuses": [
            {**status, "terms": [{"label": term} for term in json_list(status["terms"])]}
            for status in map(json_mapping, json_list(content["statuses"]))
        ],
        "responsible": {
            ident: {"label": label} for ident, label in json_mapping(content.get("responsible", {})).items()
        },
        "measures": [
            {**measure, "was": [was] if (was := measure.get("was")) else []}
            for measure in map(json_mapping, json_list(content["measures"]))
        ],
    }


# From each version of a seal's content to the next; the first makes version 2 of version 1.
UPGRADES: tuple[Callable[[Content], Content], ...] = (_second,)
VERSION = len(UPGRADES) + 1
_TERMS = Table(Object(Term))
_REASONS = Table(Text())
_DECLARATIONS = Table(Object(Declaration))


def seal(plan: Plan, published: Published | None = None) -> bytes:
    """The current round of a plan as the bytes of its seal, which names the seal before it."""
    state, before = state_of(plan, plan.settings.round), previous(plan.rounds, plan.settings.round)
    return seal_state(state, before.hash if before else "", published)


def previous(rounds: Iterable[SealedRound], round_id: str) -> SealedRound | None:
    """The seal before that of a round, of seals in the order of their rounds; ids sort as text."""
    return next((sealed for sealed in reversed(tuple(rounds)) if sealed.state.round < round_id), None)


def seal_state(
    state: State,
    before: str,
    published: Published | None = None,
    corrects: Content | None = None,
    reason: str = "",
) -> bytes:
    """A state as the bytes of its seal.

    `before` is the hash of the seal before it. A correction holds the whole seal that it `corrects`, and the `reason`.
    """
    measures = sorted((_measure_json(measure, state) for measure in state.measures), key=_order)
    content: Content = {
        "version": VERSION,
        "round": state.round,
        "title": state.title,
        "statuses": [record_json(status, fields_of(StatusClass), "") for status in state.statuses],
        "responsible": _terms_json(state.bodies),
        "removed": as_json(state.removed, ""),
        "measures": [{**measure, "hash": _hash(measure)} for measure in measures],
        "previous": before,
        "published": _published_json(published) if published else None,
    }
    if state.own_fields:
        content["fields"] = as_json(declarations(state.own_fields), "")
    if state.vocabularies:
        content["vocabularies"] = {
            name: _terms_json(vocabulary) for name, vocabulary in state.vocabularies.items()
        }
    if corrects:
        content["correction"] = {"reason": reason, "seal": corrects}
    return _hashed(content)


def completed(data: bytes, published: Published) -> bytes:
    """The bytes of a seal that knows what was published since it was made."""
    content = {key: value for key, value in json_mapping(json.loads(data)).items() if key != "hash"}
    return _hashed({**content, "published": _published_json(published)})


def _published_json(published: Published) -> Json:
    return {"content": published.content, "files": dict(published.files)}


def _hashed(content: Content) -> bytes:
    sealed = {**content, "hash": _hash(content)}
    return (json.dumps(sealed, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def _terms_json(vocabulary: Vocabulary) -> Content:
    return {term.id: record_json(term, fields_of(Term), "") for term in vocabulary}


def _order(measure: Content) -> tuple[object, str]:
    return natural_key(json_text(measure["number"])), _hash(measure)


def _measure_json(measure: Reported, state: State) -> Content:
    sections: list[Json] = [[title, text] for title, text in measure.sections.items()]
    own: Content = {"fields": record_json(measure, state.own_fields, "")} if state.own_fields else {}
    return {**record_json(measure, SEALED, ""), **own, "sections": sections}


def _hash(content: object) -> str:
    """SHA-256 of the canonical form: sorted keys, no blanks, UTF-8."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


class _UnknownVersion(Exception):
    """A seal that a later version of the tool made."""


def read_round(path: str, data: bytes) -> tuple[SealedRound | None, Source, tuple[Fault, ...]]:
    """The round in the bytes of a seal; None where there is none to be had."""
    try:
        content = json_mapping(json.loads(data.decode("utf-8")))
        version = _version(content)
        faults = _edited(content, path)
        state = _state(_upgraded(content, version), intact=not faults)
        corrections = tuple(_corrections(content, state, path, faults))
        state = replace(state, corrections=corrections)
        sealed = SealedRound(
            state,
            json_text(content["hash"]),
            Source(path),
            previous=json_text(content["previous"]) if "previous" in content else None,
            published=_published(content.get("published")),
            corrections=corrections,
        )
    except json.JSONDecodeError as error:
        return None, Source(path), (Fault("broken-seal", Location(path), {"line": error.lineno}, "json"),)
    except _UnknownVersion as error:
        params = {"version": str(error)[:40], "known": VERSION}
        return None, Source(path), (Fault("broken-seal", Location(path), params, "version"),)
    except (ValueError, RecursionError, KeyError):
        return None, Source(path), (Fault("broken-seal", Location(path)),)
    stem = posixpath.splitext(posixpath.basename(path))[0]
    if stem != state.round:
        faults.append(Fault("misplaced-seal", Location(path), {"round": state.round, "name": stem}))
    return sealed, sealed.source, tuple(faults)


def _published(data: Json) -> Published | None:
    if data is None:
        return None
    kept = json_mapping(data)
    files = {file: json_text(digest) for file, digest in json_mapping(kept["files"]).items()}
    return Published(json_text(kept["content"]), files)


def _corrections(content: Content, state: State, path: str, faults: list[Fault]) -> Iterator[Correction]:
    """The corrections of a seal, the latest first; an edited seal inside is an edit of the whole."""
    while content.get("correction") is not None:
        correction = json_mapping(content["correction"])
        content = json_mapping(correction["seal"])
        if _edited(content, path) and not faults:
            faults.append(Fault("edited-seal", Location(path)))
        earlier = _state(_upgraded(content, _version(content)), intact=not faults)
        yield Correction(
            json_text(correction["reason"]),
            json_text(content["hash"]),
            changed_measures(earlier, state),
            _published(content.get("published")),
        )
        state = earlier


def _version(content: Content) -> int:
    version = content["version"]
    if not isinstance(version, int) or isinstance(version, bool) or not 0 < version <= VERSION:
        raise _UnknownVersion(version)
    return version


def _upgraded(content: Content, version: int) -> Content:
    """The content of a version as the current one would hold it."""
    for upgrade in UPGRADES[version - 1 :]:
        content = upgrade(content)
    return content


def _state(content: Content, *, intact: bool) -> State:
    name = json_text(content["round"])
    measures = (json_mapping(measure) for measure in json_list(content["measures"]))
    # The order of keys is no part of a seal; terms and fields stand by their names.
    own = own_fields(_DECLARATIONS.from_json(content.get("fields", {})))
    vocabularies = json_mapping(content.get("vocabularies", {})).items()
    return State(
        label=name,
        round=name,
        title=json_text(content["title"]),
        statuses=Scale(map(Object(StatusClass).from_json, json_list(content["statuses"]))),
        measures=tuple(_reported(measure, name, own, intact=intact) for measure in measures),
        bodies=_vocabulary("responsible", content["responsible"]),
        own_fields=own,
        vocabularies={name: _vocabulary(name, terms) for name, terms in vocabularies},
        removed=_REASONS.from_json(content.get("removed", {})),
    )


def _vocabulary(name: str, data: Json) -> Vocabulary:
    terms = _TERMS.from_json(data).items()
    return Vocabulary(name, tuple(replace(term, id=ident) for ident, term in terms))


def _reported(data: Content, round_id: str, own: tuple[OwnField[object], ...], *, intact: bool) -> Reported:
    pairs = (json_list(pair) for pair in json_list(data["sections"]))
    made: Callable[..., Reported] = Reported
    return made(
        **values_from_json(data, SEALED, strict=intact),
        own=values_from_json(json_mapping(data.get("fields", {})), own, strict=intact),
        current=data["round"] in ("", round_id),
        sections={json_text(title): json_text(text) for title, text in pairs},
    )


def _edited(content: Content, path: str) -> list[Fault]:
    """What differs from what was sealed, measure by measure; else that something else does."""
    measures = [json_mapping(measure) for measure in json_list(content["measures"])]
    differing = tuple(
        str(measure["number"])
        for measure in measures
        if measure.get("hash") != _hash({key: value for key, value in measure.items() if key != "hash"})
    )
    if differing:
        return [Fault("edited-seal", Location(path), {"measures": ", ".join(differing)}, "measures")]
    rest = {key: value for key, value in content.items() if key != "hash"}
    return [] if content["hash"] == _hash(rest) else [Fault("edited-seal", Location(path))]
