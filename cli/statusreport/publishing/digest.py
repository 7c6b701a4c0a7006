"""What tells an edition from another one: what is printed from two that have one digest is the same."""

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

from .document import Edition, Prose
from .language import Language


def digest(edition: Edition, language: Language) -> str:
    """The SHA-256 of all that an edition holds, and of what its plan calls things in its language."""
    told = (edition, language.code, language.names, language.rounds, language.countries)
    return hashlib.sha256(json.dumps(told, default=_told, ensure_ascii=True).encode("ascii")).hexdigest()


def _told(value: Any) -> object:
    """A value as JSON; whatever is not known to be told whole is refused."""
    if isinstance(value, Token):
        return _token(value)
    if isinstance(value, Prose) and value.key:
        return value.key, value.shift
    if is_dataclass(value):
        return type(value).__name__, _parts(value.__class__)(value)
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (date, Decimal)):
        return repr(value)
    raise TypeError(f"{type(value)} in an edition")


# Where in its file a token was read is not printed.
_token = attrgetter(*(name for name in Token.__slots__ if name != "map"))


@cache
def _parts(kind: Any) -> attrgetter[Any]:
    names = [field.name for field in fields(kind)]
    return attrgetter(*names)
