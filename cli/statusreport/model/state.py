"""All measures at one time, as they are compared and sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..source.faults import Source
from .fields import Field, OwnField, fields_of
from .records import MeasureFacts, Project
from .vocabulary import Scale, StatusClass, Vocabulary

# What a state keeps of a measure besides its texts.
SEALED = tuple(declared for declared in fields_of(MeasureFacts) if declared.sealed)
NO_BODIES = Vocabulary("responsible")


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
class Correction:
    """Why a sealed round was corrected, and the seal until then: its hash, the measures that differ in it, what it published."""

    reason: str
    hash: str
    measures: tuple[str, ...] = ()
    published: Published | None = None


@dataclass(frozen=True)
class State:
    """All measures at one time, with the words of then. `label` is what a person calls it.

    `own_fields` are the fields that the plan had beside those of every plan, and `vocabularies` the words that these and
    themes are of. `bodies` are the responsible bodies. `removed` are the reasons for which measures left the plan, by number.
    `corrections` are of what was published, the latest first. `projects` is None where the state keeps none, as a sealed
    round does.
    """

    label: str
    round: str
    title: str
    statuses: Scale
    measures: tuple[Reported, ...]
    bodies: Vocabulary = NO_BODIES
    own_fields: tuple[OwnField[object], ...] = ()
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    removed: Mapping[str, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    projects: tuple[Project, ...] | None = None

    @property
    def fields(self) -> tuple[Field[object], ...]:
        """The fields that a measure has here, besides its texts."""
        return (*SEALED, *self.own_fields)

    def class_of(self, status: str | None) -> StatusClass | None:
        """The class a status counts as; None for no status and for one outside the scale."""
        return None if status is None else self.statuses.find(status)


@dataclass(frozen=True)
class Published:
    """What was published when a round was sealed: the content's fingerprint, and the SHA-256 of each file by path."""

    content: str
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SealedRound:
    """A round as it was published, and where its seal lies.

    `previous` is the hash of the seal before it, "" for the first one. That and what was `published` is None in a seal
    of a version that did not say so. `corrections` are the latest first.
    """

    state: State
    hash: str
    source: Source
    previous: str | None = None
    published: Published | None = None
    corrections: tuple[Correction, ...] = ()

    @property
    def hashes(self) -> tuple[str, ...]:
        """The hashes it has had, the current one first."""
        return (self.hash, *(correction.hash for correction in self.corrections))

    def has_published(self, sha256: str) -> bool:
        """Whether a file of this hash was published as it is sealed."""
        # Who corrects an older round publishes nothing anew: what was published is the earlier seal's.
        own = self.published not in [correction.published for correction in self.corrections]
        return own and self.published is not None and sha256 in self.published.files.values()

    def corrected_since(self, sha256: str) -> Correction | None:
        """The correction of the seal by which a file of this hash was published."""
        return next(
            (c for c in self.corrections if c.published and sha256 in c.published.files.values()), None
        )
