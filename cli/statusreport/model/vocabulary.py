"""The words a plan allows: statuses with their classes, responsible bodies, and what projects are sorted by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Term:
    """One entry: its id in content files, its printed label, other spellings of it, and its type if it has one."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    type: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Vocabulary:
    """Terms in declared order, found by id, label or alias.

    `title` is what is printed above the projects by these terms and `label` what one term is called, where the plan
    says so.
    """

    name: str
    terms: tuple[Term, ...] = ()
    title: str = ""
    label: str = ""

    @cached_property
    def _by_word(self) -> dict[str, Term]:
        ids = {term.id: term for term in self.terms}
        words = {word: term for term in self.terms for word in (term.label, *term.aliases)}
        return ids | {word: term for word, term in words.items() if word not in ids}

    def find(self, word: str) -> Term | None:
        """The term that `word` names; a no-break blank counts as a blank."""
        return self._by_word.get(word) or self._by_word.get(" ".join(word.split()))

    def words(self) -> tuple[str, ...]:
        """Every spelling that is accepted, ids first."""
        return tuple(self._by_word)

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __bool__(self) -> bool:
        return bool(self.terms)


@dataclass(frozen=True, slots=True)
class StatusClass:
    """A class of the scale from least to most advanced; its label and `terms` are what a measure may say."""

    id: str
    label: str
    terms: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        return (self.label, *self.terms)


DEFAULT_STATUSES = (
    StatusClass("not-started", "Ikke igangsatt"),
    StatusClass("in-preparation", "Under forberedelse"),
    StatusClass("ongoing", "Løpende/under gjennomføring", ("Løpende", "Under gjennomføring")),
    StatusClass("completed", "Gjennomført"),
)


def nearest(word: str, allowed: tuple[str, ...]) -> str:
    """The allowed word that was probably meant, or "" if none is near."""
    folded = {candidate.casefold(): candidate for candidate in reversed(allowed)}
    if word.casefold() in folded:
        return folded[word.casefold()]
    close = get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts 2 before 10, 1.2 before 1.10 and digits before letters; never makes a number of the digits."""
    key: list[tuple[int, int, str]] = []
    for digits, letters in re.findall(r"(\d+)|([^\d.]+)", text):
        bare = digits.lstrip("0")
        key.append((0, len(bare), bare) if digits else (1, 0, letters.casefold()))
    return (*key, (-1, 0, text))


def slug(text: str) -> str:
    """A readable ASCII id made of `text`: «Mål og metode» is `mal-og-metode`."""
    # «æ» and «ø» do not decompose, as «å» does.
    plain = text.casefold().replace("æ", "ae").replace("ø", "o")
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "x"
