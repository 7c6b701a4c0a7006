"""The keys of `statusreport.yaml`, each declared once."""

from __future__ import annotations

from collections.abc import Iterable

from .. import registry
from ..model.calendar import NamedRound
from ..model.field_types import Choice, Keyed, ListOf, Object, RoundId, Table, Text, TextList, Whole, Years
from ..model.fields import Field
from ..model.own_fields import Declaration
from ..model.settings import Imprint, Publisher
from ..model.vocabulary import THEMES, VOCABULARIES, Called, StatusClass, Term
from ..words import languages
from .records import WAIVE

TERM_TABLE = Table(Object(Term, shorthand="label"))

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
RESPONSIBLE = Field("responsible", TERM_TABLE, "Abbreviation to name; without it any name is accepted.")
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
    THEMES, TERM_TABLE, "Groups that measures stand in, in printed order; a chapter may introduce one."
)
TERMS = tuple(Field(name, TERM_TABLE, about) for name, about in VOCABULARIES.items())
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
    Table(Text()),
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


def plan_fields(vocabularies: Iterable[str] = ()) -> tuple[Field[object], ...]:
    """The keys of a plan file, with these `vocabularies` of its own fields."""
    known = {field.name for field in PLAN_FIELDS}
    return (
        *PLAN_FIELDS,
        *(
            Field(name, TERM_TABLE, "Terms of an own field.")
            for name in dict.fromkeys(vocabularies)
            if name not in known
        ),
    )
