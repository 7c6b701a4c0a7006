"""`statusreport.yaml`: its declared keys, and the settings it makes.

A plan file that breaks its rules raises PlanError with every fault in it, since nothing else can be read
without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .. import registry
from ..model.fields import Field
from ..model.kinds import Choice, ListOf, Object, RoundId, Table, Text, TextList, Whole
from ..model.plan import VOCABULARIES, Heading, Settings
from ..model.vocabulary import DEFAULT_STATUSES, StatusClass, Term, Vocabulary
from ..source import text as sourcetext
from ..source.faults import Fault, Location, Source
from ..words import languages
from .records import WAIVE, read_mapping

PLAN_FILE = "statusreport.yaml"


@dataclass(frozen=True)
class _Entry:
    """A vocabulary entry as declared: a label, or a mapping with one."""

    label: str
    aliases: tuple[str, ...] = ()
    type: str = ""


_VOCABULARY = Table(
    Object(
        (
            Field("label", Text(), "Printed label.", required=True),
            Field("aliases", TextList(one=True), "Other spellings that mean the same."),
            Field("type", Text(), "Type of a partner, from `partner_types`."),
        ),
        _Entry,
        shorthand="label",
    )
)


@dataclass(frozen=True)
class _Called:
    """What a vocabulary is called as declared: a title, or a mapping with one."""

    title: str = ""
    label: str = ""


_CALLED = Object(
    (
        Field("title", Text(), "What stands above the projects by it."),
        Field("label", Text(), "What one of its terms is called."),
    ),
    _Called,
    shorthand="title",
)

_STATUSES = ListOf(
    Object(
        (
            Field("id", Text(), "Stable id of the class.", required=True),
            Field("label", Text(), "Printed label, which a measure may use as its status.", required=True),
            Field("terms", TextList(one=True), "Other terms a measure may use; they count as this class."),
        ),
        StatusClass,
    )
)

_ABOUT = {
    "units": "Granting units.",
    "partners": "Agreement partners, each with its `type`.",
    "partner_types": "Types of partner.",
    "regions": "Regions.",
    "forms": "Forms that projects address.",
    "target_groups": "Target groups.",
    "categories": "Kinds of work.",
}

_HEADING = Object(
    (
        Field("title", Text(), "Title of the publication, where it is not the plan's."),
        Field("subtitle", Text(), "A line below the title."),
    ),
    Heading,
)

# What is content is said by the plan, whatever language its publications speak.
_DEFAULT_SECTIONS: dict[str, tuple[str, ...]] = {"evaluation": ("Evaluering",)}

PLAN_FIELDS = (
    Field("title", Text(), "Title of the plan.", required=True),
    Field("language", Choice(languages()), "Language of the publications' labels.", required=True),
    Field("round", RoundId(), "The reporting round being written; an id sorts as text.", required=True),
    Field(
        "expect",
        Object(
            (
                Field("measures", Whole(0), "How many measures the plan has."),
                Field("projects", Whole(0), "How many projects the plan has."),
            ),
            dict,
        ),
        "Declared numbers of records; a build with another number is refused.",
    ),
    Field("statuses", _STATUSES, "The classes, ordered from least to most advanced."),
    Field("responsible", _VOCABULARY, "Abbreviation to name; without it any name is accepted."),
    Field(
        "sections",
        Object(
            (
                Field("measure", TextList(), "Second-level headings of a measure."),
                Field("project", TextList(), "Second-level headings of a project."),
                Field(
                    "evaluation", TextList(one=True), "The heading under which a project's evaluation stands."
                ),
            ),
            dict,
            or_none=True,
        ),
        "Second-level headings a body must have, in this order; [] asks for none.",
    ),
    *(Field(name, _VOCABULARY, _ABOUT[name]) for name in VOCABULARIES),
    Field(
        "vocabularies",
        Object(
            tuple(
                Field(name, _CALLED, f"Printed title of the projects by {name.replace('_', ' ')}.")
                for name in VOCABULARIES
            ),
            dict,
        ),
        "What vocabularies are called in print, where the plan has words of its own: a `title`, or that and a `label`.",
    ),
    Field(
        "publications",
        Object(
            tuple(Field(name, _HEADING, f"Heading of the {name}.") for name in registry.publications()), dict
        ),
        "Titles of the publications.",
    ),
    Field("abbreviations", Table(Text()), "Abbreviation to full name; the report lists those it uses."),
    WAIVE,
)


class PlanFault(Exception):
    """Faults of the plan file, before they are put into words."""

    def __init__(self, faults: tuple[Fault, ...], source: Source) -> None:
        super().__init__(faults)
        self.faults, self.source = faults, source


def read_settings(data: bytes, path: str = PLAN_FILE) -> Settings:
    """The settings in the bytes of a plan file. Raises PlanFault with every fault at once."""
    text, faults = sourcetext.decode(path, data)
    if not text.strip():
        raise PlanFault(faults or (Fault("empty-file", Location(path)),), Source(path, text))
    values, extra, source, more = read_mapping(path, text, text, 1, PLAN_FIELDS)
    faults += more
    if values is None:
        raise PlanFault(faults, source)
    faults += _missing(values, source)
    statuses = values.get("statuses") or DEFAULT_STATUSES
    faults += _doubled_statuses(statuses, source)
    names = ("responsible", *VOCABULARIES)
    called = values.get("vocabularies", {})
    vocabularies = {
        name: _vocabulary(name, values[name], called.get(name, _Called()))
        for name in names
        if values.get(name) is not None
    }
    for name, vocabulary in vocabularies.items():
        faults += _doubled_terms(vocabulary, source, name)
    responsible = vocabularies.pop("responsible", None)
    if faults:
        raise PlanFault(faults, source)
    return Settings(
        source=source,
        title=values["title"],
        language=values["language"],
        round=values["round"],
        expect=values.get("expect", {}),
        statuses=statuses,
        responsible=responsible,
        sections=_DEFAULT_SECTIONS | (values.get("sections") or {}),
        vocabularies=vocabularies,
        headings=values.get("publications", {}),
        abbreviations=values.get("abbreviations", {}),
        extra=extra,
    )


def _vocabulary(name: str, entries: Mapping[str, Any], called: _Called) -> Vocabulary:
    return Vocabulary(
        name,
        tuple(Term(key, entry.label or key, entry.aliases, entry.type) for key, entry in entries.items()),
        called.title,
        called.label,
    )


def _missing(values: Mapping[str, Any], source: Source) -> tuple[Fault, ...]:
    """Keys that must say something: the required ones, and an expectation that is begun."""
    expected = values.get("expect") or {}
    empty = [f"expect.{name}" for name in ("measures", "projects") if name not in expected]
    missing = [f.name for f in PLAN_FIELDS if f.required and not values.get(f.name)]
    missing += [address for address in empty if source.has(address)]
    return tuple(
        Fault(
            "missing-key",
            source.at(address),
            {"key": address.rpartition(".")[2]},
            "empty" if source.has(address) else "",
        )
        for address in missing
        if address not in source.faulty
    )


def _doubled_statuses(statuses: tuple[StatusClass, ...], source: Source) -> tuple[Fault, ...]:
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
