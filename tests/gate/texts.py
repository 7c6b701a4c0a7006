"""How texts are compared, and a difference told."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any


def squeezed(text: str) -> str:
    """A text with single blanks."""
    return " ".join(text.split())


def unspaced(text: str) -> str:
    """A text wherever its lines break."""
    return "".join(text.split())


def unlike(found: list[Any], wanted: list[Any]) -> Iterator[str]:
    """The first place where a list is not as expected."""
    for number, (one, other) in enumerate(zip_longest(found, wanted), 1):
        if one != other:
            yield f"number {number} is {_shown(one)} instead of {_shown(other)}"
            return


def _shown(item: Any) -> str:
    if not isinstance(item, tuple):
        return str(item)
    return ", ".join(f"({_shown(part)})" if isinstance(part, tuple) else str(part) for part in item)
