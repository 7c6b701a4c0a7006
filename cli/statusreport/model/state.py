"""All measures at one time, as they are compared and sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..source.faults import Source
from .fields import fields_of
from .plan import MeasureFacts
from .vocabulary import Scale, StatusClass

# What a state keeps of a measure besides its texts.
SEALED = tuple(declared for declared in fields_of(MeasureFacts) if declared.sealed)


@dataclass(frozen=True, kw_only=True)
class Reported(MeasureFacts):
    """A measure in one state: the fields that a seal keeps, and its texts by heading.

    `status` and `round` are what its file says; whether that was for this state's round is `current`.
    """

    current: bool = True
    sections: Mapping[str, str] = field(default_factory=dict)

    @property
    def reported_status(self) -> str | None:
        """The status in this state's round; None where none was reported."""
        return self.status if self.current and self.status else None


@dataclass(frozen=True)
class State:
    """All measures at one time, with the scale their statuses are on. `label` is what a person calls it.

    `bodies` are the names of the responsible bodies by abbreviation.
    """

    label: str
    round: str
    title: str
    statuses: Scale
    measures: tuple[Reported, ...]
    bodies: Mapping[str, str] = field(default_factory=dict)

    def class_of(self, status: str | None) -> StatusClass | None:
        """The class a status counts as; None for no status and for one outside the scale."""
        return None if status is None else self.statuses.find(status)


@dataclass(frozen=True)
class SealedRound:
    """A round as it was published, and where its seal lies."""

    state: State
    hash: str
    source: Source
