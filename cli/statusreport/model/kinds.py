"""Kinds of values: how each is read from a node, and its JSON Schema.

A kind's `read` gives the value, or None after it has reported a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..source.yaml_nodes import Mapping as MappingNode
from ..source.yaml_nodes import Node, Scalar, Sequence
from .fields import (
    EMPTY,
    MAX_SHOWN,
    Field,
    Kind,
    Report,
    last_key,
    object_schema,
    read_fields,
    shortened,
    unique_entries,
)
from .plan import Period
from .vocabulary import nearest

MAX_DIGITS = 15


@dataclass(frozen=True)
class Text:
    """Any text, as the characters that were written: `NO`, `012`, `1.10`, `~`."""

    def read(self, node: Node, address: str, report: Report) -> str | None:
        if isinstance(node, Scalar):
            return re.sub(r"[ \t\n]+", " ", node.text).strip(" ")
        report.wrong_type(node, address, "text")
        return None

    def schema(self) -> dict[str, Any]:
        # An unquoted `1.10` or `2012-02` is a number or a date to an editor's YAML; here it is text.
        return {"type": ["string", "number", "boolean", "null"]}


@dataclass(frozen=True)
class Choice:
    """One word of a fixed set."""

    words: tuple[str, ...]

    def read(self, node: Node, address: str, report: Report) -> str | None:
        text = Text().read(node, address, report)
        if not text:
            return None
        if text in self.words:
            return text
        report.fault(
            "unknown-choice",
            node.span,
            field=last_key(address),
            value=shortened(text),
            allowed=self.words,
            nearest=nearest(text, self.words),
        )
        return None

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class RecordNumber:
    """A measure's number: digits, letters and dots."""

    def read(self, node: Node, address: str, report: Report) -> str | None:
        text = Text().read(node, address, report)
        if text and not re.fullmatch(r"[^\W_]+(\.[^\W_]+)*", text):
            report.fault("invalid-number", node.span, field=last_key(address), value=shortened(text))
        # Kept even so: a comparison can still tell the measures apart.
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "number"], "pattern": r"^[0-9A-Za-zÀ-ɏ]+(\.[0-9A-Za-zÀ-ɏ]+)*$"}


@dataclass(frozen=True)
class RoundId:
    """A reporting round: letters, digits, dots and dashes, at most 60, so that it can name a file."""

    def read(self, node: Node, address: str, report: Report) -> str | None:
        text = Text().read(node, address, report)
        if text and not re.fullmatch(r"[^\W_]([\w.-]{0,58}[^\W_])?", text):
            report.fault("invalid-round", node.span, value=shortened(text))
            return None
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "number"]}


@dataclass(frozen=True)
class TextList:
    """A list of texts. With `one`, a single text stands for a list of one."""

    one: bool = False

    def read(self, node: Node, address: str, report: Report) -> tuple[str, ...] | None:
        if self.one and isinstance(node, Scalar):
            text = Text().read(node, address, report)
            return (text,) if text else ()
        if isinstance(node, Scalar) and not node.text and not node.quoted:
            return ()
        if not isinstance(node, Sequence):
            report.wrong_type(node, address, "texts")
            return None
        values: list[str] = []
        for number, item in enumerate(node.items):
            text = Text().read(item, f"{address}.{number}", report)
            report.spans[f"{address}.{len(values)}"] = item.span
            if text:
                values.append(text)
            elif text == "":
                report.fault("empty-item", item.span, field=last_key(address))
        return tuple(values)

    def schema(self) -> dict[str, Any]:
        texts = {"type": "array", "items": Text().schema()}
        return {"anyOf": [{"type": "string"}, texts]} if self.one else texts


@dataclass(frozen=True)
class Whole:
    """A whole number of at least `least`, and at most `most` where there is a limit."""

    least: int = 0
    most: int | None = None

    def read(self, node: Node, address: str, report: Report) -> int | None:
        text = Text().read(node, address, report)
        if not text:
            return None
        if re.fullmatch(rf"[0-9]{{1,{MAX_DIGITS}}}", text):
            value = int(text)
            if value >= self.least and (self.most is None or value <= self.most):
                return value
        report.fault(
            "invalid-whole-number",
            node.span,
            variant="range" if self.most is not None else "",
            field=last_key(address),
            value=shortened(text),
            least=self.least,
            most=self.most,
        )
        return None

    def schema(self) -> dict[str, Any]:
        limits = {"minimum": self.least} | ({"maximum": self.most} if self.most is not None else {})
        return {"type": "integer", **limits}


# Kroner are grouped by blanks: an ordinary one, a no-break one, a narrow no-break one or a thin one.
_BLANK = "[ \u00a0\u202f\u2009]"
_GROUPED = re.compile(rf"-?[0-9]{{1,3}}({_BLANK}[0-9]{{3}})+|-?[0-9]+")
# Points, commas or apostrophes between thousands: `250.000` is 250 000 here and 250 elsewhere.
_MARKED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:['’][0-9]{3})+")
_CURRENCY = re.compile(
    rf"(?:(?:NOK|kr\.?){_BLANK}*)?([0-9 \u00a0\u202f\u2009]+?){_BLANK}*(?:NOK|kr\.?|kroner|,-|,–)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Amount:
    """Whole Norwegian kroner: `3688778` or `3 688 778`. What could be read in two ways is refused."""

    def read(self, node: Node, address: str, report: Report) -> int | None:
        if not isinstance(node, Scalar):
            report.wrong_type(node, address, "amount")
            return None
        text = node.text.strip()
        if not text:
            return None
        digits = re.sub(_BLANK, "", text)
        if _GROUPED.fullmatch(text) and len(digits) <= MAX_DIGITS:
            return int(digits)
        variant, suggestion = _amount_meant(text)
        report.fault(
            "ambiguous-amount",
            node.span,
            variant=variant,
            field=last_key(address),
            value=shortened(text),
            suggestion=suggestion,
        )
        return None

    def schema(self) -> dict[str, Any]:
        return {
            "anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^[0-9]{1,3}([   ]?[0-9]{3})*$"}]
        }


@dataclass(frozen=True)
class Day:
    """A day of the calendar, `2012-02-29`."""

    def read(self, node: Node, address: str, report: Report) -> date | None:
        text = Text().read(node, address, report)
        if not text:
            return None
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                report.fault("invalid-date", node.span, field=last_key(address), value=text)
                return None
        report.fault(
            "invalid-date", node.span, variant="form", field=last_key(address), value=shortened(text)
        )
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


_SPAN = re.compile(r"([0-9]{4})(?:\s*([-–])\s*([0-9]{4})?)?")


@dataclass(frozen=True)
class Years:
    """A period: `2005–2007`, `2006`, `2002, 2006–2008` or, with an open end, `2007–`."""

    def read(self, node: Node, address: str, report: Report) -> Any:
        text = Text().read(node, address, report)
        if not text:
            return None
        spans: list[tuple[int, int | None]] = []
        for part in text.split(","):
            found = _SPAN.fullmatch(part.strip())
            if not found:
                report.fault("invalid-period", node.span, value=shortened(text))
                return None
            first = int(found[1])
            spans.append((first, int(found[3]) if found[3] else None if found[2] else first))
        return Period(tuple(spans))

    def schema(self) -> dict[str, Any]:
        span = "[0-9]{4}( *[-–] *([0-9]{4})?)?"
        return {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": f"^{span}( *, *{span})*$"}]}


@dataclass(frozen=True)
class Object:
    """A mapping with declared fields; `build` makes the value of it from those that are given.

    With `shorthand`, a single text stands for a mapping with only that field; with `or_none`, `[]` for an empty one.
    """

    fields: tuple[Field, ...]
    build: Callable[..., Any]
    shorthand: str = ""
    or_none: bool = False

    def read(self, node: Node, address: str, report: Report) -> Any:
        if self.shorthand and isinstance(node, Scalar):
            return self.build(**{self.shorthand: Text().read(node, address, report)})
        if self.or_none and isinstance(node, Sequence) and not node.items:
            return self.build()
        if not isinstance(node, MappingNode):
            report.wrong_type(node, address, "record")
            return None
        values, _ = read_fields(node, self.fields, report, address)
        missing = [f.name for f in self.fields if f.required and values.get(f.name) in EMPTY]
        for name in missing:
            report.missing(node, address, name)
        return None if missing else self.build(**values)

    def schema(self) -> dict[str, Any]:
        schema = object_schema(self.fields)
        if self.or_none:
            return {"anyOf": [schema, {"type": "array", "maxItems": 0}]}
        return {"anyOf": [{"type": "string"}, schema]} if self.shorthand else schema


@dataclass(frozen=True)
class ListOf:
    """A list of values of one kind."""

    item: Kind

    def read(self, node: Node, address: str, report: Report) -> tuple[Any, ...] | None:
        if isinstance(node, Scalar) and not node.text and not node.quoted:
            return ()
        if not isinstance(node, Sequence):
            report.wrong_type(node, address, "records")
            return None
        values = {}
        for number, item in enumerate(node.items):
            report.spans[f"{address}.{number}"] = item.span
            value = self.item.read(item, f"{address}.{number}", report)
            if value is not None:
                values[number] = value
        if len(values) < len(node.items):
            report.renumber(address, list(values))
        return tuple(values.values())

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.item.schema()}


@dataclass(frozen=True)
class Table:
    """A mapping from free keys to values of one kind."""

    value: Kind

    def read(self, node: Node, address: str, report: Report) -> dict[str, Any] | None:
        if isinstance(node, Scalar) and not node.text and not node.quoted:
            return {}
        if not isinstance(node, MappingNode):
            report.wrong_type(node, address, "mapping")
            return None
        values: dict[str, Any] = {}
        for key, inner in unique_entries(node, address, report):
            value = report.watched(self.value, inner, f"{address}.{key.text}")
            if value is None:
                report.missing(node, address, key.text)
            else:
                values[key.text] = value
        return values

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": self.value.schema()}


def _amount_meant(text: str) -> tuple[str, str]:
    """Why a text is no amount, as a variant of the rule's text, and how it was perhaps meant to be written."""
    if _GROUPED.fullmatch(text):
        return "long", ""
    if len(text) > MAX_SHOWN:
        return "unreadable", ""
    digits = re.sub(r"[^0-9]", "", text)
    if _MARKED.fullmatch(text) and len(digits) <= MAX_DIGITS:
        return "", f"{int(digits):,}".replace(",", " ")
    if re.fullmatch(r"[0-9., \u00a0\u202f\u2009]*[.,][0-9]{1,2}", text):
        return "decimals", ""
    found = _CURRENCY.fullmatch(text)
    if found and _GROUPED.fullmatch(found[1]) and len(digits) <= MAX_DIGITS:
        return "currency", found[1]
    return "unreadable", ""
