"""The values of fields, as a mapping in a file has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar, cast

from ..source.text import MAX_SHOWN, shortened
from ..source.yaml_nodes import Mapping as MappingNode
from ..source.yaml_nodes import Node, Scalar
from ..source.yaml_nodes import Sequence as SequenceNode
from . import typed
from .fields import Entry, Field, FileLog, Json, OwnField, fields_of, joined
from .spelling import nearest

T = TypeVar("T")
E = TypeVar("E", bound=Entry)


@dataclass(frozen=True)
class Values:
    """What a mapping says: the values of its fields by name, and its own `x-` keys as plain data."""

    values: Mapping[str, object]
    extra: Mapping[str, Json]

    def of(self, field: Field[T]) -> T | None:
        """A field's value; None where none was given, or none that can be used."""
        return cast("T | None", self.values.get(field.name))

    def build(self, record: type[E], own: Iterable[Field[object]] = (), **more: object) -> E:
        """The record that these values fill; what it declares no field for comes with `more`.

        `own` are the fields that the plan has beside the record's.
        """
        given = {
            field.attribute: self.values[field.name]
            for field in fields_of(record)
            if field.name in self.values
        }
        if filled := {field.name: self.values[field.name] for field in own if field.name in self.values}:
            given["own"] = filled
        make: Callable[..., E] = record
        return make(**given, extra=self.extra, **more)


def read_fields(
    node: MappingNode, fields: Iterable[Field[object]], log: FileLog, address: str = ""
) -> Values:
    """The values of a mapping. A key that is no field's is a fault."""
    known = {field.name: field for field in fields}
    values: dict[str, object] = {}
    extra: dict[str, Json] = {}
    misspelt: set[str] = set()
    for key, value in unique_entries(node, address, log):
        inner = joined(address, key.text)
        if key.text.startswith("x-"):
            extra[key.text] = plain(value, inner, log)
        elif key.text in known:
            result = log.watched(known[key.text].type, value, inner)
            if result is not None:
                values[key.text] = result
        else:
            meant = _meant(key.text, known) if len(key.text) <= MAX_SHOWN else ""
            is_own = not meant and re.fullmatch(rf"[\w-]{{1,{MAX_SHOWN}}}", key.text)
            log.fault(
                "unknown-key",
                key.span,
                "own" if is_own else "" if key.text else "empty",
                key=shortened(key.text),
                allowed=tuple(known),
                nearest=meant,
            )
            misspelt.add(meant)
    # A misspelt key is one slip: the field it was meant for is not missing as well.
    for name in misspelt - {"", *(key.text for key, _ in node.entries)}:
        log.faulty.add(joined(address, name))
    return Values(values, extra)


def _meant(key: str, known: Mapping[str, Field[object]]) -> str:
    """The field that was meant by a key: by what it is called in print or in Norwegian, or by how it is spelled."""
    labels = {field.label.casefold(): name for name, field in known.items() if isinstance(field, OwnField)}
    return labels.get(key.casefold()) or typed.key(key, known) or nearest(key, tuple(known))


def unique_entries(node: MappingNode, address: str, log: FileLog) -> list[tuple[Scalar, Node]]:
    """The entries of a mapping, each key once; notes the place of every key and value."""
    seen: dict[str, Scalar] = {}
    entries: list[tuple[Scalar, Node]] = []
    for key, value in node.entries:
        inner = joined(address, key.text)
        if key.text in seen:
            log.fault("doubled-key", key.span, key=shortened(key.text), first=seen[key.text].span.line)
            continue
        seen[key.text] = key
        log.spans[f"key:{inner}"] = key.span
        # A missing value is shown where it should stand: just behind its key.
        log.spans[inner] = (
            value.span
            if value.span.end_column != value.span.column or (value.span.line != value.span.end_line)
            else key.span
        )
        entries.append((key, value))
    return entries


def plain(node: Node, address: str, log: FileLog) -> Json:
    """A node as plain data, every scalar as text: what stands under an `x-` key."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, SequenceNode):
        return [plain(item, f"{address}.{number}", log) for number, item in enumerate(node.items)]
    return {
        key.text: plain(value, f"{address}.{key.text}", log)
        for key, value in unique_entries(node, address, log)
    }
