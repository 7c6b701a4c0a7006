"""Declared fields: everything there is to say about a key of a file, said once, on the record that it fills.

`declared` makes an attribute of a dataclass a field. From the declaration come reading, the unknown-key check,
the JSON Schema, the seal, the comparison, the publications' JSON, facts and CSV, and the tables of `docs/`.
Whatever is made of fields takes a sequence of them, whoever declared them.
"""

from __future__ import annotations

import dataclasses
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Generic, TypedDict, TypeVar, Unpack, cast, overload

from ..source.faults import Fault, Location, Phrase, Span
from ..source.text import MAX_SHOWN, shortened
from ..source.yaml_nodes import Mapping as MappingNode
from ..source.yaml_nodes import Node, Scalar
from ..source.yaml_nodes import Sequence as SequenceNode
from . import typed
from .period import Period
from .spelling import nearest
from .when import When

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
Schema = dict[str, object]
# What a plan allows, by the name of the vocabulary: every spelling of its terms.
Words = Mapping[str, tuple[str, ...]]

_FOUND = {Scalar: "text", SequenceNode: "list", MappingNode: "mapping"}
EMPTY: tuple[object, ...] = (None, "", (), {})
# The same to a JSON Schema, and how that is referred to.
_EMPTY_SCHEMA: Schema = {
    "anyOf": [
        {"type": "null"},
        {"type": "string", "pattern": r"^[ \t\n]*$"},
        {"type": "array", "maxItems": 0},
        {"type": "object", "maxProperties": 0},
    ]
}
_EMPTY_REFERENCE = "#/$defs/empty"

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
D = TypeVar("D")
E = TypeVar("E", bound="Entry")


class FieldType(ABC, Generic[T_co]):
    """What a field's value may be. The type decides what a scalar means, never YAML."""

    @abstractmethod
    def read(self, node: Node, address: str, log: FileLog) -> T_co | None:
        """The value of a node, or None: where there is none, or where a fault was noted."""

    @abstractmethod
    def schema(self, words: Words) -> Schema:
        """The JSON Schema of what `read` takes, as an editor's YAML 1.2 understands it.

        Such a YAML has thrown away how a number or null was spelled (`+1`, `1.10` and `~` are 1, 1.1 and null),
        so a number is judged by its plainest spelling, and null as nothing. Patterns hold to what regular
        expressions of Python and ECMAScript have in common.
        """

    @abstractmethod
    def from_json(self, data: Json) -> T_co:
        """The value that `as_json` made `data` of. Raises ValueError for any other data."""


@dataclass(frozen=True)
class Column:
    """A column of the open data: its name, its place among the columns, and whether it tells records apart."""

    name: str
    place: int
    unique: bool = False


class Options(TypedDict, total=False):
    """What a declaration may say besides type, meaning and default; `Field` says what it means."""

    required: bool
    sealed: bool
    compared: bool
    fact: int
    column: Column


@dataclass(frozen=True)
class Field(Generic[T_co]):
    """A key of a file: its name, the type of its value, and one sentence for whoever fills it in.

    `attribute` is the record's, where that has another name. A field that is `sealed` is kept in seals; a `compared`
    one is a difference of its own between two states. `fact` is its place among the facts that are printed
    of a record, `column` its column in the open data; None is neither. `required_in` are the ids of the classes of
    status that require it.
    """

    name: str
    type: FieldType[T_co]
    doc: str
    required: bool = False
    attribute: str = ""
    sealed: bool = True
    compared: bool = True
    fact: int | None = None
    column: Column | None = None
    required_in: tuple[str, ...] = ()

    def of(self, record: object) -> object:
        """A record's value."""
        return getattr(record, self.attribute or self.name)

    def kept(self, record: E, value: object) -> E:
        """The record with another value of this field."""
        changed: Callable[..., E] = dataclasses.replace
        return changed(record, **{self.attribute or self.name: value})


@dataclass(frozen=True)
class OwnField(Field[T_co]):
    """A field that a plan declares, and not a record's class: what it says stands in the record's `own`.

    `label` is what it is called in print; in an `overview` it has a column of its own. `declaration` is what the plan
    says of it.
    """

    label: str = ""
    overview: bool = False
    declaration: Entry | None = None

    def of(self, record: object) -> object:
        own: Mapping[str, object] = getattr(record, "own", {})
        return own.get(self.name)

    def kept(self, record: E, value: object) -> E:
        changed: Callable[..., E] = dataclasses.replace
        return changed(record, own={**getattr(record, "own", {}), self.name: value})


@overload
def declared(type: FieldType[T], doc: str, **options: Unpack[Options]) -> T: ...


@overload
def declared(
    type: FieldType[T],
    doc: str,
    *,
    default: D,
    key: str = "",
    **options: Unpack[Options],
) -> T | D: ...


def declared(
    type: FieldType[object],  # noqa: A002 - a field's type
    doc: str,
    *,
    default: object = dataclasses.MISSING,
    key: str = "",
    **options: Unpack[Options],
) -> object:
    """Makes an attribute of a dataclass a field of its file; mypy holds the attribute to the field's type.

    `key` is the field's name where the attribute has another.
    """
    metadata = {Field: Field(key, type, doc, **options)}
    make: Callable[..., object] = dataclasses.field
    if isinstance(default, dict):
        return make(default_factory=lambda: default, metadata=metadata)
    return make(default=default, metadata=metadata)


@dataclass(frozen=True)
class Entry:
    """A mapping that declares its fields; `extra` are the editors' own `x-` keys.

    One that says nothing but its `SHORTHAND` is that text, in JSON too.
    """

    SHORTHAND: ClassVar[str] = ""

    extra: Mapping[str, Json] = dataclasses.field(default_factory=dict, kw_only=True, compare=False)


_known: dict[type[Entry], tuple[Field[object], ...]] = {}


def fields_of(record: type[Entry]) -> tuple[Field[object], ...]:
    """The declared fields of an entry or record, in order."""
    if record not in _known:
        _known[record] = tuple(
            dataclasses.replace(field, name=field.name or attribute.name, attribute=attribute.name)
            for attribute in dataclasses.fields(record)
            if isinstance(field := attribute.metadata.get(Field), Field)
        )
    return _known[record]


# Reading


@dataclass
class FileLog:
    """What a file's values turn out to be while it is read: their places, and what is wrong with them.

    `faulty` holds the addresses of values that were given, but not so that they can be used.
    """

    path: str
    faults: list[Fault] = dataclasses.field(default_factory=list)
    spans: dict[str, Span] = dataclasses.field(default_factory=dict)
    faulty: set[str] = dataclasses.field(default_factory=set)

    def fault(self, name: str, span: Span, variant: str = "", **params: object) -> None:
        self.faults.append(Fault(name, Location(self.path, span), params, variant))

    def renumber(self, address: str, kept: list[int]) -> None:
        """Lets the places of a list's items follow its values, where an item could not be read."""
        position = {str(old): str(new) for new, old in enumerate(kept)}
        places: dict[str, Span] = {}
        for place, span in self.spans.items():
            before, found, inner = place.partition(f"{address}.")
            number, dot, rest = inner.partition(".")
            if found and before in ("", "key:"):
                if number in position:
                    places[f"{before}{address}.{position[number]}{dot}{rest}"] = span
            else:
                places[place] = span
        self.spans = places

    def wrong_type(self, node: Node, address: str, expected: str, **params: object) -> None:
        """`expected` is the key of a phrase in the catalogue: what should stand here."""
        said = {"field": last_key(address), "found": Phrase(f"found.{_FOUND[type(node)]}"), **params}
        self.fault("wrong-type", node.span, expected, **said)

    def watched(self, type_: FieldType[T], node: Node, address: str) -> T | None:
        """A value as its type reads it; notes whether that was a fault."""
        before = len(self.faults)
        value = type_.read(node, address, self)
        if len(self.faults) > before:
            self.faulty.add(address)
        return value

    def missing(self, node: Node, address: str, name: str) -> None:
        """What must be given inside a value and is absent or empty; silent where reading found it wrong."""
        inner = joined(address, name)
        if inner in self.faulty:
            return
        if f"key:{inner}" in self.spans:
            self.fault("missing-key", self.spans[inner], "empty", key=shortened(name))
        else:
            self.fault("missing-key", node.span, key=name)


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


def joined(address: str, name: str) -> str:
    """The address of a key inside the value at `address`."""
    return f"{address}.{name}" if address else name


def last_key(address: str) -> str:
    """An address as people know it: without the places in a list."""
    return shortened(".".join(part for part in address.split(".") if not part.isdigit()))


# Describing


def object_schema(fields: Sequence[Field[object]], words: Words, *, filled: bool = False) -> Schema:
    """The JSON Schema of a mapping with these fields; of one that must be `filled`, none is empty."""
    return {
        "type": "object",
        "properties": {
            field.name: {**_value_schema(field, words, filled), "description": field.doc} for field in fields
        },
        "required": [field.name for field in fields if field.required],
        "patternProperties": {"^x-": {}},
        "additionalProperties": False,
    }


def _value_schema(field: Field[object], words: Words, filled: bool) -> Schema:
    schema = field.type.schema(words)
    return given(schema) if field.required or filled else schema


def given(schema: Schema) -> Schema:
    """A schema that takes nothing empty; it stands in one made by `whole_schema`."""
    return {**schema, "not": {"$ref": _EMPTY_REFERENCE}}


def whole_schema(schema: Schema, **about: object) -> Schema:
    """A schema as a document of its own."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **about,
        **schema,
        "$defs": {"empty": _EMPTY_SCHEMA},
    }


# Keeping


def as_json(value: object, nothing: Json = None) -> Json:
    """A value as JSON. A text or value that is not given is `nothing`, also inside an entry."""
    if value is None or value == "":
        return nothing
    if isinstance(value, tuple):
        return [as_json(item, nothing) for item in value]
    if isinstance(value, Mapping):
        return {str(key): as_json(item, nothing) for key, item in value.items()}
    if isinstance(value, Entry):
        data = record_json(value, fields_of(type(value)), nothing) | dict(value.extra)
        said = [name for name, part in data.items() if part not in EMPTY]
        return data[value.SHORTHAND] if said == [value.SHORTHAND] else data
    return _scalar_json(value)


def _scalar_json(value: object) -> Json:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, When):
        return str(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Period):
        spans: list[Json] = [[first, last] for first, last in value.spans]
        return {"start": value.start, "end": value.end, "spans": spans}
    if isinstance(value, (str, int)):
        return value
    raise TypeError(f"no field has a {type(value).__name__}")


def record_json(record: object, fields: Iterable[Field[object]], nothing: Json = None) -> dict[str, Json]:
    """The values of a record's fields as JSON, by name."""
    return {field.name: as_json(field.of(record), nothing) for field in fields}


class Misfit(ValueError):
    """Data that are not what they should be."""


def json_text(data: Json) -> str:
    """Data that should be a text. Raises Misfit."""
    if not isinstance(data, str):
        raise Misfit(data)
    return data


def json_list(data: Json) -> list[Json]:
    """Data that should be a list. Raises Misfit."""
    if not isinstance(data, list):
        raise Misfit(data)
    return data


def json_mapping(data: Json) -> dict[str, Json]:
    """Data that should be a mapping. Raises Misfit."""
    if not isinstance(data, dict):
        raise Misfit(data)
    return data


def values_from_json(
    data: Mapping[str, Json], fields: Iterable[Field[object]], *, strict: bool = True
) -> dict[str, object]:
    """The values in the JSON of a record, by field; what is not given, or not there at all, is left out.

    Raises ValueError for a value that a field cannot have; if not `strict`, it is left out.
    """
    values: dict[str, object] = {}
    for field in fields:
        kept = data.get(field.name)
        if kept is None or kept == "":
            continue
        try:
            values[field.name] = field.type.from_json(kept)
        except ValueError:
            if strict:
                raise
    return values


def several(address: str, value: object) -> Iterator[tuple[str, object]]:
    """The values of a field, each with its address; none where it says nothing."""
    if isinstance(value, tuple):
        yield from ((f"{address}.{number}", item) for number, item in enumerate(value))
    elif value not in (None, ""):
        yield address, value
