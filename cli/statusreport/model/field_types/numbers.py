"""Numbers: whole ones, amounts, decimals and shares."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from ...source.text import MAX_SHOWN, shortened
from ...source.yaml_nodes import Node, Scalar
from .. import typed
from ..field_json import Misfit
from ..fields import FieldType, FileLog, Json, Schema, Words, last_key
from ..spelling import grouped
from ._scalar import BLANK, numeric, scalar_text

MAX_DIGITS = 15
_MOST = 10**MAX_DIGITS - 1
# Points, commas or apostrophes between thousands: `250.000` is 250 000 here and 250 elsewhere.
_MARKED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:['’][0-9]{3})+")
_CURRENCY = re.compile(
    rf"(?:(?:NOK|kr\.?){BLANK}*)?([0-9 \u00a0\u202f\u2009]+?){BLANK}*(?:NOK|kr\.?|kroner|,-|,–)?",
    re.IGNORECASE,
)
_COMMA = re.compile(r"-?[0-9 \u00a0\u202f\u2009]+,[0-9]+")


@dataclass(frozen=True)
class Whole(FieldType[int]):
    """A whole number of at least `least`, and at most `most` where there is a limit."""

    least: int = 0
    most: int | None = None

    def read(self, node: Node, address: str, log: FileLog) -> int | None:
        text = scalar_text(node, address, log)
        if not text:
            return None
        if re.fullmatch(self._pattern, text):
            return int(text)
        log.fault(
            "invalid-whole-number",
            node.span,
            variant="range" if self.most is not None else "",
            field=last_key(address),
            value=shortened(text),
            least=self.least,
            most=self.most,
        )
        return None

    @property
    def _pattern(self) -> str:
        return rf"0{{0,{MAX_DIGITS}}}(?:{_range(self.least, self.most)})"

    def schema(self, words: Words) -> Schema:
        return numeric(self._pattern, self.least, _MOST if self.most is None else self.most)

    def from_json(self, data: Json) -> int:
        if not isinstance(data, int) or isinstance(data, bool):  # Python takes true for 1
            raise Misfit(data)
        return data


def _range(least: int, most: int | None) -> str:
    """The pattern of the whole numbers from `least` to `most`, or to as many digits as there may be."""
    size = len(str(least))
    if most is None:
        return rf"{_digits(str(least), '9' * size)}|[1-9][0-9]{{{size},{MAX_DIGITS - 1}}}"
    sizes = range(size, len(str(most)) + 1)
    bounds = ((max(least, 10 ** (n - 1) if n > 1 else 0), min(most, 10**n - 1)) for n in sizes)
    return "|".join(_digits(str(low), str(high)) for low, high in bounds)


def _digits(low: str, high: str) -> str:
    """The pattern of the digits from `low` to `high`, which are equally many."""
    first, last, rest = low[0], high[0], len(low) - 1
    if not rest:
        return f"[{low}-{high}]"
    if first == last:
        return f"{first}(?:{_digits(low[1:], high[1:])})"
    between = f"|[{int(first) + 1}-{int(last) - 1}][0-9]{{{rest}}}" if int(last) - int(first) > 1 else ""
    lowest, highest = _digits(low[1:], "9" * rest), _digits("0" * rest, high[1:])
    return f"{first}(?:{lowest}){between}|{last}(?:{highest})"


@dataclass(frozen=True)
class Amount(FieldType[int]):
    """Whole Norwegian kroner: `3688778` or `3 688 778`. What could be read in two ways is refused."""

    # Kroner are grouped by one blank of any kind.
    PATTERN: ClassVar[str] = (
        rf"-?(?:[0-9]{{1,{MAX_DIGITS}}}|[0-9]{{1,3}}(?:[ \u00a0\u202f\u2009][0-9]{{3}}){{1,{MAX_DIGITS // 3 - 1}}})"
    )

    def read(self, node: Node, address: str, log: FileLog) -> int | None:
        if not isinstance(node, Scalar):
            log.wrong_type(node, address, "amount")
            return None
        text = node.text.strip(" \t\n")
        if not text:
            return None
        if re.fullmatch(self.PATTERN, text):
            return int(re.sub(BLANK, "", text))
        variant, suggestion = _amount_meant(text)
        log.fault(
            "ambiguous-amount",
            node.span,
            variant=variant,
            field=last_key(address),
            value=shortened(text),
            suggestion=suggestion,
        )
        return None

    def schema(self, words: Words) -> Schema:
        return numeric(self.PATTERN, -_MOST, _MOST)

    def from_json(self, data: Json) -> int:
        return Whole().from_json(data)


def _amount_meant(text: str) -> tuple[str, str]:
    """Why a text is no amount, as a variant of the rule's text, and how it was perhaps meant to be written."""
    if re.fullmatch(r"-?[0-9]{1,3}([ \u00a0\u202f\u2009][0-9]{3})+|-?[0-9]+", text):
        return "long", ""
    if len(text) > MAX_SHOWN:
        return "unreadable", ""
    digits = re.sub(r"[^0-9]", "", text)
    if _MARKED.fullmatch(text) and len(digits) <= MAX_DIGITS:
        return "", grouped(int(digits))
    if re.fullmatch(r"[0-9., \u00a0\u202f\u2009]*[.,][0-9]{1,2}", text):
        meant = typed.amount(text)
        return ("scaled", meant) if meant else ("decimals", "")
    found = _CURRENCY.fullmatch(text)
    variant, meant = ("currency", found[1]) if found else ("scaled", typed.amount(text))
    return (variant, meant) if re.fullmatch(Amount.PATTERN, meant) else ("unreadable", "")


@dataclass(frozen=True)
class Number(FieldType[Decimal]):
    """A number with or without decimals: `-3`, `12.5`, `3 688`. `250.000` could be read in two ways and is refused."""

    # Thousands are grouped as in an amount, and decimals stand behind a point.
    PATTERN: ClassVar[str] = rf"{Amount.PATTERN}(?:\.[0-9]{{1,2}}|\.[0-9]{{2}}[1-9]|\.[0-9]{{4,9}})?"
    # What may stand behind it.
    UNIT: ClassVar[str] = ""

    def read(self, node: Node, address: str, log: FileLog) -> Decimal | None:
        text = scalar_text(node, address, log)
        if not text:
            return None
        if re.fullmatch(f"{self.PATTERN}{self.UNIT}", text):
            return Decimal(re.sub(rf"{BLANK}|%", "", text))
        bare = re.sub(f"{self.UNIT}$", "", text)
        variant = "marked" if _MARKED.fullmatch(bare) else "comma" if _COMMA.fullmatch(bare) else ""
        log.fault(
            "invalid-decimal",
            node.span,
            variant=variant,
            field=last_key(address),
            value=shortened(text),
            suggestion=re.sub("[^0-9]", "", text) if variant == "marked" else text.replace(",", "."),
        )
        return None

    def schema(self, words: Words) -> Schema:
        return numeric(f"{self.PATTERN}{self.UNIT}", -_MOST, _MOST, "number")

    def from_json(self, data: Json) -> Decimal:
        if isinstance(data, bool) or not isinstance(data, (int, float)):
            raise Misfit(data)
        return Decimal(str(data))


@dataclass(frozen=True)
class Percent(Number):
    """A share in per cent: `45`, `12.5` or `45 %`."""

    UNIT: ClassVar[str] = rf"(?:{BLANK}*%)?"
