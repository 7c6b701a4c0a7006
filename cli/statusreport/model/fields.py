"""Declared fields: everything there is to say about a key of a file, said once, on the record that it fills.

`declared` makes an attribute of a dataclass a field. From the declaration come reading, the unknown-key check,
the JSON Schema, the seal, the comparison, the publications' JSON, facts and CSV, and the tables of `docs/`.
Whatever is made of fields takes a sequence of them, whoever declared them.
"""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Generic, TypedDict, TypeVar, Unpack, overload

from ..source.faults import Fault, Location, Phrase, Span
from ..source.text import shortened
from ..source.yaml_nodes import Mapping as MappingNode
from ..source.yaml_nodes import Node, Scalar
from ..source.yaml_nodes import Sequence as SequenceNode

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
Schema = dict[str, object]
# What a plan allows, by the name of the vocabulary: every spelling of its terms.
Words = Mapping[str, tuple[str, ...]]

_FOUND = {Scalar: "text", SequenceNode: "list", MappingNode: "mapping"}
EMPTY: tuple[object, ...] = (None, "", (), {})
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


def joined(address: str, name: str) -> str:
    """The address of a key inside the value at `address`."""
    return f"{address}.{name}" if address else name


def last_key(address: str) -> str:
    """An address as people know it: without the places in a list."""
    return shortened(".".join(part for part in address.split(".") if not part.isdigit()))


def with_texts(value: object, change: Callable[[str], str]) -> object:
    """A value that is a text, or several, with each changed; any other value as it is."""
    if isinstance(value, tuple):
        return tuple(with_texts(item, change) for item in value)
    return change(value) if isinstance(value, str) else value


def several(address: str, value: object) -> Iterator[tuple[str, object]]:
    """The values of a field, each with its address; none where it says nothing."""
    if isinstance(value, tuple):
        yield from ((f"{address}.{number}", item) for number, item in enumerate(value))
    elif value not in (None, ""):
        yield address, value
