"""Where two states, measures or texts say something else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from ..model.fields import EMPTY, Field
from ..model.own_fields import declarations
from ..model.spelling import natural_key
from ..model.state import SEALED, Reported, State
from .identity import pairs


@dataclass(frozen=True)
class Difference:
    """A field of which two states say something else."""

    field: Field[object]
    before: object
    after: object


def differing_fields(
    before: object, after: object, fields: Iterable[Field[object]] = SEALED
) -> tuple[Difference, ...]:
    """Every compared field that differs: those that say something besides number, round and status."""
    values = ((field, field.of(before), field.of(after)) for field in fields if field.compared)
    return tuple(
        Difference(field, one, other) for field, one, other in values if _plain(one) != _plain(other)
    )


def _plain(value: object) -> object:
    """A value of which it is no matter where its lines break; all that says nothing is the same."""
    return value.split() if isinstance(value, str) else None if value in EMPTY else value


def differing(before: Reported, after: Reported) -> dict[str | None, tuple[str, str]]:
    """The parts whose words differ, as in `Wording`; where lines break is no difference."""
    parts: dict[str | None, tuple[str, str]] = {}
    if before.title.split() != after.title.split():
        parts[None] = (before.title, after.title)
    for heading in dict.fromkeys((*before.sections, *after.sections)):
        one, other = before.sections.get(heading, ""), after.sections.get(heading, "")
        if one.split() != other.split():
            parts[heading] = (one, other)
    return parts


def promised_otherwise(before: Reported, after: Reported, heading: str) -> dict[str | None, tuple[str, str]]:
    """The parts of what a measure promises that differ, as in `Wording`: its title, and the text below `heading`.

    A heading that one side does not have was another then: its first text is meant.
    """
    parts: dict[str | None, tuple[str, str]] = {None: (before.title, after.title)}
    if heading:
        one, other = (m.sections.get(heading) or next(iter(m.sections.values()), "") for m in (before, after))
        parts |= {heading: (one, other)}
    # What says nothing promised nothing, and is another finding.
    return {part: ends for part, ends in parts.items() if all(ends) and _plain(ends[0]) != _plain(ends[1])}


def new_reason(before: Reported, after: Reported) -> str:
    """The reason of a measure, unless it stood there already and so was for something else."""
    return after.reason if _plain(after.reason) != _plain(before.reason) else ""


def changed_measures(old: State, new: State) -> tuple[str, ...]:
    """The numbers of the measures that are not the same in both, in whatever; where lines break is no difference."""
    numbers = {
        shown.number
        for before, after, *_ in pairs(old, new)
        if (shown := after or before)
        and (
            before is None
            or after is None
            or replace(before, sections={}) != replace(after, sections={})
            or differing(before, after)
        )
    }
    return tuple(sorted(numbers, key=natural_key))


def same(old: State, new: State) -> bool:
    """Whether two states say the same, whatever they are called."""
    return _words(old) == _words(new) and not changed_measures(old, new)


def _words(state: State) -> tuple[object, ...]:
    """What a state says besides its measures. In which order words stand, no seal tells."""
    vocabularies = {"responsible": state.bodies, **state.vocabularies}
    terms = {name: {term.id: term for term in words} for name, words in vocabularies.items()}
    return state.round, state.title, state.statuses, terms, state.removed, declarations(state.own_fields)


@dataclass(frozen=True)
class Piece:
    """Some words that stand, were taken out or were put in."""

    kind: str
    text: str


def words_changed(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts as one, word by word: pieces of kind `same`, `removed` and `added`."""
    one, other = before.split(), after.split()
    pieces: list[Piece] = []
    for tag, start, end, new_start, new_end in SequenceMatcher(
        None, one, other, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", " ".join(one[start:end])))
            continue
        if end > start:
            pieces.append(Piece("removed", " ".join(one[start:end])))
        if new_end > new_start:
            pieces.append(Piece("added", " ".join(other[new_start:new_end])))
    return tuple(pieces)
