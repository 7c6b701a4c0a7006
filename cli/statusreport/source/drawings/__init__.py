"""Drawings: SVG as every format draws it, or why not all can.

A browser draws more than what prints: other formats know the static part of SVG 1.1 and little CSS. A drawing is
written anew, with what all know, under the size that it has; everything else is refused by name, since it would look
different from format to format, or dropped where nobody sees it.
"""

from __future__ import annotations

from xml.parsers import expat

from ._flaws import Flaw, UndrawableError
from ._sizes import SVG
from ._writing import Drawing, Embedded, Writing

__all__ = ["Drawing", "UndrawableError", "is_drawing", "read_drawing"]


def is_drawing(data: bytes) -> bool:
    """Whether a file is XML in UTF-8, which all formats can read, and its root an SVG's."""
    if b"\0" in data:  # UTF-16, which expat would recognise
        return False
    roots: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, _: None if roots else roots.append(name)
    try:
        parser.Parse(data.decode("utf-8"), True)
    except (UnicodeDecodeError, expat.ExpatError):
        return False
    return roots == [f"{SVG} svg"]


def read_drawing(data: bytes, embedded: Embedded) -> Drawing | tuple[Flaw, ...]:
    """A drawing, or why it cannot be published. `embedded` gives the address of a picture in it, and its weight.

    The bytes must be those of a drawing.
    """
    try:
        return Writing(embedded).drawing(data.decode("utf-8"))
    except UndrawableError as error:
        return (error.flaw,)
