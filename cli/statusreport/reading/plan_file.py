"""`statusreport.yaml`: the settings it makes, and what is wrong with it.

A plan file that breaks its rules raises PlanFault with every fault in it, since nothing else can be read
without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..model.field_values import Values
from ..model.fields import fields_of
from ..model.own_fields import TABLE, TERM, Declaration, own_fields
from ..model.records import Measure
from ..model.settings import Settings
from ..model.spelling import nearest
from ..model.vocabulary import (
    DEFAULT_STATUSES,
    Called,
    Scale,
    Vocabulary,
)
from ..source import text as sourcetext
from ..source.faults import Fault, Location, Source
from ..source.yaml_nodes import Mapping as MappingNode
from ..source.yaml_nodes import Node, Scalar
from .layout import PLAN_FILE
from .plan_fields import (
    ABBREVIATIONS,
    CALLED,
    COUNTRIES,
    EXPECT,
    IMPRINTS,
    INTERNAL,
    LANGUAGE,
    NAMES,
    OWN,
    PERIOD,
    PLAN_FIELDS,
    PUBLISHER,
    REMOVED,
    RESPONSIBLE,
    ROUND,
    ROUNDS,
    SECTIONS,
    STATUSES,
    TERM_TABLE,
    TITLE,
    plan_fields,
)
from .records import WAIVE, read_mapping

# What is content is said by the plan, whatever language its publications speak.
_DEFAULT_SECTIONS: dict[str, tuple[str, ...]] = {"evaluation": ("Evaluering",)}
# Names that own fields cannot have: they say something else in a measure's file, or in the data.
_TAKEN = frozenset(
    (
        *(field.name for field in (*fields_of(Measure), WAIVE)),
        *(field.column.name for field in fields_of(Measure) if field.column),
        *(
            "class",
            "lead",
            "joint",
            "overdue",
            "previous_round",
            "previous_status",
            "rounds_standing",
            "measures",
        ),
    )
)
# Keys of a plan file that are no vocabularies.
_PLAN_KEYS = frozenset(field.name for field in PLAN_FIELDS if field.type is not TERM_TABLE)


class PlanFault(Exception):
    """Faults of the plan file, before they are put into words."""

    def __init__(self, faults: tuple[Fault, ...], source: Source) -> None:
        super().__init__(faults)
        self.faults, self.source = faults, source


def read_settings(data: bytes) -> Settings:
    """The settings in the bytes of a plan file. Raises PlanFault with every fault at once."""
    text, faults = sourcetext.decode(PLAN_FILE, data)
    if not text.strip():
        raise PlanFault(faults or (Fault("empty-file", Location(PLAN_FILE)),), Source(PLAN_FILE, text))
    values, source, more = read_mapping(
        PLAN_FILE, text, text, 1, lambda node: plan_fields(_named_vocabularies(node))
    )
    faults += more
    if values is None:
        raise PlanFault(faults, source)
    statuses, vocabularies = Scale(values.of(STATUSES) or DEFAULT_STATUSES), dict(_vocabularies(values))
    faults += tuple(_wrong(values, source, statuses, vocabularies))
    if faults:
        raise PlanFault(faults, source)
    return _settings(values, source, statuses, vocabularies)


def _wrong(
    values: Values, source: Source, statuses: Scale, vocabularies: Mapping[str, Vocabulary]
) -> Iterator[Fault]:
    """What is wrong with values that can each be read."""
    yield from _missing(values, source)
    yield from _doubled_statuses(statuses, source)
    for vocabulary in vocabularies.values():
        yield from _doubled_terms(vocabulary, source)
    for key, declaration in _declared(values).items():
        yield from _declaration(key, declaration, frozenset(vocabularies), statuses, source)
    yield from _names(values, source)


def _settings(
    values: Values, source: Source, statuses: Scale, vocabularies: Mapping[str, Vocabulary]
) -> Settings:
    return Settings(
        source=source,
        title=values.of(TITLE) or "",
        language=values.of(LANGUAGE) or "",
        round=values.of(ROUND) or "",
        expect=values.of(EXPECT) or {},
        statuses=statuses,
        responsible=vocabularies.get(RESPONSIBLE.name),
        sections=_DEFAULT_SECTIONS | dict(values.of(SECTIONS) or {}),
        vocabularies={name: words for name, words in vocabularies.items() if name != RESPONSIBLE.name},
        publisher=values.of(PUBLISHER),
        imprints=values.of(IMPRINTS) or {},
        names={name: words for name, words in (values.of(NAMES) or {}).items() if words},
        own_fields=own_fields(_declared(values)),
        abbreviations=values.of(ABBREVIATIONS) or {},
        countries=values.of(COUNTRIES) or {},
        removed=values.of(REMOVED) or {},
        rounds=values.of(ROUNDS) or {},
        period=values.of(PERIOD),
        internal=frozenset(values.of(INTERNAL) or ()),
        extra=values.extra,
    )


def _declared(values: Values) -> Mapping[str, Declaration]:
    """What the plan declares of fields of its own, by key."""
    return (values.of(OWN) or {}).get("measure") or {}


def _vocabularies(values: Values) -> Iterator[tuple[str, Vocabulary]]:
    called = values.of(CALLED) or {}
    for field in plan_fields(name for own in _declared(values).values() for name in _used(own)):
        terms = values.of(field)
        # What an own field names may be a key that says something else.
        if field.type is TERM_TABLE and isinstance(terms, Mapping):
            named = tuple(replace(term, id=key, label=term.label or key) for key, term in terms.items())
            own = called.get(field.name, Called())
            yield field.name, Vocabulary(field.name, named, own.title, own.label, own.ordered)


def _used(declared: Declaration) -> tuple[str, ...]:
    """The vocabularies that an own field names."""
    return tuple(
        name for name in (declared.vocabulary, *(c.vocabulary for c in declared.columns.values())) if name
    )


def _named_vocabularies(node: MappingNode) -> Iterator[str]:
    """The words under `fields` that name a vocabulary, before anything else of the file is read."""
    for key, value in node.entries:
        if key.text == OWN.name:
            yield from _vocabularies_in(value)


def _vocabularies_in(node: Node) -> Iterator[str]:
    for key, value in node.entries if isinstance(node, MappingNode) else ():
        if key.text == "vocabulary" and isinstance(value, Scalar) and value.text.strip():
            yield value.text.strip()
        else:
            yield from _vocabularies_in(value)


def _declaration(
    key: str, declared: Declaration, vocabularies: frozenset[str], statuses: Scale, source: Source
) -> Iterator[Fault]:
    """What cannot be in the declaration of an own field."""
    address = f"{OWN.name}.measure.{key}"
    if key in _TAKEN or not re.fullmatch(r"[^\W\d][\w-]*", key):
        variant = "taken" if key in _TAKEN else ""
        yield Fault("unusable-field", source.at(f"key:{address}"), {"key": key}, variant)
    columns = declared.columns.items()
    terms = [(address, declared.type, declared.vocabulary)]
    terms += [(f"{address}.columns.{name}", column.type, column.vocabulary) for name, column in columns]
    for place, kind, name in terms:
        if (kind == TERM) != bool(name):
            yield _unusable(
                source, place, "vocabulary", key, "no_vocabulary" if kind == TERM else "vocabulary"
            )
        elif name and name not in vocabularies:
            variant = "other" if name in _PLAN_KEYS else "undeclared"
            yield _unusable(source, place, "vocabulary", key, variant, name=name, id="id")
    if (declared.type == TABLE) != bool(declared.columns):
        yield _unusable(
            source, address, "columns", key, "no_columns" if declared.type == TABLE else "columns"
        )
    classes = tuple(status.id for status in statuses)
    for name in declared.required if isinstance(declared.required, tuple) else ():
        if name not in classes:
            meant = nearest(name, classes)
            yield _unusable(
                source, address, "required", key, "class", name=name, allowed=classes, nearest=meant
            )


def _unusable(source: Source, address: str, part: str, key: str, variant: str, **params: object) -> Fault:
    place = source.at_first(f"{address}.{part}", f"key:{address}")
    return Fault("unusable-field", place, {"key": key, **params}, variant)


def _names(values: Values, source: Source) -> Iterator[Fault]:
    """Words for a record that are not two."""
    for name, words in (values.of(NAMES) or {}).items():
        address = f"{NAMES.name}.{name}"
        if len(words) != len(("singular", "plural")) and address not in source.faulty:
            yield Fault("unusable-words", source.at(address), {"key": name})


def _missing(values: Values, source: Source) -> Iterator[Fault]:
    """The required keys that say nothing."""
    for field in PLAN_FIELDS:
        if field.required and not values.of(field) and field.name not in source.faulty:
            variant = "empty" if source.has(field.name) else ""
            yield Fault("missing-key", source.at(field.name), {"key": field.name}, variant)


def _doubled_statuses(statuses: Scale, source: Source) -> Iterator[Fault]:
    """Words that two classes claim, and ids that two classes have."""
    if "statuses" in source.faulty:  # places are of no use
        return
    ids: set[str] = set()
    seen: dict[str, int] = {}
    for number, status in enumerate(statuses):
        address = f"statuses.{number}"
        if status.id in ids:
            yield _doubled(source, f"{address}.id", status.id, "statuses", "id")
        ids.add(status.id)
        places = (f"{address}.label", *(f"{address}.terms.{n}" for n in range(len(status.terms))))
        for word, place in zip(status.words, places, strict=True):
            if seen.setdefault(word, number) != number:
                yield _doubled(source, place, word, "statuses")


def _doubled_terms(vocabulary: Vocabulary, source: Source) -> Iterator[Fault]:
    """Words that two terms of a vocabulary claim as id, label or alias."""
    seen: dict[str, str] = {term.id: term.id for term in vocabulary}
    for term in vocabulary:
        address = f"{vocabulary.name}.{term.id}"
        places = (f"{address}.label", *(f"{address}.aliases.{n}" for n in range(len(term.aliases))))
        for word, place in zip((term.label, *term.aliases), places, strict=True):
            if seen.setdefault(word, term.id) != term.id:
                yield _doubled(source, place, word, vocabulary.name)


def _doubled(source: Source, address: str, word: str, where: str, variant: str = "") -> Fault:
    return Fault("doubled-term", source.at(address), {"word": word, "where": where}, variant)
