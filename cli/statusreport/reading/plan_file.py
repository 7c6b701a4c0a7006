"""`statusreport.yaml`: its declared keys, and the settings it makes.

A plan file that breaks its rules raises PlanFault with every fault in it, since nothing else can be read
without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from .. import registry
from ..model.calendar import NamedRound
from ..model.field_types import Choice, Keyed, ListOf, Object, RoundId, Table, Text, TextList, Whole, Years
from ..model.field_values import Values
from ..model.fields import Field, fields_of
from ..model.own_fields import TABLE, TERM, Declaration, own_fields
from ..model.records import Measure
from ..model.settings import Imprint, Publisher, Settings
from ..model.spelling import nearest
from ..model.vocabulary import (
    DEFAULT_STATUSES,
    THEMES,
    VOCABULARIES,
    Called,
    Scale,
    StatusClass,
    Term,
    Vocabulary,
)
from ..source import text as sourcetext
from ..source.faults import Fault, Location, Source
from ..source.yaml_nodes import Mapping as MappingNode
from ..source.yaml_nodes import Node, Scalar
from ..words import languages
from .layout import PLAN_FILE
from .records import WAIVE, read_mapping

_TERMS = Table(Object(Term, shorthand="label"))

TITLE = Field("title", Text(), "Title of the plan.", required=True)
LANGUAGE = Field("language", Choice(languages()), "Language of the publications' labels.", required=True)
ROUND = Field("round", RoundId(), "The reporting round being written; an id sorts as text.", required=True)
EXPECT = Field(
    "expect",
    Keyed(
        (
            Field("measures", Whole(0), "How many measures the plan has."),
            Field("projects", Whole(0), "How many projects the plan has."),
        ),
        filled=True,
    ),
    "Declared numbers of records; a build with another number is refused.",
)
STATUSES = Field(
    "statuses", ListOf(Object(StatusClass), filled=True), "The classes, ordered from least to most advanced."
)
RESPONSIBLE = Field("responsible", _TERMS, "Abbreviation to name; without it any name is accepted.")
SECTIONS = Field(
    "sections",
    Keyed(
        (
            Field("measure", TextList(), "Second-level headings of a measure."),
            Field("project", TextList(), "Second-level headings of a project."),
            Field("evaluation", TextList(one=True), "The heading under which a project's evaluation stands."),
        ),
        or_none=True,
    ),
    "Second-level headings a body must have, in this order; [] asks for none.",
)
GROUPS = Field(
    THEMES, _TERMS, "Groups that measures stand in, in printed order; a chapter may introduce one."
)
TERMS = tuple(Field(name, _TERMS, about) for name, about in VOCABULARIES.items())
CALLED = Field(
    "vocabularies",
    Keyed(
        (
            Field(THEMES, Object(Called, shorthand="title"), "Printed title of the measures by theme."),
            *(
                Field(
                    name,
                    Object(Called, shorthand="title"),
                    f"Printed title of the projects by {name.replace('_', ' ')}.",
                )
                for name in VOCABULARIES
            ),
        )
    ),
    "What vocabularies are called in print, where the plan has words of its own: a `title`, or that and a `label`.",
)
PUBLISHER = Field(
    "publisher", Object(Publisher, shorthand="name"), "Who publishes the plan: a name, or that and more."
)
IMPRINTS = Field(
    "publications",
    Keyed(
        tuple(
            Field(name, Object(Imprint), f"What the {name} says of itself.")
            for name in registry.publications()
        )
    ),
    "What each publication says of itself.",
)
NAMES = Field(
    "words",
    Keyed((Field("measure", TextList(), "What a measure is called: one, and several."),), filled=True),
    "What a record is called in the publications, as `[commitment, commitments]`, else the language's word.",
)
OWN = Field(
    "fields",
    Keyed((Field("measure", Table(Object(Declaration)), "Own fields of measures, by key."),)),
    "Fields of the plan's own: read, checked, printed, compared and published as the others are.",
)
# What is content is said by the plan, whatever language its publications speak.
_DEFAULT_SECTIONS: dict[str, tuple[str, ...]] = {"evaluation": ("Evaluering",)}
ABBREVIATIONS = Field(
    "abbreviations", Table(Text(), filled=True), "Abbreviation to full name; the report lists those it uses."
)
COUNTRIES = Field(
    "countries",
    Table(Text(), filled=True),
    "Code of a country to what the plan calls it, where that is not its name of today.",
)
REMOVED = Field(
    "removed",
    Table(Text(), filled=True),
    "Number of a measure that left the plan to the reason, which is printed.",
)
ROUNDS = Field(
    "rounds",
    Table(Object(NamedRound, shorthand="label"), key=RoundId()),
    "What rounds are called, and their dates, where an id is no month.",
)
INTERNAL = Field(
    "internal",
    TextList(),
    "Keys beginning with `x-` that are remarks among editors: no published file has them.",
)
PERIOD = Field("period", Years(), "The plan's years, as 2011–2014.")
PLAN_FIELDS: tuple[Field[object], ...] = (
    TITLE,
    LANGUAGE,
    ROUND,
    EXPECT,
    STATUSES,
    RESPONSIBLE,
    SECTIONS,
    GROUPS,
    *TERMS,
    CALLED,
    PUBLISHER,
    IMPRINTS,
    NAMES,
    OWN,
    ABBREVIATIONS,
    COUNTRIES,
    REMOVED,
    ROUNDS,
    PERIOD,
    INTERNAL,
    WAIVE,
)


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
_PLAN_KEYS = frozenset(field.name for field in PLAN_FIELDS if field.type is not _TERMS)


def plan_fields(vocabularies: Iterable[str] = ()) -> tuple[Field[object], ...]:
    """The keys of a plan file, with these `vocabularies` of its own fields."""
    known = {field.name for field in PLAN_FIELDS}
    return (
        *PLAN_FIELDS,
        *(
            Field(name, _TERMS, "Terms of an own field.")
            for name in dict.fromkeys(vocabularies)
            if name not in known
        ),
    )


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
    faults += _missing(values, source)
    statuses = Scale(values.of(STATUSES) or DEFAULT_STATUSES)
    faults += _doubled_statuses(statuses, source)
    vocabularies = dict(_vocabularies(values))
    for name, vocabulary in vocabularies.items():
        faults += _doubled_terms(vocabulary, source, name)
    declared = (values.of(OWN) or {}).get("measure") or {}
    faults += _own_fields(declared, frozenset(vocabularies), statuses, source)
    faults += _names(values, source)
    responsible = vocabularies.pop(RESPONSIBLE.name, None)
    if faults:
        raise PlanFault(faults, source)
    return Settings(
        source=source,
        title=values.of(TITLE) or "",
        language=values.of(LANGUAGE) or "",
        round=values.of(ROUND) or "",
        expect=values.of(EXPECT) or {},
        statuses=statuses,
        responsible=responsible,
        sections=_DEFAULT_SECTIONS | dict(values.of(SECTIONS) or {}),
        vocabularies=vocabularies,
        publisher=values.of(PUBLISHER),
        imprints=values.of(IMPRINTS) or {},
        names={name: words for name, words in (values.of(NAMES) or {}).items() if words},
        own_fields=own_fields(declared),
        abbreviations=values.of(ABBREVIATIONS) or {},
        countries=values.of(COUNTRIES) or {},
        removed=values.of(REMOVED) or {},
        rounds=values.of(ROUNDS) or {},
        period=values.of(PERIOD),
        internal=frozenset(values.of(INTERNAL) or ()),
        extra=values.extra,
    )


def _vocabularies(values: Values) -> Iterator[tuple[str, Vocabulary]]:
    called = values.of(CALLED) or {}
    declared = (values.of(OWN) or {}).get("measure") or {}
    for field in plan_fields(name for own in declared.values() for name in _used(own)):
        terms = values.of(field)
        # What an own field names may be a key that says something else.
        if field.type is _TERMS and isinstance(terms, Mapping):
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


def _own_fields(
    declared: Mapping[str, Declaration], vocabularies: frozenset[str], statuses: Scale, source: Source
) -> tuple[Fault, ...]:
    """What cannot be in the declarations of own fields."""
    return tuple(
        fault
        for key, declaration in declared.items()
        for fault in _declaration(key, declaration, vocabularies, statuses, source)
    )


def _declaration(
    key: str, declared: Declaration, vocabularies: frozenset[str], statuses: Scale, source: Source
) -> Iterator[Fault]:
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


def _names(values: Values, source: Source) -> tuple[Fault, ...]:
    """Words for a record that are not two."""
    return tuple(
        Fault("unusable-words", source.at(f"{NAMES.name}.{name}"), {"key": name})
        for name, words in (values.of(NAMES) or {}).items()
        if len(words) != len(("singular", "plural")) and f"{NAMES.name}.{name}" not in source.faulty
    )


def _missing(values: Values, source: Source) -> tuple[Fault, ...]:
    """The required keys that say nothing."""
    return tuple(
        Fault(
            "missing-key",
            source.at(field.name),
            {"key": field.name},
            "empty" if source.has(field.name) else "",
        )
        for field in PLAN_FIELDS
        if field.required and not values.of(field) and field.name not in source.faulty
    )


def _doubled_statuses(statuses: Scale, source: Source) -> tuple[Fault, ...]:
    """Words that two classes claim, and ids that two classes have. Places are of no use if a class is broken."""
    faults: list[Fault] = []
    ids: set[str] = set()
    seen: dict[str, int] = {}
    for number, status in enumerate(statuses):
        address = f"statuses.{number}"
        if status.id in ids:
            faults.append(_doubled(source, f"{address}.id", status.id, "statuses", "id"))
        ids.add(status.id)
        places = (f"{address}.label", *(f"{address}.terms.{n}" for n in range(len(status.terms))))
        for word, place in zip(status.words, places, strict=True):
            if seen.setdefault(word, number) != number:
                faults.append(_doubled(source, place, word, "statuses"))
    return () if "statuses" in source.faulty else tuple(faults)


def _doubled_terms(vocabulary: Vocabulary, source: Source, name: str) -> tuple[Fault, ...]:
    """Words that two terms of a vocabulary claim as id, label or alias."""
    faults: list[Fault] = []
    seen: dict[str, str] = {term.id: term.id for term in vocabulary}
    for term in vocabulary:
        address = f"{name}.{term.id}"
        places = (f"{address}.label", *(f"{address}.aliases.{n}" for n in range(len(term.aliases))))
        for word, place in zip((term.label, *term.aliases), places, strict=True):
            if seen.setdefault(word, term.id) != term.id:
                faults.append(_doubled(source, place, word, name))
    return tuple(faults)


def _doubled(source: Source, address: str, word: str, where: str, variant: str = "") -> Fault:
    return Fault("doubled-term", source.at(address), {"word": word, "where": where}, variant)
