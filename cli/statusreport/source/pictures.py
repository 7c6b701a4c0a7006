"""What kind of picture a file holds, told by how it begins. Nothing is decoded."""

from __future__ import annotations

import re
from xml.parsers import expat

KINDS = {
    "png": (".png",),
    "jpeg": (".jpg", ".jpeg"),
    "gif": (".gif",),
    "webp": (".webp",),
    "svg": (".svg",),
}
"""The kinds that all formats can show, each with the suffixes of its files."""

SUFFIXES = tuple(suffix for suffixes in KINDS.values() for suffix in suffixes)

_BEGINNINGS = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "jpeg": re.compile(rb"\xff\xd8\xff"),
    "gif": re.compile(rb"GIF8[79]a"),
    "webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
_SVG = "http://www.w3.org/2000/svg svg"


def kind_of(data: bytes) -> str:
    """The kind of a picture, or "" if it is none that all formats can show."""
    found = next((kind for kind, beginning in _BEGINNINGS.items() if beginning.match(data)), "")
    return found or ("svg" if _is_svg(data) else "")


def media_type(data: bytes) -> str:
    """The media type of a picture (RFC 2046); of what is none, that of bytes."""
    kind = kind_of(data)
    return {"": "application/octet-stream", "svg": "image/svg+xml"}.get(kind, f"image/{kind}")


def drawing_size(data: bytes) -> tuple[float, float] | None:
    """The width and height of an SVG in pixels, or None if it does not say them in pixels."""
    root = _root(data)
    sides = [_PIXELS.fullmatch(root[1].get(side, "")) for side in ("width", "height")] if root else []
    return (float(sides[0][1]), float(sides[1][1])) if sides and sides[0] and sides[1] else None


_PIXELS = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)\s*(?:px)?\s*")


def _is_svg(data: bytes) -> bool:
    """Whether a file is XML in UTF-8, which all formats can read, and its root an SVG's."""
    root = _root(data)
    return root is not None and root[0] == _SVG


def _root(data: bytes) -> tuple[str, dict[str, str]] | None:
    """The name and attributes of the root of XML; None for anything else."""
    if b"\0" in data:  # UTF-16, which expat would recognise
        return None
    found: list[tuple[str, dict[str, str]]] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        if not found:
            found.append((name, attributes))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = begin
    try:
        parser.Parse(data.decode("utf-8"), True)
    except (UnicodeDecodeError, expat.ExpatError):
        return None
    return found[0] if found else None
