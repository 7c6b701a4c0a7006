"""All measures at one time, as they are compared and sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..source.faults import Source
from .vocabulary import StatusClass


@dataclass(frozen=True)
class Reported:
    """A measure in one state. `status` is None where it was not reported in that state's round.

    `last_status` and `round` are what its file says, whichever round that was for.
    """

    number: str
    title: str
    responsible: tuple[str, ...]
    status: str | None
    last_status: str = ""
    round: str = ""
    area: str = ""
    reason: str = ""
    completed: str = ""
    evidence: tuple[str, ...] = ()
    was: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class State:
    """All measures at one time, with the scale their statuses are on. `label` is what a person calls it."""

    label: str
    round: str
    title: str
    statuses: tuple[StatusClass, ...]
    measures: tuple[Reported, ...]

    @cached_property
    def _classes(self) -> dict[str, StatusClass]:
        return {word: status for status in self.statuses for word in status.words}

    def class_of(self, status: str | None) -> StatusClass | None:
        """The class a status counts as; None for no status and for one outside the scale."""
        if status is None:
            return None
        return self._classes.get(status) or self._classes.get(" ".join(status.split()))

    @cached_property
    def by_number(self) -> Mapping[str, Reported]:
        return {measure.number: measure for measure in reversed(self.measures)}


@dataclass(frozen=True)
class SealedRound:
    """A round as it was published, and where its seal lies."""

    state: State
    hash: str
    source: Source
