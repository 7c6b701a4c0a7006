"""The words a plan allows: statuses with their classes, responsible bodies, and what projects are sorted by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from .field_types import Choice, ListOf, Object, Switch, Text, TextList
from .fields import Entry, declared
from .spelling import plain

T = TypeVar("T")

# The vocabularies that a plan may declare, and what each is of.
VOCABULARIES: Mapping[str, str] = {
    "units": "Granting units.",
    "partners": "Agreement partners, each with its `type`.",
    "partner_types": "Types of partner.",
    "regions": "Regions.",
    "forms": "Forms that projects address.",
    "target_groups": "Target groups.",
    "categories": "Kinds of work.",
}
# The vocabulary of the groups that measures stand in.
THEMES = "themes"


def _plainly(by_word: dict[str, T]) -> dict[str, T]:
    """What is found by words with ordinary blanks; of two that are the same so, the first."""
    return {plain(word): found for word, found in reversed(by_word.items())}


@dataclass(frozen=True)
class Term(Entry):
    """One term: its id in content files, its printed label, other spellings of it, and its type if it has one."""

    id: str = ""
    label: str = declared(Text(), "Printed label.", required=True, default="")
    aliases: tuple[str, ...] = declared(TextList(one=True), "Other spellings that mean the same.", default=())
    type: str = declared(Text(), "Type of a partner, from `partner_types`.", default="")


@dataclass(frozen=True)
class Called(Entry):
    """What a plan calls a vocabulary in print, where the general words do not fit."""

    title: str = declared(Text(), "What stands above the projects by it.", default="")
    label: str = declared(Text(), "What one of its terms is called.", default="")
    ordered: bool = declared(
        Switch(),
        "Its terms have an order of their own, as steps have; else the largest part stands first.",
        default=False,
    )


@dataclass(frozen=True)
class Vocabulary:
    """Terms in declared order, found by id, label or alias.

    `title` is what is printed above the projects by these terms and `label` what one term is called, where the plan
    says so. One that is `ordered` is printed in its order, the others by size.
    """

    name: str
    terms: tuple[Term, ...] = ()
    title: str = ""
    label: str = ""
    ordered: bool = False

    @cached_property
    def _by_word(self) -> dict[str, Term]:
        ids = {term.id: term for term in self.terms}
        words = {word: term for term in self.terms for word in (term.label, *term.aliases)}
        return ids | {word: term for word, term in words.items() if word not in ids}

    @cached_property
    def _by_plain(self) -> dict[str, Term]:
        return _plainly(self._by_word)

    def find(self, word: str) -> Term | None:
        """The term that `word` names; a no-break blank counts as a blank, on both sides."""
        return self._by_word.get(word) or self._by_plain.get(plain(word))

    def id_of(self, word: str) -> str:
        """The id of the term that `word` names; the word itself where it names none."""
        term = self.find(word)
        return term.id if term else word

    def label_of(self, word: str) -> str:
        """What the term that `word` names is called in print; the word itself where it names none."""
        term = self.find(word)
        return term.label if term else word

    def words(self) -> tuple[str, ...]:
        """Every spelling that is accepted, ids first."""
        return tuple(self._by_word)

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __bool__(self) -> bool:
        return bool(self.terms)


@dataclass(frozen=True)
class StatusTerm(Entry):
    """A term that a measure may say instead of its class's label."""

    label: str = declared(Text(), "What a measure may say.", required=True)
    recurring: bool = declared(
        Switch(), "Such measures go on for ever, and never stand still.", default=False
    )


COMPLETED, ENDED, PAUSED = MEANINGS = ("completed", "ended", "paused")


@dataclass(frozen=True)
class StatusClass(Entry):
    """A class of statuses; its label and `terms` are what a measure may say."""

    id: str = declared(Text(), "Stable id of the class.", required=True)
    label: str = declared(Text(), "Printed label, which a measure may use as its status.", required=True)
    terms: tuple[StatusTerm, ...] = declared(
        ListOf(Object(StatusTerm, shorthand="label"), one=True),
        "Other terms a measure may use, each a text or a `label` with `recurring`; they count as this class.",
        default=(),
    )
    means: str = declared(
        Choice(MEANINGS),
        "What it is to be in this class: `completed`, or, off the scale, `ended` without that or `paused`.",
        default="",
    )
    recurring: bool = declared(
        Switch(), "Measures of this class go on for ever, and never stand still.", default=False
    )

    @property
    def words(self) -> tuple[str, ...]:
        return (self.label, *(term.label for term in self.terms))

    @property
    def off_scale(self) -> bool:
        """Whether a move to or from this class is neither forward nor back."""
        return self.means in (ENDED, PAUSED)


class Scale(tuple[StatusClass, ...]):  # noqa: SLOT001 - it keeps its words
    """The classes of statuses, from least to most advanced; those off the scale stand anywhere among them."""

    @cached_property
    def _by_word(self) -> dict[str, StatusClass]:
        return {word: status for status in self for word in status.words}

    @cached_property
    def _by_plain(self) -> dict[str, StatusClass]:
        return _plainly(self._by_word)

    def find(self, status: str) -> StatusClass | None:
        """The class a status counts as, if any; a no-break blank counts as a blank, on both sides."""
        return self._by_word.get(status) or self._by_plain.get(plain(status))

    def words(self) -> tuple[str, ...]:
        """Every status there is, labels and terms."""
        return tuple(self._by_word)

    @property
    def advanced(self) -> tuple[StatusClass, ...]:
        """The classes from the most advanced to the least; those off the scale stand last."""
        scale = [status for status in self if not status.off_scale]
        return (*reversed(scale), *(status for status in self if status.off_scale))

    @cached_property
    def completed(self) -> tuple[StatusClass, ...]:
        """The classes that mean completed: those that say so, else the one with that id, else the last on the scale."""
        said = tuple(status for status in self if status.means == COMPLETED)
        named = tuple(status for status in self if status.id == COMPLETED and not status.off_scale)
        return said or named or tuple(status for status in self if not status.off_scale)[-1:]

    def is_completed(self, status: str) -> bool:
        """Whether a status means completed."""
        return self.find(status) in self.completed

    def is_over(self, status: str) -> bool:
        """Whether nothing is to be done any more: it is completed, or ended without that."""
        found = self.find(status)
        return found is not None and (found in self.completed or found.means == ENDED)

    def is_pending(self, status: str) -> bool:
        """Whether what has this status is still to be completed: it may be paused, but not ended nor recurring."""
        found = self.find(status)
        return found is not None and (found.means == PAUSED or self.may_stand_still(status))

    def progress(self, status: StatusClass) -> float:
        """How far a class on the scale is: the first 0, what means completed 1, and so what stands behind that."""
        scale = [each for each in self if not each.off_scale]
        first = next((place for place, each in enumerate(scale) if each in self.completed), len(scale))
        return min(scale.index(status) / first, 1.0) if first else 1.0

    def may_stand_still(self, status: str) -> bool:
        """Whether a measure of this status is meant to get further: it is on the scale, not completed nor recurring."""
        found = self.find(status)
        if found is None or found.off_scale or found.recurring or found in self.completed:
            return False
        return not any(term.recurring and plain(term.label) == plain(status) for term in found.terms)


DEFAULT_STATUSES = Scale(
    (
        StatusClass("not-started", "Ikke igangsatt"),
        StatusClass("in-preparation", "Under forberedelse"),
        StatusClass(
            "ongoing",
            "Løpende/under gjennomføring",
            (StatusTerm("Løpende"), StatusTerm("Under gjennomføring")),
        ),
        StatusClass("completed", "Gjennomført"),
    )
)
