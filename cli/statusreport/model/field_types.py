"""Types of fields: how a value is read from a node, what a JSON Schema says of it, and how it comes back from JSON.

A scalar has one pattern, which reading and schema both use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Generic, TypeVar

from ..source.faults import Phrase
from ..source.text import MAX_MARKS, MAX_SHOWN, has_too_many_marks, shortened
from ..source.yaml_advice import quoted
from ..source.yaml_nodes import Mapping as MappingNode
from ..source.yaml_nodes import Node, Scalar, Sequence
from . import typed
from .fields import (
    EMPTY,
    Entry,
    Field,
    FieldType,
    FileLog,
    Json,
    Misfit,
    Schema,
    Values,
    Words,
    declared,
    fields_of,
    given,
    joined,
    json_list,
    json_mapping,
    json_text,
    last_key,
    object_schema,
    read_fields,
    unique_entries,
    values_from_json,
)
from .period import Period
from .spelling import grouped, nearest
from .when import When

T_co = TypeVar("T_co", covariant=True)
E_co = TypeVar("E_co", bound=Entry, covariant=True)

MAX_DIGITS = 15
_MOST = 10**MAX_DIGITS - 1
# The years that anything in a plan can be of.
YEAR = "(?:19|2[0-9])[0-9]{2}"
_FOLDED = r"[ \t\n]"
_BLANKS = re.compile(rf"{_FOLDED}+")
# Blanks of all kinds that stand in one line: an ordinary one, a no-break one, a narrow no-break one or a thin one.
_BLANK = "[ \t\n\u00a0\u202f\u2009]"
# Letters and digits of all scripts: everything but the signs of ASCII, Latin 1, the blocks of punctuation, symbols
# and marks, and what no text holds. Neither `\w` nor `\p{L}` means the same wherever a schema is read.
_SIGNS = (
    r"\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7"
    r"\u02c2-\u02c5\u02d2-\u02df\u02e5-\u02eb\u02ed\u02ef-\u036f\u0375\u037e\u0384\u0385\u0387\u03f6\u0482-\u0489"
    r"\u2000-\u206f\u20a0-\u214f\u2190-\u245f\u249c-\u24e9\u2500-\u2775\u2794-\u2bff"
    r"\u2e00-\u3004\u3008-\u3020\ud800-\uf8ff\ufe00-\ufe6f\uff00-\uff0f\uff1a-\uff20\ufff0-\uffff"
)
_LETTER = f"[^{_SIGNS}]"


def _spelled(pattern: str) -> str:
    """The pattern of a whole scalar: blanks around it are no part of it, and nothing at all is no value."""
    return rf"^{_FOLDED}*(?:{pattern})?{_FOLDED}*$"


def _text(node: Node, address: str, log: FileLog) -> str | None:
    """The characters of a scalar; lines are joined and blanks around it dropped. Any other node is a fault."""
    if isinstance(node, Scalar):
        return _BLANKS.sub(" ", node.text).strip(" ")
    written = _as_written(node)
    variant = "text" if not written else "brackets" if written.startswith("[") else "colon"
    log.wrong_type(node, address, variant, written=quoted(written))
    return None


def _as_written(node: Node) -> str:
    """The text that was meant by what its colon or brackets made a list or an entry of; "" where it is none."""
    match node:
        case MappingNode(((key, Scalar() as value),)):
            return f"{{{key.text}}}" if _absent(value) else f"{key.text}: {value.text}"
        case Sequence(items) if all(isinstance(item, Scalar) for item in items):
            return f"[{', '.join(item.text for item in items if isinstance(item, Scalar))}]"
    return ""


def _absent(node: Node) -> bool:
    """Whether a key has no value at all."""
    return isinstance(node, Scalar) and not node.text and not node.quoted


def _one_of(words: Iterable[str]) -> Schema:
    """One of these words, however its blanks are written. YAML reads some of them as numbers or truth values."""
    words = tuple(dict.fromkeys(words))
    others = [value for word in words for value in _as_yaml(word)]
    return {"anyOf": [{"enum": [*words, *others]}, {"type": ["string", "null"], "pattern": _any_of(words)}]}


def _numeric(pattern: str, least: int, most: int, kind: str = "integer") -> Schema:
    """A scalar that is a number to whoever reads YAML, as a year is, where it is not quoted or grouped."""
    return {"type": [kind, "string", "null"], "minimum": least, "maximum": most, "pattern": _spelled(pattern)}


def _any_of(words: Iterable[str]) -> str:
    """The pattern of a scalar that is one of these words."""
    escaped = (re.sub(r"[\^$\\.*+?()\[\]{}|/]", r"\\\g<0>", word) for word in words)
    return _spelled("|".join(re.sub(f"{_BLANK}+", f"{_BLANK}+", word) for word in escaped))


def _as_yaml(word: str) -> tuple[Json, ...]:
    """What YAML 1.2 makes of a word without quotes, where that is no text."""
    if word.casefold() in ("true", "false"):
        return (word.casefold() == "true",)
    if re.fullmatch(r"-?[0-9]{1,15}", word):
        return (int(word),)
    return (float(word),) if re.fullmatch(r"-?[0-9]{1,15}\.[0-9]{1,15}", word) else ()


@dataclass(frozen=True)
class Text(FieldType[str]):
    """Any text, as the characters that were written: `NO`, `012`, `1.10`, `~`.

    `of` names the vocabulary whose terms it may be: a rule checks that, and the schema of a plan lists them.
    """

    of: str = ""

    def read(self, node: Node, address: str, log: FileLog) -> str | None:
        return _text(node, address, log)

    def schema(self, words: Words) -> Schema:
        if known := words.get(self.of):
            return _one_of(known)
        # An unquoted `1.10` is a number to an editor's YAML, `true` a truth value; here they are text.
        return {"type": ["string", "number", "boolean", "null"]}

    def from_json(self, data: Json) -> str:
        return json_text(data)


@dataclass(frozen=True)
class Markdown(FieldType[str]):
    """Markdown of one paragraph or more. An empty line parts paragraphs, however YAML was told to keep lines."""

    def read(self, node: Node, address: str, log: FileLog) -> str | None:
        if not isinstance(node, Scalar):
            log.wrong_type(node, address, "text")
            return None
        if has_too_many_marks(node.text):
            log.fault("too-large", node.span, "marks", limit=MAX_MARKS)
            return None
        # YAML folds lines, and leaves one break where a line was empty.
        text = node.text if node.literal else re.sub(r"(?<!\n)\n(?!\n)", "\n\n", node.text)
        return text.strip()

    def schema(self, words: Words) -> Schema:
        return Text().schema(words)

    def from_json(self, data: Json) -> str:
        return json_text(data)


@dataclass(frozen=True)
class Choice(FieldType[str]):
    """One word of a fixed set."""

    words: tuple[str, ...]

    def read(self, node: Node, address: str, log: FileLog) -> str | None:
        text = _text(node, address, log)
        if not text:
            return None
        if text in self.words:
            return text
        log.fault(
            "unknown-choice",
            node.span,
            field=last_key(address),
            value=shortened(text),
            allowed=self.words,
            nearest=typed.choice(text, self.words) or nearest(text, self.words),
        )
        return None

    def schema(self, words: Words) -> Schema:
        return _one_of(self.words)

    def from_json(self, data: Json) -> str:
        return json_text(data)


@dataclass(frozen=True)
class RecordNumber(FieldType[str]):
    """A measure's number: digits, letters and dots."""

    PATTERN: ClassVar[str] = rf"{_LETTER}+(?:\.{_LETTER}+)*"

    def read(self, node: Node, address: str, log: FileLog) -> str | None:
        text = _text(node, address, log)
        if text and not re.fullmatch(self.PATTERN, text):
            meant = typed.number(text)
            variant, written = "meant" if re.fullmatch(self.PATTERN, meant) else "", meant
            field, value = last_key(address), shortened(text)
            log.fault("invalid-number", node.span, variant, field=field, value=value, written=written)
        # Kept even so: a comparison can still tell the measures apart.
        return text

    def schema(self, words: Words) -> Schema:
        types = ["string", "number", "boolean", "null"]
        return {"type": types, "pattern": _spelled(self.PATTERN), "minimum": 0}

    def from_json(self, data: Json) -> str:
        return json_text(data)


@dataclass(frozen=True)
class Switch(FieldType[bool]):
    """`true` or `false`."""

    WORDS: ClassVar[tuple[str, str]] = ("true", "false")

    def read(self, node: Node, address: str, log: FileLog) -> bool | None:
        word = Choice(self.WORDS).read(node, address, log)
        return None if word is None else word == "true"

    def schema(self, words: Words) -> Schema:
        return Choice(self.WORDS).schema(words)

    def from_json(self, data: Json) -> bool:
        if not isinstance(data, bool):
            raise Misfit(data)
        return data


@dataclass(frozen=True)
class RoundId(FieldType[str]):
    """A reporting round: letters, digits, dots and dashes, at most 60, so that it can name a file."""

    PATTERN: ClassVar[str] = rf"{_LETTER}(?:(?:{_LETTER}|[_.-]){{0,58}}{_LETTER})?"

    def read(self, node: Node, address: str, log: FileLog) -> str | None:
        text = _text(node, address, log)
        if text and not re.fullmatch(self.PATTERN, text):
            written = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
            variant = "dash" if re.fullmatch(self.PATTERN, written) else ""
            if not variant and re.fullmatch("[0-9]{4}-(?:[0-9]{2}|Q[1-4])", month := typed.time(text)):
                variant, written = "month", month
            if (
                not variant
                and re.search("[0-9]", text)
                and re.fullmatch(self.PATTERN, plainly := re.sub(r"\.?[\s/]+", "-", text))
            ):
                variant, written = "month", plainly
            log.fault("invalid-round", node.span, variant, value=shortened(text), written=shortened(written))
            return None
        return text

    def schema(self, words: Words) -> Schema:
        types = ["string", "number", "boolean", "null"]
        return {
            "type": types,
            "pattern": _spelled(self.PATTERN),
            "minimum": 0,
            "exclusiveMaximum": 10**60,
        }

    def from_json(self, data: Json) -> str:
        return json_text(data)


def _in_braces(node: Node) -> str:
    """The texts of a list that was written in braces."""
    entries = node.entries if isinstance(node, MappingNode) else ()
    return ", ".join(key.text for key, _ in entries) if all(_absent(value) for _, value in entries) else ""


@dataclass(frozen=True)
class TextList(FieldType[tuple[str, ...]]):
    """A list of texts. With `one`, a single text stands for a list of one; `of` is as in `Text`."""

    one: bool = False
    of: str = ""

    def read(self, node: Node, address: str, log: FileLog) -> tuple[str, ...] | None:
        if self.one and isinstance(node, Scalar):
            text = _text(node, address, log)
            return (text,) if text else ()
        if _absent(node):
            return ()
        if not isinstance(node, Sequence):
            line = _in_braces(node)
            variant = "braces" if line else "texts"
            log.wrong_type(node, address, variant, written=f"{last_key(address)}: [{line}]")
            return None
        values: list[str] = []
        for number, item in enumerate(node.items):
            text = _text(item, f"{address}.{number}", log)
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


def vocabulary_of(field: Field[object]) -> str:
    """The vocabulary whose terms a field has; "" for none, and for a table, whose columns may have several."""
    return field.type.of if isinstance(field.type, (Text, TextList)) else ""


@dataclass(frozen=True)
class RecordNumbers(TextList):
    """Numbers of measures."""

    def read(self, node: Node, address: str, log: FileLog) -> tuple[str, ...] | None:
        values = super().read(node, address, log)
        for number, text in enumerate(values or ()):
            if not re.fullmatch(RecordNumber.PATTERN, text):
                span = log.spans.get(f"{address}.{number}", node.span)
                parts = [part for part in re.split(r"[,/;&+\s]+", text) if part not in ("og", "and", "")]
                several = len(parts) > 1 and all(re.fullmatch(RecordNumber.PATTERN, part) for part in parts)
                name, written = last_key(address), ", ".join(parts)
                variant = "several" if several and any(map(str.isdigit, text)) else ""
                if re.fullmatch(RecordNumber.PATTERN, meant := typed.number(text)):
                    variant, written = "meant", meant
                log.fault(
                    "invalid-number",
                    span,
                    variant,
                    field=name,
                    value=shortened(text),
                    written=shortened(written),
                )
        return values

    def _item(self, words: Words) -> Schema:
        return RecordNumber().schema(words)


@dataclass(frozen=True)
class Whole(FieldType[int]):
    """A whole number of at least `least`, and at most `most` where there is a limit."""

    least: int = 0
    most: int | None = None

    def read(self, node: Node, address: str, log: FileLog) -> int | None:
        text = _text(node, address, log)
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
        return _numeric(self._pattern, self.least, _MOST if self.most is None else self.most)

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


# Points, commas or apostrophes between thousands: `250.000` is 250 000 here and 250 elsewhere.
_MARKED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:['’][0-9]{3})+")
_CURRENCY = re.compile(
    rf"(?:(?:NOK|kr\.?){_BLANK}*)?([0-9 \u00a0\u202f\u2009]+?){_BLANK}*(?:NOK|kr\.?|kroner|,-|,–)?",
    re.IGNORECASE,
)


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
        text = re.sub(rf"^{_FOLDED}+|{_FOLDED}+$", "", node.text)
        if not text:
            return None
        if re.fullmatch(self.PATTERN, text):
            return int(re.sub(_BLANK, "", text))
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
        return _numeric(self.PATTERN, -_MOST, _MOST)

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
        text = _text(node, address, log)
        if not text:
            return None
        if re.fullmatch(f"{self.PATTERN}{self.UNIT}", text):
            return Decimal(re.sub(rf"{_BLANK}|%", "", text))
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
        return _numeric(f"{self.PATTERN}{self.UNIT}", -_MOST, _MOST, "number")

    def from_json(self, data: Json) -> Decimal:
        if isinstance(data, bool) or not isinstance(data, (int, float)):
            raise Misfit(data)
        return Decimal(str(data))


_COMMA = re.compile(r"-?[0-9 \u00a0\u202f\u2009]+,[0-9]+")


@dataclass(frozen=True)
class Percent(Number):
    """A share in per cent: `45`, `12.5` or `45 %`."""

    UNIT: ClassVar[str] = rf"(?:{_BLANK}*%)?"


@dataclass(frozen=True)
class Due(FieldType[When]):
    """A time as precisely as it is known: `2014`, `2014-06`, `2014-Q2`, `2014-06-30` or a span of years."""

    def read(self, node: Node, address: str, log: FileLog) -> When | None:
        text = _text(node, address, log)
        if not text:
            return None
        if re.fullmatch(self._pattern, text):
            return When.parse(re.sub(_BLANK, "", text))
        meant, other = (typed.readings(text) or (typed.time(text), ""))[:2]
        variant = "either" if other else "meant" if re.fullmatch(self._pattern, meant) else ""
        if not variant and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", meant):
            variant, meant = "day", meant[: len("2014-06")]
        field, value = last_key(address), shortened(text)
        log.fault("invalid-time", node.span, variant, field=field, value=value, meant=meant, other=other)
        return None

    @property
    def _pattern(self) -> str:
        parts = rf"{YEAR}(?:-(?:0[1-9]|1[0-2]|Q[1-4]))?|{YEAR}{_BLANK}*[-–]{_BLANK}*{YEAR}"
        return f"{parts}|{Day.PATTERN}"

    def schema(self, words: Words) -> Schema:
        return _numeric(self._pattern, 1900, 2999)

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
        text = _text(node, address, log)
        if not text:
            return None
        if re.fullmatch(self.PATTERN, text):
            return date.fromisoformat(text)
        written = re.fullmatch(r"([0-9]{4})-[0-9]{2}-[0-9]{2}", text)
        variant = "form" if not written else "" if re.match(YEAR, text) else "year"
        meant, other = (typed.readings(text) or (typed.time(text), ""))[:2]
        meant = meant if re.fullmatch(self.PATTERN, meant) else ""
        log.fault(
            "invalid-date",
            node.span,
            "either" if other else "norwegian" if meant else variant,
            field=last_key(address),
            value=shortened(text),
            meant=meant,
            other=other,
        )
        return None

    def schema(self, words: Words) -> Schema:
        return {"type": ["string", "null"], "pattern": _spelled(self.PATTERN)}

    def from_json(self, data: Json) -> date:
        return date.fromisoformat(json_text(data))


@dataclass(frozen=True)
class Years(FieldType[Period]):
    """A period: `2005–2007`, `2006`, `2002, 2006–2008` or, with an open end, `2007–`."""

    SPAN: ClassVar[str] = rf"{YEAR}(?:{_BLANK}*[-–]{_BLANK}*(?:{YEAR})?)?"

    def read(self, node: Node, address: str, log: FileLog) -> Period | None:
        text = _text(node, address, log)
        if not text:
            return None
        if not re.fullmatch(self._pattern, text):
            meant = typed.period(text)
            variant = "meant" if re.fullmatch(self._pattern, meant) else ""
            log.fault("invalid-period", node.span, variant, value=shortened(text), meant=meant)
            return None
        spans: list[tuple[int, int | None]] = []
        for part in text.split(","):
            first, *last = re.findall("[0-9]{4}", part)
            ended = int(last[0]) if last else None if re.search("[-–]", part) else int(first)
            spans.append((int(first), ended))
        return Period(tuple(spans))

    @property
    def _pattern(self) -> str:
        return rf"{self.SPAN}(?:{_BLANK}*,{_BLANK}*{self.SPAN})*{_BLANK}*"

    def schema(self, words: Words) -> Schema:
        return _numeric(self._pattern, 1900, 2999)

    def from_json(self, data: Json) -> Period:
        spans = json_list(json_mapping(data).get("spans"))
        return Period(tuple(_span(span) for span in spans))


def _span(data: Json) -> tuple[int, int | None]:
    match data:
        case [first, last]:
            return Whole().from_json(first), None if last is None else Whole().from_json(last)
    raise Misfit(data)


_TEXT = Phrase("found.text")


def _as_text(node: Node, known: tuple[str, ...]) -> str:
    """The text that stands where an entry should, also one with a colon, or "" where it is none."""
    if isinstance(node, Scalar):
        return node.text.strip()
    if isinstance(node, MappingNode) and len(node.entries) == 1 and " " in node.entries[0][0].text:
        return "" if nearest(node.entries[0][0].text, known) else _as_written(node)
    return ""


def _entry(names: Iterable[str], text: str) -> str:
    """An entry with these keys, of which the one that says what it is called has the text."""
    names = tuple(names)
    called = next((name for name in ("title", "label") if name in names), names[0])
    value = shortened(text) if re.fullmatch(r"\w[\w \u00a0.–-]*", text) else quoted(text)
    return "{" + ", ".join(f"{name}: {value if name == called else '…'}" for name in names) + "}"


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

    def read(self, node: Node, address: str, log: FileLog) -> E_co | None:
        if self.shorthand and isinstance(node, Scalar):
            return Values({self.shorthand: _text(node, address, log)}, {}).build(self.record)
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
            _text(node, address, log)
            return None
        values = read_fields(node, self.fields, log, address)
        missing = [field.name for field in self.fields if field.required and values.of(field) in EMPTY]
        for name in missing:
            log.missing(node, address, name)
        return None if missing else values.build(self.record)

    def schema(self, words: Words) -> Schema:
        schema = object_schema(self.fields, words)
        return {"anyOf": [Text().schema({}), schema]} if self.shorthand else schema

    def from_json(self, data: Json) -> E_co:
        kept = {self.shorthand: data} if self.shorthand and isinstance(data, str) else json_mapping(data)
        extra = {key: value for key, value in kept.items() if key.startswith("x-")}
        values = Values(values_from_json(kept, self.fields), extra)
        if any(field.required and values.of(field) in EMPTY for field in self.fields):
            raise Misfit(data)
        return values.build(self.record)


@dataclass(frozen=True)
class Hyperlink(Entry):
    """An address of a page or record, and the words that lead there. What is no address is printed as words."""

    SHORTHAND: ClassVar[str] = "url"

    url: str = declared(Text(), "Address of a page, or path of a record.", default="", required=True)
    title: str = declared(Text(), "What is printed instead of the address.", default="")


@dataclass(frozen=True)
class ListOf(FieldType[tuple[T_co, ...]], Generic[T_co]):
    """A list of values of one type; one that must be `filled` is not empty where it stands.

    With `one`, a single value stands for a list of one.
    """

    item: FieldType[T_co]
    filled: bool = False
    one: bool = False

    def read(self, node: Node, address: str, log: FileLog) -> tuple[T_co, ...] | None:
        if self.filled and (_absent(node) or (isinstance(node, Sequence) and not node.items)):
            log.fault("missing-key", log.spans.get(address, node.span), "empty", key=last_key(address))
            return None
        if _absent(node):
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


# So many entries can be shown in a sentence.
_MOST_SHOWN = 4
_KEY_AND_VALUE = re.compile(r"(?P<key>[\w.-]{1,60}?)(?:\s*[:–-])?(?:\s+(?P<value>.+))?")


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


@dataclass(frozen=True)
class Table(FieldType[Mapping[str, T_co]], Generic[T_co]):
    """A mapping from free keys to values of one type; `key` is what a key must be, where that is not any text."""

    value: FieldType[T_co]
    key: FieldType[str] | None = None

    def read(self, node: Node, address: str, log: FileLog) -> Mapping[str, T_co] | None:
        if _absent(node):
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
            else:
                values[key.text] = value
        return values

    def schema(self, words: Words) -> Schema:
        inner = self.value.schema(words)
        # Where nothing is no text, each key must have a value.
        value = inner if isinstance(self.value, (Text, Object)) else given(inner)
        keys: Schema = {"propertyNames": self.key.schema(words)} if self.key else {}
        return {"type": ["object", "null"], "additionalProperties": value, **keys}

    def from_json(self, data: Json) -> Mapping[str, T_co]:
        kept = json_mapping(data)
        return {key: self.value.from_json(value) for key, value in kept.items()}


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


# An address alone, or with the words that lead there.
LINK = Object(Hyperlink, shorthand=Hyperlink.SHORTHAND)


def item_of(field: Field[object]) -> object:
    """The type of a field's values: that of the items of a list."""
    return field.type.item if isinstance(field.type, ListOf) else field.type
