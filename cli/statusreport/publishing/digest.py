"""What tells a publication, or a part of one, from others: what is printed of two that have one digest is the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any

from markdown_it.token import Token

from .document import Prose
from .language import Language


def digest(said: object, language: Language) -> str:
    """The SHA-256 of all that an edition, a document or parts of it hold, and of what its plan calls things in a language."""
    told = (said, language.code, language.names, language.rounds, language.countries)
    return hashlib.sha256(json.dumps(told, default=_told, ensure_ascii=True).encode("ascii")).hexdigest()


def _told(value: Any) -> object:
    """A value as JSON; whatever is not known to be told whole is refused."""
    if isinstance(value, Token):
        return _token(value)
    if isinstance(value, Prose):
        return value.key or value.tokens, value.shift
    if is_dataclass(value):
        return type(value).__name__, _parts(value.__class__)(value)
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (date, Decimal)):
        return repr(value)
    raise TypeError(f"{type(value)} in a publication")


# Where in its file a token was read is not printed.
_token = attrgetter(*(name for name in Token.__slots__ if name != "map"))


@cache
def _parts(kind: Any) -> attrgetter[Any]:
    names = [field.name for field in fields(kind)]
    return attrgetter(*names)
