"""What the types of scalars share: how the characters are read, and the patterns that reading and JSON Schema both use."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...source.yaml_advice import quoted
from ...source.yaml_nodes import Mapping, Node, Scalar, Sequence
from ..field_json import json_text
from ..fields import FieldType, FileLog, Json, Schema

_FOLDED = r"[ \t\n]"
_BLANKS = re.compile(rf"{_FOLDED}+")
# Blanks of all kinds that stand in one line: an ordinary one, a no-break one, a narrow no-break one or a thin one.
BLANK = "[ \t\n\u00a0\u202f\u2009]"
# Letters and digits of all scripts: everything but the signs of ASCII, Latin 1, the blocks of punctuation, symbols
# and marks, and what no text holds. Neither `\w` nor `\p{L}` means the same wherever a schema is read.
SIGNS = (
    r"\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7"
    r"\u02c2-\u02c5\u02d2-\u02df\u02e5-\u02eb\u02ed\u02ef-\u036f\u0375\u037e\u0384\u0385\u0387\u03f6\u0482-\u0489"
    r"\u2000-\u206f\u20a0-\u214f\u2190-\u245f\u249c-\u24e9\u2500-\u2775\u2794-\u2bff"
    r"\u2e00-\u3004\u3008-\u3020\ud800-\uf8ff\ufe00-\ufe6f\uff00-\uff0f\uff1a-\uff20\ufff0-\uffff"
)
LETTER = f"[^{SIGNS}]"


class StringType(FieldType[str]):
    """A type whose values are texts."""

    def from_json(self, data: Json) -> str:
        return json_text(data)


def spelled(pattern: str) -> str:
    """The pattern of a whole scalar: blanks around it are no part of it, and nothing at all is no value."""
    return rf"^{_FOLDED}*(?:{pattern})?{_FOLDED}*$"


def scalar_text(node: Node, address: str, log: FileLog) -> str | None:
    """The characters of a scalar; lines are joined and blanks around it dropped. Any other node is a fault."""
    if isinstance(node, Scalar):
        return _BLANKS.sub(" ", node.text).strip(" ")
    written = as_written(node)
    variant = "text" if not written else "brackets" if written.startswith("[") else "colon"
    log.wrong_type(node, address, variant, written=quoted(written))
    return None


def as_written(node: Node) -> str:
    """The text that was meant by what its colon or brackets made a list or an entry of; "" where it is none."""
    match node:
        case Mapping(((key, Scalar() as value),)):
            return f"{{{key.text}}}" if is_absent(value) else f"{key.text}: {value.text}"
        case Sequence(items) if all(isinstance(item, Scalar) for item in items):
            return f"[{', '.join(item.text for item in items if isinstance(item, Scalar))}]"
    return ""


def is_absent(node: Node) -> bool:
    """Whether a key has no value at all."""
    return isinstance(node, Scalar) and not node.text and not node.quoted


def one_of(words: Iterable[str]) -> Schema:
    """One of these words, however its blanks are written. YAML reads some of them as numbers or truth values."""
    words = tuple(dict.fromkeys(words))
    others = [value for word in words for value in _as_yaml(word)]
    return {"anyOf": [{"enum": [*words, *others]}, {"type": ["string", "null"], "pattern": _any_of(words)}]}


def any_text() -> Schema:
    """Any text. An unquoted `1.10` is a number to an editor's YAML, and `true` a truth value."""
    return {"type": ["string", "number", "boolean", "null"]}


def called(pattern: str) -> Schema:
    """A text of this pattern, which has no sign in front."""
    return {**any_text(), "pattern": spelled(pattern), "minimum": 0}


def numeric(pattern: str, least: int, most: int, kind: str = "integer") -> Schema:
    """A scalar that is a number to whoever reads YAML, as a year is, where it is not quoted or grouped."""
    return {"type": [kind, "string", "null"], "minimum": least, "maximum": most, "pattern": spelled(pattern)}


def _any_of(words: Iterable[str]) -> str:
    """The pattern of a scalar that is one of these words."""
    escaped = (re.sub(r"[\^$\\.*+?()\[\]{}|/]", r"\\\g<0>", word) for word in words)
    return spelled("|".join(re.sub(f"{BLANK}+", f"{BLANK}+", word) for word in escaped))


def _as_yaml(word: str) -> tuple[Json, ...]:
    """What YAML 1.2 makes of a word without quotes, where that is no text."""
    if word.casefold() in ("true", "false"):
        return (word.casefold() == "true",)
    if re.fullmatch(r"-?[0-9]{1,15}", word):
        return (int(word),)
    return (float(word),) if re.fullmatch(r"-?[0-9]{1,15}\.[0-9]{1,15}", word) else ()
