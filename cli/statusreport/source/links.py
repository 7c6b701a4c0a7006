"""What the target of a link names."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit

# How a link names the chart or the table of a breakdown that a text shows.
_SHOWN = re.compile(r"[^#]*#((?:chart|table):.+)", re.DOTALL)


def internal_target(target: str, path: str) -> str | None:
    """The plan's file a link points at, as a path from the root, or None for a link to elsewhere.

    A target that climbs out of the plan comes back with its leading `..`.
    """
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))


def named(target: str) -> str:
    """What a link names that leads to a chart or table of a breakdown: `chart:NAME` or `table:NAME`; else ""."""
    found = _SHOWN.fullmatch(target)
    return unquote(found[1]) if found else ""
