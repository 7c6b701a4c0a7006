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


def _is_svg(data: bytes) -> bool:
    """Whether a file is XML in UTF-8, which all formats can read, and its root an SVG's."""
    if b"\0" in data:  # UTF-16, which expat would recognise
        return False
    root = ""

    def begin(name: str, _: object) -> None:
        nonlocal root
        root = root or name

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = begin
    try:
        parser.Parse(data.decode("utf-8"), True)
    except (UnicodeDecodeError, expat.ExpatError):
        return False
    return root == _SVG
