"""Mappings: entries with the keys that a record or a declaration names, and tables with free keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from ...source.faults import Phrase
from ...source.text import shortened
from ...source.yaml_advice import quoted
from ...source.yaml_nodes import Mapping as MappingNode
from ...source.yaml_nodes import Node, Scalar, Sequence
from ..field_json import Misfit, json_mapping, values_from_json
from ..field_schema import given, object_schema
from ..field_values import Values, read_fields, unique_entries
from ..fields import EMPTY, Entry, Field, FieldType, FileLog, Json, Schema, Words, fields_of, joined
from ..spelling import nearest
from ._scalar import as_written, is_absent, scalar_text
from .texts import Text

T_co = TypeVar("T_co", covariant=True)
E_co = TypeVar("E_co", bound=Entry, covariant=True)

_TEXT = Phrase("found.text")
# So many entries can be shown in a sentence.
_MOST_SHOWN = 4
# A key and a value with another sign between them than a colon.
_APART = re.compile(r"(?P<key>[\w.-]{1,60}?)\s*(?:;|(?<=\s)[=–-](?=\s))\s*(?P<value>.+)")
_KEY_AND_VALUE = re.compile(r"(?P<key>[\w.-]{1,60}?)(?:\s*[:–-])?(?:\s+(?P<value>.+))?")


@dataclass(frozen=True)
class Object(FieldType[E_co], Generic[E_co]):
    """An entry with keys of its own: the record that declares them.

    With `shorthand`, a single text stands for an entry with only that field.
    """

    record: type[E_co]
    shorthand: str = ""

    @property
    def fields(self) -> tuple[Field[object], ...]:
        return fields_of(self.record)

    @property
    def _short(self) -> Field[object] | None:
        return next((field for field in self.fields if field.name == self.shorthand), None)

    def read(self, node: Node, address: str, log: FileLog) -> E_co | None:
        if self._short and isinstance(node, Scalar):
            value = self._short.type.read(node, address, log)
            return None if value is None else Values({self.shorthand: value}, {}).build(self.record)
        known = tuple(field.name for field in self.fields)
        if text := _as_text(node, known):
            needed = [field.name for field in self.fields if field.required]
            log.wrong_type(node, address, "entry", found=_TEXT, written=_entry(needed or known[:1], text))
            return None
        if not isinstance(node, MappingNode):
            log.wrong_type(node, address, "record")
            return None
        if self.shorthand and node.entries and not any(nearest(key.text, known) for key, _ in node.entries):
            # A text with a colon in it.
            scalar_text(node, address, log)
            return None
        values = read_fields(node, self.fields, log, address)
        missing = [field.name for field in self.fields if field.required and values.of(field) in EMPTY]
        for name in missing:
            log.missing(node, address, name)
        return None if missing else values.build(self.record)

    def schema(self, words: Words) -> Schema:
        schema = object_schema(self.fields, words)
        return {"anyOf": [self._short.type.schema(words), schema]} if self._short else schema

    def from_json(self, data: Json) -> E_co:
        kept = {self.shorthand: data} if self.shorthand and isinstance(data, str) else json_mapping(data)
        extra = {key: value for key, value in kept.items() if key.startswith("x-")}
        values = Values(values_from_json(kept, self.fields), extra)
        if any(field.required and values.of(field) in EMPTY for field in self.fields):
            raise Misfit(data)
        return values.build(self.record)


@dataclass(frozen=True)
class Keyed(FieldType[Mapping[str, T_co]], Generic[T_co]):
    """A mapping with these keys to values of one type.

    With `or_none`, `[]` stands for an empty one; where it must be `filled`, a key that stands there has a value.
    """

    fields: tuple[Field[T_co], ...]
    or_none: bool = False
    filled: bool = False

    def read(self, node: Node, address: str, log: FileLog) -> Mapping[str, T_co] | None:
        if self.or_none and isinstance(node, Sequence) and not node.items:
            return {}
        names = tuple(field.name for field in self.fields)
        if text := _as_text(node, names):
            log.wrong_type(node, address, "entry", found=_TEXT, written=_entry(names[:1], text))
            return None
        if not isinstance(node, MappingNode):
            log.wrong_type(node, address, "record")
            return None
        values = read_fields(node, self.fields, log, address)
        found = {field.name: values.of(field) for field in self.fields}
        for name, value in found.items():
            if self.filled and value is None and f"key:{joined(address, name)}" in log.spans:
                log.missing(node, address, name)
        return {name: value for name, value in found.items() if value is not None}

    def schema(self, words: Words) -> Schema:
        schema = object_schema(self.fields, words, filled=self.filled)
        return {"anyOf": [schema, {"type": "array", "maxItems": 0}]} if self.or_none else schema

    def from_json(self, data: Json) -> Mapping[str, T_co]:
        kept = json_mapping(data)
        return {f.name: f.type.from_json(kept[f.name]) for f in self.fields if f.name in kept}


def _as_text(node: Node, known: tuple[str, ...]) -> str:
    """The text that stands where an entry should, also one with a colon, or "" where it is none."""
    if isinstance(node, Scalar):
        return node.text.strip()
    if isinstance(node, MappingNode) and len(node.entries) == 1 and " " in node.entries[0][0].text:
        return "" if nearest(node.entries[0][0].text, known) else as_written(node)
    return ""


def _entry(names: Iterable[str], text: str) -> str:
    """An entry with these keys, of which the one that says what it is called has the text."""
    names = tuple(names)
    called = next((name for name in ("title", "label") if name in names), names[0])
    value = shortened(text) if re.fullmatch(r"\w[\w \u00a0.–-]*", text) else quoted(text)
    return "{" + ", ".join(f"{name}: {value if name == called else '…'}" for name in names) + "}"


@dataclass(frozen=True)
class Table(FieldType[Mapping[str, T_co]], Generic[T_co]):
    """A mapping from free keys to values of one type; `key` is what a key must be, where that is not any text.

    Where it must be `filled`, no text is empty.
    """

    value: FieldType[T_co]
    key: FieldType[str] | None = None
    filled: bool = False

    def read(self, node: Node, address: str, log: FileLog) -> Mapping[str, T_co] | None:
        if is_absent(node):
            return {}
        if not isinstance(node, MappingNode):
            written = _as_table(node)
            variant = "entry" if written else "mapping"
            log.wrong_type(node, address, variant, written=written)
            return None
        values: dict[str, T_co] = {}
        for key, inner in unique_entries(node, address, log):
            if self.key and self.key.read(key, f"{address}.{key.text}", log) is None:
                continue
            value = log.watched(self.value, inner, f"{address}.{key.text}")
            if value is None:
                log.missing(node, address, key.text)
            elif self.filled and value == "":
                meant = _entry_meant(key.text)
                log.fault("missing-key", key.span, "empty", key=shortened(key.text), nearest=meant)
            else:
                values[key.text] = value
        return values

    def schema(self, words: Words) -> Schema:
        inner = self.value.schema(words)
        # Where nothing is no text, each key must have a value.
        may_be_empty = isinstance(self.value, (Text, Object)) and not self.filled
        value = inner if may_be_empty else given(inner)
        keys: Schema = {"propertyNames": self.key.schema(words)} if self.key else {}
        return {"type": ["object", "null"], "additionalProperties": value, **keys}

    def from_json(self, data: Json) -> Mapping[str, T_co]:
        kept = json_mapping(data)
        return {key: self.value.from_json(value) for key, value in kept.items()}


def _entry_meant(key: str) -> str:
    """The entry that a key without a value was meant for; "" where it is just a key."""
    found = _APART.fullmatch(key)
    return f"{found['key']}: {shortened(found['value'])}" if found else ""


def _as_table(node: Node) -> str:
    """The keys and values that a text or a list was meant for, in braces; "" where they cannot be told."""
    parts: list[str] = []
    for item in node.items if isinstance(node, Sequence) else (node,):
        match item:
            case Scalar(text) if found := _KEY_AND_VALUE.fullmatch(text.strip()):
                parts.append(f"{found['key']}: {quoted(found['value']) if found['value'] else '…'}")
            case MappingNode(((key, Scalar() as value),)):
                parts.append(f"{key.text}: {quoted(value.text)}")
            case _:
                return ""
    return f"{{{', '.join(parts)}}}" if parts and len(parts) <= _MOST_SHOWN else ""
