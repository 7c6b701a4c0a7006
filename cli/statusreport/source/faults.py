"""What a fault is, where it stands and how grave it is.

Lines and columns count from 1, in characters, as an editor shows them; an end column is exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, partial
from types import MappingProxyType


class Severity(StrEnum):
    """An error stops a publication, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text, from (line, column) up to but not including (end_line, end_column)."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def __contains__(self, other: Span) -> bool:
        """Whether another stretch lies wholly within this one."""
        return (self.line, self.column) <= (other.line, other.column) and (
            other.end_line,
            other.end_column,
        ) <= (self.end_line, self.end_column)


class Places:
    """Turns a character's index in a text into its line and column; the text begins at `first_line`."""

    def __init__(self, text: str, first_line: int = 1) -> None:
        self._text, self._first = text, first_line

    @cached_property
    def _starts(self) -> list[int]:
        # Most texts have nothing that must be found in them.
        return [0, *(found.end() for found in re.finditer("\n", self._text))]

    def span(self, start: int, end: int) -> Span:
        return Span(*self._place(start), *self._place(max(start, end)))

    def index(self, line: int) -> int:
        """Where a line begins in the text."""
        return self._starts[min(max(line - self._first, 0), len(self._starts) - 1)]

    def _place(self, index: int) -> tuple[int, int]:
        index = min(index, len(self._text))
        line = bisect_right(self._starts, index) - 1
        return self._first + line, index - self._starts[line] + 1


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A span of the file at `path`, which is relative to the plan's root and written with `/`."""

    path: str
    span: Span = Span()


@dataclass(frozen=True)
class Source:
    """Where a record was read: its file, the place of every value, and what its editor waived.

    `spans` maps a value's address (`status`, `responsible.0`, `evaluations.0.year`) to its place; the place of
    a key is under `key:ADDRESS`. `waivers` maps a rule's code to the reason given. `faulty` are the addresses
    of values that reading found wrong already.
    """

    path: str
    text: str = ""
    spans: Mapping[str, Span] = field(default_factory=dict)
    waivers: Mapping[str, str] = field(default_factory=dict)
    faulty: frozenset[str] = frozenset()

    def at(self, address: str = "") -> Location:
        """The place of a value, else of the nearest value around it, else the file's first line."""
        while address and address not in self.spans:
            address = address.rpartition(".")[0]
        return Location(self.path, self.spans.get(address, Span()))

    def at_first(self, *addresses: str) -> Location:
        """The place of the first of these that the file gives, else of the last."""
        return self.at(next(filter(self.has, addresses), addresses[-1]))

    def has(self, address: str) -> bool:
        """Whether the file gives this value at all, be it empty or wrong."""
        return f"key:{address}" in self.spans


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words inside a sentence that are the catalogue's own: the key of a text, and what fills its gaps."""

    key: str
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a field means, inside a sentence: in English, by which a catalogue finds its own words."""

    text: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign that is called by its name inside a sentence, since it cannot be seen or told from others.

    A `numbered` one is called by its number in Unicode too, by which editors find it.
    """

    char: str
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """Something reading could not make sense of, named after the rule that reports it."""

    name: str
    location: Location
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault as a person or program is shown it."""

    code: str
    name: str
    severity: Severity
    location: Location
    message: str
    help: str = ""
    responsible: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, Span, str, str]:
        """Findings are shown in the order of the text they concern."""
        return (self.location.path, self.location.span, self.code, self.message)


class PlanError(Exception):
    """The plan file cannot be used, so nothing can be read: exit status 2.

    `findings` says where and why, in the order of the file; `texts` holds the file's text by path.
    """

    def __init__(self, findings: tuple[Finding, ...], texts: Mapping[str, str]) -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings, self.texts = findings, texts


def no_plan_file(path: str, message: str) -> Finding:
    """That there is no plan file to be read, as the rule about files that cannot be read says it."""
    return Finding("S113", "unreadable-file", Severity.ERROR, Location(path), message)


class UsageError(Exception):
    """A wish that cannot be fulfilled, in one plain sentence: exit status 2.

    `key` names the sentence in the catalogue's section `errors`; `params` fill its gaps. Whoever catches it puts it
    into words: nothing here knows a language.
    """

    def __init__(self, key: str, /, **params: object) -> None:
        super().__init__(key, params)
        self.key, self.params = key, params

    def __reduce__(self) -> tuple[object, ...]:
        # Another process may raise it; its params come by keyword.
        return partial(UsageError, self.key, **self.params), ()

    def __str__(self) -> str:
        return f"{self.key}: {', '.join(f'{name}={value}' for name, value in self.params.items())}"
