"""A plan as it was read. Everything after reading works on it; nothing in the model reads, checks or prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..source.faults import Fault, Source, Span
from ..source.markdown import Body
from ..source.pictures import Flaw, Picture, look
from ..source.written import Written
from .dataset import Dataset
from .field_types import Markdown, item_of
from .fields import Field, fields_of, several
from .records import Chapter, Measure, Project, Record
from .settings import Imprint, Settings
from .state import SealedRound
from .vocabulary import THEMES


@dataclass(frozen=True)
class FieldText:
    """A value that is Markdown: its record, None for the plan's own, its source and address, and the text."""

    record: Record | None
    source: Source
    address: str
    body: Body
    written: Written

    @classmethod
    def of(cls, record: Record | None, source: Source, address: str, text: str) -> FieldText:
        written = Written(text, source.text, source.at(address).span)
        return cls(record, source, address, Body(text, written.first_line), written)

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the text stands in the file."""
        return self.written.span(start, end)


# All that is Markdown.
Prose = Record | FieldText


@dataclass(frozen=True, kw_only=True, eq=False)
class Plan:
    """Everything that was read, in the order it is printed, and what could not be read.

    A plan equals only itself, so that what is computed from one can be kept for it. `picture_files` are the bytes of
    the pictures that prose shows, by path, and `lost_pictures` say why one of them could not be read.
    """

    settings: Settings
    measures: tuple[Measure, ...] = ()
    projects: tuple[Project, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    datasets: tuple[Dataset, ...] = ()
    rounds: tuple[SealedRound, ...] = ()
    faults: tuple[Fault, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    picture_files: Mapping[str, bytes] = field(default_factory=dict)
    lost_pictures: Mapping[str, Flaw] = field(default_factory=dict)

    @cached_property
    def pictures(self) -> Mapping[str, Picture]:
        """The pictures that prose shows, by path from the root, each looked at once."""
        lost = {path: Picture("", flaws=(flaw,)) for path, flaw in self.lost_pictures.items()}
        return lost | {path: look(data) for path, data in self.picture_files.items()}

    @cached_property
    def earlier(self) -> tuple[SealedRound, ...]:
        """The sealed rounds before the current one, oldest first; ids sort as text."""
        return tuple(sealed for sealed in self.rounds if sealed.state.round < self.settings.round)

    @cached_property
    def themed(self) -> bool:
        """Whether the plan groups its measures by themes."""
        return bool(self.settings.vocabulary(THEMES))

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """All records that have prose."""
        return (*self.measures, *self.projects, *self.chapters)

    def fields_of(self, record: Record) -> tuple[Field[object], ...]:
        """The fields that a record has in this plan."""
        return self.settings.measure_fields if isinstance(record, Measure) else fields_of(type(record))

    @cached_property
    def field_texts(self) -> tuple[FieldText, ...]:
        """Every value that is Markdown."""
        return tuple(self._field_texts())

    def _field_texts(self) -> Iterator[FieldText]:
        for record in self.records:
            for declaration in self.fields_of(record):
                if isinstance(item_of(declaration), Markdown):
                    for address, text in several(declaration.name, declaration.of(record)):
                        yield FieldText.of(record, record.source, address, str(text))
        for name, imprint in self.settings.imprints.items():
            for declaration in fields_of(Imprint):
                if isinstance(declaration.type, Markdown) and (text := declaration.of(imprint)):
                    address = f"publications.{name}.{declaration.name}"
                    yield FieldText.of(None, self.settings.source, address, str(text))

    @property
    def bodies(self) -> tuple[Body, ...]:
        """All that is Markdown."""
        return (*(record.body for record in self.records), *(text.body for text in self.field_texts))

    @property
    def texts(self) -> tuple[Prose, ...]:
        """All that is Markdown in the files of this plan: of a single file's, no other."""
        values = (text for text in self.field_texts if text.source.path in self.sources)
        return (*self.records, *values)

    @cached_property
    def by_path(self) -> Mapping[str, Record]:
        return {record.source.path: record for record in self.records}

    @cached_property
    def parts(self) -> Mapping[str, Plan]:
        """Each file as a plan of its own, under the settings of this one; without pictures, which are other files."""
        entries: Mapping[str, tuple[Measure | Project | Chapter | Dataset | SealedRound, ...]] = {
            "measures": self.measures,
            "projects": self.projects,
            "chapters": self.chapters,
            "datasets": self.datasets,
            "rounds": self.rounds,
        }
        found: dict[str, dict[str, Any]] = {path: {"faults": ()} for path in self.sources}
        for name, each in ((name, each) for name, kind in entries.items() for each in kind):
            found[each.source.path][name] = (each,)
        for fault in self.faults:
            if fault.location.path in found:
                found[fault.location.path]["faults"] += (fault,)
        return {
            path: Plan(settings=self.settings, sources={path: self.sources[path]}, **about)
            for path, about in found.items()
        }

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """Paths of the files that gave no record; a fault says why."""
        others = (*(data.source for data in self.datasets), *(sealed.source for sealed in self.rounds))
        known = {self.settings.source.path, *self.by_path, *(source.path for source in others)}
        return tuple(path for path in self.sources if path not in known)

    @cached_property
    def projects_by_order(self) -> Mapping[int, Project]:
        return {project.order: project for project in reversed(self.projects) if project.order is not None}
