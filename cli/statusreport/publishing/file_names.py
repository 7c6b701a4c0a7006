"""Names of files that every system, and an address, can have."""

from __future__ import annotations

import re

# What some system allows in no name, or has another meaning in an address.
_UNFIT = re.compile(r"[^\w.()-]+")


def fit(text: str) -> str:
    """A text with hyphens for what cannot stand in a name."""
    return _UNFIT.sub("-", text)


def free(stem: str, taken: set[str], suffix: str = "") -> str:
    """A name that differs from those `taken` by more than the case of its letters; it is one of them then."""
    name, number = f"{stem}{suffix}", 2
    while name.casefold() in taken:
        name, number = f"{stem}-{number}{suffix}", number + 1
    taken.add(name.casefold())
    return name
