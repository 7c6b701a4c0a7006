"""The fonts of what is printed, and which characters they have. They travel with the tool, never with the machine."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def folder() -> str:
    """Where the font files lie."""
    return str(files(__name__))


def for_pages(name: str) -> bytes:
    """A font for pages as WOFF2, with the letters of European languages: `sans`, `serif`, their `-bold`, `serif-italic`."""
    return files(__name__).joinpath(f"{name}.woff2").read_bytes()


@cache
def _ranges() -> tuple[tuple[int, int], ...]:
    text = files(__name__).joinpath("coverage.txt").read_text("utf-8")
    pairs = (line.split("-") for line in text.split())
    return tuple((int(pair[0], 16), int(pair[-1], 16)) for pair in pairs)


def lacking(text: str) -> str:
    """The characters of a text that no font can show, each once, in order."""
    beyond = set(text) - _ALWAYS
    return "".join(sorted(c for c in beyond if not any(first <= ord(c) <= last for first, last in _ranges())))


def spelled(text: str) -> str:
    """A text with the number of each character that no font can show in its place, as `[U+4E2D]`."""
    for character in lacking(text):
        text = text.replace(character, f"[U+{ord(character):04X}]")
    return text


# What needs no looking up, and what is never shown as anything.
_ALWAYS = frozenset(
    map(chr, (*range(0x20, 0x7F), *range(0x2060, 0x2070), *range(0xE0020, 0xE0080)))
) | frozenset("\n\r\t\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\ufe0e\ufe0f")
