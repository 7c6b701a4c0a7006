"""Declared fields: what a mapping of front matter may hold, and how it is read and described.

A field's kind decides the type of its value, never YAML. Reading gives values and reports faults, which are
named after the rules that explain them; it never raises.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from ..source.faults import Fault, Location, Span
from ..source.yaml_nodes import Mapping as MappingNode
from ..source.yaml_nodes import Node, Scalar, Sequence
from .vocabulary import nearest

MAX_DIGITS = 15
MAX_SHOWN = 60
EMPTY: tuple[object, ...] = (None, "", (), {})


@dataclass
class Report:
    """Collects what a file's values turn out to be: their places, and what is wrong with them.

    `faulty` holds the addresses of values that were given, but not so that they can be used.
    """

    path: str
    faults: list[Fault] = field(default_factory=list)
    spans: dict[str, Span] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)

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

    def wrong_type(self, node: Node, address: str, expected: str) -> None:
        """`expected` is the key of a phrase in the catalogue: what should stand here."""
        found = {Scalar: "text", Sequence: "list", MappingNode: "mapping"}[type(node)]
        self.fault("wrong-type", node.span, variant=expected, field=last_key(address), found=found)

    def watched(self, kind: Kind, node: Node, address: str) -> Any:
        """A value as its kind reads it; notes whether that reported a fault."""
        before = len(self.faults)
        value = kind.read(node, address, self)
        if len(self.faults) > before:
            self.faulty.add(address)
        return value

    def missing(self, node: Node, address: str, name: str) -> None:
        """What must be given inside a value and is absent or empty; silent where reading found it wrong."""
        inner = f"{address}.{name}" if address else name
        if inner in self.faulty:
            return
        if f"key:{inner}" in self.spans:
            self.fault("missing-key", self.spans[inner], "empty", key=shortened(name))
        else:
            self.fault("missing-key", node.span, key=name)


class Kind(Protocol):
    """A type of value."""

    def read(self, node: Node, address: str, report: Report) -> Any: ...

    def schema(self) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Field:
    """A key of front matter: its name, the kind of its value, and one sentence for whoever fills it in."""

    name: str
    kind: Kind
    doc: str
    required: bool = False


def unique_entries(node: MappingNode, address: str, report: Report) -> list[tuple[Scalar, Node]]:
    """The entries of a mapping, each key once; notes the place of every key and value."""
    seen: dict[str, Scalar] = {}
    entries: list[tuple[Scalar, Node]] = []
    for key, value in node.entries:
        inner = f"{address}.{key.text}" if address else key.text
        if key.text in seen:
            report.fault("doubled-key", key.span, key=shortened(key.text), first=seen[key.text].span.line)
            continue
        seen[key.text] = key
        report.spans[f"key:{inner}"] = key.span
        # A missing value is shown where it should stand: just behind its key.
        report.spans[inner] = (
            value.span
            if value.span.end_column != value.span.column or (value.span.line != value.span.end_line)
            else key.span
        )
        entries.append((key, value))
    return entries


def read_fields(
    node: MappingNode, fields: tuple[Field, ...], report: Report, address: str = ""
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of a mapping by field, and its `x-` keys as plain data. Unknown keys are faults."""
    known = {declared.name: declared for declared in fields}
    values: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    misspelt: set[str] = set()
    for key, value in unique_entries(node, address, report):
        inner = f"{address}.{key.text}" if address else key.text
        if key.text.startswith("x-"):
            extra[key.text] = plain(value, inner, report)
        elif key.text in known:
            result = report.watched(known[key.text].kind, value, inner)
            if result is not None:
                values[key.text] = result
        else:
            meant = nearest(key.text, tuple(known)) if len(key.text) <= MAX_SHOWN else ""
            report.fault(
                "unknown-key",
                key.span,
                "" if key.text else "empty",
                key=shortened(key.text),
                allowed=tuple(known),
                nearest=meant,
            )
            misspelt.add(meant)
    # A misspelt key is one slip: the field it was meant for is not missing as well.
    for name in misspelt - {"", *(key.text for key, _ in node.entries)}:
        report.faulty.add(f"{address}.{name}" if address else name)
    return values, extra


def plain(node: Node, address: str, report: Report) -> Any:
    """A node as plain data, every scalar as text: what stands under an `x-` key."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item, f"{address}.{number}", report) for number, item in enumerate(node.items)]
    return {
        key.text: plain(value, f"{address}.{key.text}", report)
        for key, value in unique_entries(node, address, report)
    }


def object_schema(fields: tuple[Field, ...]) -> dict[str, Any]:
    """The JSON Schema of a mapping with these fields."""
    return {
        "type": "object",
        "properties": {f.name: {**f.kind.schema(), "description": f.doc} for f in fields},
        "required": [f.name for f in fields if f.required],
        "patternProperties": {"^x-": {}},
        "additionalProperties": False,
    }


def last_key(address: str) -> str:
    """An address as people know it: without the places in a list."""
    return shortened(".".join(part for part in address.split(".") if not part.isdigit()))


def shortened(text: str) -> str:
    """A text as a message can show it."""
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 3]}…"
