"""Times: days, times as precisely as they are known, and periods of years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ...source.text import shortened
from ...source.yaml_nodes import Node
from .. import typed
from ..field_json import Misfit, json_list, json_mapping, json_text
from ..fields import FieldType, FileLog, Json, Schema, Words, last_key
from ..period import Period
from ..when import When
from ._scalar import BLANK, numeric, scalar_text, spelled
from .numbers import Whole

# The years that anything in a plan can be of.
YEAR = "(?:19|2[0-9])[0-9]{2}"


@dataclass(frozen=True)
class Due(FieldType[When]):
    """A time as precisely as it is known: `2014`, `2014-06`, `2014-Q2`, `2014-06-30` or a span of years."""

    def read(self, node: Node, address: str, log: FileLog) -> When | None:
        text = scalar_text(node, address, log)
        if not text:
            return None
        if re.fullmatch(self._pattern, text):
            return When.parse(re.sub(BLANK, "", text))
        meant, other = _meant(text)
        variant = "either" if other else "meant" if re.fullmatch(self._pattern, meant) else ""
        if not variant and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", meant):
            variant, meant = "day", meant[: len("2014-06")]
        field, value = last_key(address), shortened(text)
        slip = _slip(text, self._pattern) if not variant else ""
        log.fault(
            "invalid-time",
            node.span,
            variant,
            field=field,
            value=value,
            meant=meant,
            other=other,
            nearest=slip,
        )
        return None

    @property
    def _pattern(self) -> str:
        parts = rf"{YEAR}(?:-(?:0[1-9]|1[0-2]|Q[1-4]))?|{YEAR}{BLANK}*[-–]{BLANK}*{YEAR}"
        return f"{parts}|{Day.PATTERN}"

    def schema(self, words: Words) -> Schema:
        return numeric(self._pattern, 1900, 2999)

    def from_json(self, data: Json) -> When:
        return When.parse(json_text(data))


@dataclass(frozen=True)
class Day(FieldType[date]):
    """A day of the calendar, `2012-02-29`, from 1900 to 2999.

    A plan is of no other years; they are slips, as 0204 is.
    """

    # The calendar as a pattern: months of 31 and of 30 days, February, and the 29th in leap years.
    PATTERN: ClassVar[str] = (
        r"(?=19|2)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
        r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
        r"|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"
    )

    def read(self, node: Node, address: str, log: FileLog) -> date | None:
        text = scalar_text(node, address, log)
        if not text:
            return None
        if re.fullmatch(self.PATTERN, text):
            return date.fromisoformat(text)
        written = re.fullmatch(r"([0-9]{4})-[0-9]{2}-[0-9]{2}", text)
        variant = "form" if not written else "" if re.match(YEAR, text) else "year"
        meant, other = _meant(text)
        meant = meant if re.fullmatch(self.PATTERN, meant) else ""
        log.fault(
            "invalid-date",
            node.span,
            "either" if other else "norwegian" if meant else variant,
            field=last_key(address),
            value=shortened(text),
            meant=meant,
            other=other,
            nearest=_slip(text, self.PATTERN) if not meant else "",
        )
        return None

    def schema(self, words: Words) -> Schema:
        return {"type": ["string", "null"], "pattern": spelled(self.PATTERN)}

    def from_json(self, data: Json) -> date:
        return date.fromisoformat(json_text(data))


def _slip(text: str, pattern: str) -> str:
    """What was perhaps meant where a finger slipped in the year."""
    found = typed.likely_year(text)
    return found if found and re.fullmatch(pattern, found) else ""


def _meant(text: str) -> tuple[str, str]:
    """The time that was perhaps meant, and the other one where it could be either of two."""
    return typed.readings(text) or (typed.time(text), "")


@dataclass(frozen=True)
class Years(FieldType[Period]):
    """A period: `2005–2007`, `2006`, `2002, 2006–2008` or, with an open end, `2007–`."""

    SPAN: ClassVar[str] = rf"{YEAR}(?:{BLANK}*[-–]{BLANK}*(?:{YEAR})?)?"

    def read(self, node: Node, address: str, log: FileLog) -> Period | None:
        text = scalar_text(node, address, log)
        if not text:
            return None
        if not re.fullmatch(self._pattern, text):
            meant = typed.period(text)
            variant = "meant" if re.fullmatch(self._pattern, meant) else ""
            slip = _slip(text, self._pattern) if not variant else ""
            log.fault("invalid-period", node.span, variant, value=shortened(text), meant=meant, nearest=slip)
            return None
        spans: list[tuple[int, int | None]] = []
        for part in text.split(","):
            first, *last = re.findall("[0-9]{4}", part)
            ended = int(last[0]) if last else None if re.search("[-–]", part) else int(first)
            spans.append((int(first), ended))
        return Period(tuple(spans))

    @property
    def _pattern(self) -> str:
        return rf"{self.SPAN}(?:{BLANK}*,{BLANK}*{self.SPAN})*{BLANK}*"

    def schema(self, words: Words) -> Schema:
        return numeric(self._pattern, 1900, 2999)

    def from_json(self, data: Json) -> Period:
        spans = json_list(json_mapping(data).get("spans"))
        return Period(tuple(_span(span) for span in spans))


def _span(data: Json) -> tuple[int, int | None]:
    match data:
        case [first, last]:
            return Whole().from_json(first), None if last is None else Whole().from_json(last)
    raise Misfit(data)
