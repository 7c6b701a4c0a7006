"""What a plan says of itself in its plan file: its words, its own fields, its rounds and its publications."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ..source.faults import Source
from .calendar import NamedRound, last_day
from .field_types import Due, Markdown, Text, TextList, vocabulary_of
from .fields import Entry, Field, Json, OwnField, declared, fields_of, with_texts
from .period import Period
from .records import Measure
from .vocabulary import DEFAULT_STATUSES, Scale, StatusClass, Vocabulary
from .when import When


@dataclass(frozen=True)
class Publisher(Entry):
    """Who publishes a plan."""

    name: str = declared(Text(), "Name of the publisher.", default="", required=True)
    url: str = declared(Text(), "Address of its pages.", default="")
    contact: str = declared(Text(), "Where readers can ask: an address or a few words.", default="")


@dataclass(frozen=True)
class Imprint(Entry):
    """What a publication says of itself; where it has no title or publisher of its own, the plan's are meant."""

    title: str = declared(Text(), "Title of the publication, where it is not the plan's.", default="")
    subtitle: str = declared(Text(), "A line below the title.", default="")
    date: When | None = declared(
        Due(),
        "When it was published, as 2009, 2009-03 or 2009-03-15, where that is not the round.",
        default=None,
    )
    publisher: str = declared(Text(), "Who publishes it, where that is not the plan's publisher.", default="")
    authors: tuple[str, ...] = declared(TextList(one=True), "Who wrote it.", default=())
    number: str = declared(Text(), "Its number, as an ISBN or the number in a series.", default="")
    url: str = declared(Text(), "Address at which it is published.", default="")
    license: str = declared(
        Text(), "The licence under which it may be used: its name, or its address.", default=""
    )
    source: str = declared(Markdown(), "From which documents it was made, and how.", default="")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What `statusreport.yaml` says. `responsible` is None where any name is accepted.

    `names` are what a record is called, singular and plural; `own_fields` are the fields that measures have here, and
    `internal` the editors' own keys that are not published.
    """

    source: Source
    title: str
    language: str
    round: str
    expect: Mapping[str, int] = field(default_factory=dict)
    statuses: Scale = DEFAULT_STATUSES
    responsible: Vocabulary | None = None
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    publisher: Publisher | None = None
    imprints: Mapping[str, Imprint] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own_fields: tuple[OwnField[object], ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    removed: Mapping[str, str] = field(default_factory=dict)
    rounds: Mapping[str, NamedRound] = field(default_factory=dict)
    period: Period | None = None
    internal: frozenset[str] = frozenset()
    extra: Mapping[str, Json] = field(default_factory=dict)

    def status_class(self, status: str) -> StatusClass | None:
        """The class a measure's status counts as, or None if the plan does not know it."""
        return self.statuses.find(status)

    @cached_property
    def measure_fields(self) -> tuple[Field[object], ...]:
        """All fields of a measure, the plan's own behind those of every plan."""
        return (*fields_of(Measure), *self.own_fields)

    def last_day(self, round_id: str) -> date | None:
        """The day that a round ends, as the plan says or else its id; None where neither does."""
        named = self.rounds.get(round_id)
        return named.date if named and named.date else last_day(round_id)

    @property
    def promise(self) -> str:
        """The heading under which a measure says what it promises: the first of several; "" where there is none."""
        required = self.sections.get("measure", ())
        return required[0] if len(required) > 1 else ""

    def vocabulary(self, name: str) -> Vocabulary:
        own = self.responsible if name == "responsible" else self.vocabularies.get(name)
        return own or Vocabulary(name)

    def canonical(self, field: Field[object], value: object) -> object:
        """A value whose terms are called by their ids, whichever spelling the file has; statuses and bodies keep theirs."""
        name = vocabulary_of(field)
        if name in ("", "statuses", "responsible"):
            return value
        return with_texts(value, self.vocabulary(name).id_of)

    def words(self) -> Mapping[str, tuple[str, ...]]:
        """Every spelling that the plan allows, by vocabulary; without the vocabularies it does not declare."""
        known = {name: vocabulary.words() for name, vocabulary in self.vocabularies.items()}
        bodies = {"responsible": self.responsible.words()} if self.responsible else {}
        return {"statuses": self.statuses.words(), **bodies, **known}

    def responsible_name(self, short: str) -> str:
        """The full name of a responsible body; the name itself where the plan declares none."""
        return self.vocabulary("responsible").label_of(short)
