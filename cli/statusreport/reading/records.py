"""How the text of a content file becomes the record that declares its fields."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from ..model.dataset import Dataset
from ..model.field_types import Table, Text
from ..model.field_values import Values, read_fields
from ..model.fields import Entry, Field, FileLog, fields_of
from ..model.records import Chapter, Measure, Project, Record
from ..source import text as sourcetext
from ..source.faults import Fault, Source, Span
from ..source.markdown import Body
from ..source.yaml_nodes import Mapping as MappingNode
from ..source.yaml_nodes import Sequence, YamlFault, compose

# Every file may have this key; it says something of the file, not of its record.
WAIVE: Field[Mapping[str, str]] = Field(
    "waive", Table(Text()), "Warnings that are meant in this file: the rule's code and the reason."
)

R = TypeVar("R", bound=Record)


def file_fields(record: type[Entry], own: Iterable[Field[object]] = ()) -> tuple[Field[object], ...]:
    """The keys of a file that holds such a record, in a plan with these fields of its `own`."""
    return (*fields_of(record), *own, WAIVE)


def read_measure(
    path: str, data: bytes, own: tuple[Field[object], ...] = ()
) -> tuple[Measure | None, Source, tuple[Fault, ...]]:
    """A measure file; the record is None where nothing of it could be read. `own` are the plan's own fields."""
    return _content(path, data, Measure, own)


def read_project(path: str, data: bytes) -> tuple[Project | None, Source, tuple[Fault, ...]]:
    """A project file; the record is None where nothing of it could be read."""
    return _content(path, data, Project)


def read_chapter(path: str, data: bytes) -> tuple[Chapter | None, Source, tuple[Fault, ...]]:
    """A chapter file; the record is None where nothing of it could be read."""
    return _content(path, data, Chapter)


def read_dataset(path: str, data: bytes) -> tuple[Dataset | None, Source, tuple[Fault, ...]]:
    """A file of published figures; the record is None where nothing of it could be read."""
    text, faults = sourcetext.decode(path, data)
    if not text.strip():
        return None, Source(path, text), faults or (Fault("empty-file", Source(path).at()),)
    values, source, more = read_mapping(path, text, text, 1, file_fields(Dataset))
    if values is None:
        return None, source, faults + more
    name = posixpath.splitext(posixpath.basename(path))[0]
    return values.build(Dataset, name=name, source=source), source, faults + more


def read_mapping(
    path: str,
    text: str,
    front: str,
    first_line: int,
    fields: tuple[Field[object], ...] | Callable[[MappingNode], tuple[Field[object], ...]],
) -> tuple[Values | None, Source, tuple[Fault, ...]]:
    """What a piece of YAML says by its declared fields; None if it cannot be read.

    `text` is the whole file's, `front` the piece that begins at `first_line`. Which fields there are may depend on
    what the piece says.
    """
    log = FileLog(path)
    slips = sourcetext.tabs(path, front, first_line) + sourcetext.misleading(path, front, first_line)
    if slips:
        return None, Source(path, text), slips
    try:
        node = compose(front, first_line)
    except YamlFault as fault:
        # The marks of a merge conflict are no YAML, and a fault already.
        if not sourcetext.conflicts(front):
            log.fault(fault.name, fault.span, fault.variant, **fault.params)
        return None, Source(path, text), tuple(log.faults)
    if node is None:
        node = MappingNode((), Span(first_line, 1, first_line, 1))
    if not isinstance(node, MappingNode):
        if not sourcetext.conflicts(front):
            log.fault("not-a-mapping", node.span, "list" if isinstance(node, Sequence) else "")
        return None, Source(path, text), tuple(log.faults)
    values = read_fields(node, fields(node) if callable(fields) else fields, log)
    source = Source(path, text, log.spans, values.of(WAIVE) or {}, frozenset(log.faulty))
    return values, source, tuple(log.faults)


def _content(
    path: str, data: bytes, record: type[R], own: tuple[Field[object], ...] = ()
) -> tuple[R | None, Source, tuple[Fault, ...]]:
    text, faults = sourcetext.decode(path, data)
    if not text and faults:
        return None, Source(path, text), faults
    parts, more = sourcetext.split(path, text)
    if parts is None:
        return None, Source(path, text), faults + more
    values, source, more = read_mapping(path, text, parts.front, parts.front_line, file_fields(record, own))
    if values is None:
        broken = next((fault.location.span.line for fault in more if fault.name == "invalid-yaml"), 0)
        heading = sourcetext.swallowed_heading(path, parts.front, parts.front_line, broken)
        return None, source, faults + ((heading,) if heading else more)
    body = Body(parts.body, parts.body_line)
    return values.build(record, own, source=source, body=body), source, faults + more
