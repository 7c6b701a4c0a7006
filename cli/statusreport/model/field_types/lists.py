"""Lists of values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from ...source.yaml_nodes import Mapping, Node, Scalar, Sequence
from ..field_json import json_list, json_text
from ..field_schema import given
from ..fields import Field, FieldType, FileLog, Json, Schema, Words, last_key
from ._scalar import is_absent, scalar_text
from .texts import Text

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class TextList(FieldType[tuple[str, ...]]):
    """A list of texts. With `one`, a single text stands for a list of one; `of` is as in `Text`."""

    one: bool = False
    of: str = ""

    def read(self, node: Node, address: str, log: FileLog) -> tuple[str, ...] | None:
        if self.one and isinstance(node, Scalar):
            text = scalar_text(node, address, log)
            return (text,) if text else ()
        if is_absent(node):
            return ()
        if not isinstance(node, Sequence):
            line = _in_braces(node)
            variant = "braces" if line else "texts"
            log.wrong_type(node, address, variant, written=f"{last_key(address)}: [{line}]")
            return None
        values: list[str] = []
        for number, item in enumerate(node.items):
            text = scalar_text(item, f"{address}.{number}", log)
            log.spans[f"{address}.{len(values)}"] = item.span
            if text:
                values.append(text)
            elif text == "":
                log.fault("empty-item", item.span, field=last_key(address))
        return tuple(values)

    def schema(self, words: Words) -> Schema:
        item = self._item(words)
        single: Schema = item if self.one else {"type": "null"}
        return {"anyOf": [single, {"type": "array", "items": given(item)}]}

    def _item(self, words: Words) -> Schema:
        return Text(self.of).schema(words)

    def from_json(self, data: Json) -> tuple[str, ...]:
        return tuple(json_text(item) for item in json_list(data))


def _in_braces(node: Node) -> str:
    """The texts of a list that was written in braces."""
    entries = node.entries if isinstance(node, Mapping) else ()
    return ", ".join(key.text for key, _ in entries) if all(is_absent(value) for _, value in entries) else ""


@dataclass(frozen=True)
class ListOf(FieldType[tuple[T_co, ...]], Generic[T_co]):
    """A list of values of one type; one that must be `filled` is not empty where it stands.

    With `one`, a single value stands for a list of one.
    """

    item: FieldType[T_co]
    filled: bool = False
    one: bool = False

    def read(self, node: Node, address: str, log: FileLog) -> tuple[T_co, ...] | None:
        if self.filled and (is_absent(node) or (isinstance(node, Sequence) and not node.items)):
            log.fault("missing-key", log.spans.get(address, node.span), "empty", key=last_key(address))
            return None
        if is_absent(node):
            return ()
        if self.one and isinstance(node, Scalar):
            single = self.item.read(node, address, log) if node.text.strip() else None
            return () if single is None else (single,)
        if not isinstance(node, Sequence) and not self.one:
            log.wrong_type(node, address, "records")
            return None
        items = node.items if isinstance(node, Sequence) else (node,)
        values: dict[int, T_co] = {}
        for number, item in enumerate(items):
            log.spans[f"{address}.{number}"] = item.span
            if self.one and isinstance(item, Scalar) and not item.text.strip():
                log.fault("empty-item", item.span, field=last_key(address))
                continue
            value = self.item.read(item, f"{address}.{number}", log)
            if value is not None:
                values[number] = value
        if len(values) < len(items):
            log.renumber(address, list(values))
        return tuple(values.values())

    def schema(self, words: Words) -> Schema:
        item = self.item.schema(words)
        if self.one:
            return {"anyOf": [item, {"type": "null"}, {"type": "array", "items": given(item)}]}
        listed: Schema = {"type": "array", "items": item}
        return given(listed) if self.filled else {"anyOf": [{"type": "null"}, listed]}

    def from_json(self, data: Json) -> tuple[T_co, ...]:
        return tuple(self.item.from_json(item) for item in json_list(data))


def item_of(field: Field[object]) -> object:
    """The type of a field's values: that of the items of a list."""
    return field.type.item if isinstance(field.type, ListOf) else field.type


def vocabulary_of(field: Field[object]) -> str:
    """The vocabulary whose terms a field has; "" for none, and for a table, whose columns may have several."""
    return field.type.of if isinstance(field.type, (Text, TextList)) else ""
