"""`statusreport.yaml`: its declared keys, and the settings it makes.

A plan file that breaks its rules raises PlanFault with every fault in it, since nothing else can be read
without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .. import registry
from ..model.field_types import Choice, Keyed, ListOf, Object, RoundId, Table, Text, TextList, Whole
from ..model.fields import Field, Values
from ..model.plan import VOCABULARIES, Heading, Settings
from ..model.vocabulary import DEFAULT_STATUSES, Called, Scale, StatusClass, Term, Vocabulary
from ..source import text as sourcetext
from ..source.faults import Fault, Location, Source
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
TERMS = tuple(Field(name, _TERMS, about) for name, about in VOCABULARIES.items())
CALLED = Field(
    "vocabularies",
    Keyed(
        tuple(
            Field(
                name,
                Object(Called, shorthand="title"),
                f"Printed title of the projects by {name.replace('_', ' ')}.",
            )
            for name in VOCABULARIES
        )
    ),
    "What vocabularies are called in print, where the plan has words of its own: a `title`, or that and a `label`.",
)
HEADINGS = Field(
    "publications",
    Keyed(tuple(Field(name, Object(Heading), f"Heading of the {name}.") for name in registry.publications())),
    "Titles of the publications.",
)
# What is content is said by the plan, whatever language its publications speak.
_DEFAULT_SECTIONS: dict[str, tuple[str, ...]] = {"evaluation": ("Evaluering",)}
ABBREVIATIONS = Field(
    "abbreviations", Table(Text()), "Abbreviation to full name; the report lists those it uses."
)
REMOVED = Field(
    "removed", Table(Text()), "Number of a measure that left the plan to the reason, which is printed."
)
PLAN_FIELDS: tuple[Field[object], ...] = (
    TITLE,
    LANGUAGE,
    ROUND,
    EXPECT,
    STATUSES,
    RESPONSIBLE,
    SECTIONS,
    *TERMS,
    CALLED,
    HEADINGS,
    ABBREVIATIONS,
    REMOVED,
    WAIVE,
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
    values, source, more = read_mapping(PLAN_FILE, text, text, 1, PLAN_FIELDS)
    faults += more
    if values is None:
        raise PlanFault(faults, source)
    faults += _missing(values, source)
    statuses = Scale(values.of(STATUSES) or DEFAULT_STATUSES)
    faults += _doubled_statuses(statuses, source)
    vocabularies = dict(_vocabularies(values))
    for name, vocabulary in vocabularies.items():
        faults += _doubled_terms(vocabulary, source, name)
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
        headings=values.of(HEADINGS) or {},
        abbreviations=values.of(ABBREVIATIONS) or {},
        removed=values.of(REMOVED) or {},
        extra=values.extra,
    )


def _vocabularies(values: Values) -> Iterator[tuple[str, Vocabulary]]:
    called = values.of(CALLED) or {}
    for field in (RESPONSIBLE, *TERMS):
        terms = values.of(field)
        if terms is not None:
            named = tuple(replace(term, id=key, label=term.label or key) for key, term in terms.items())
            own = called.get(field.name, Called())
            yield field.name, Vocabulary(field.name, named, own.title, own.label)


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
