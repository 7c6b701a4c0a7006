"""What a task found, as text for people and programs.

A family of answers is one package here, a form of it one module: a new file is a new `--format`.
"""

from __future__ import annotations

import re
import unicodedata

from .. import registry
from ..words import Catalogue

# What is broken before: a word, with the blanks before it. Code between backticks is one.
_WORD = re.compile(r" *(?:`[^`]*`|[^ ])+")
_PLAIN_WORD = re.compile(r" *[^ ]+")
# What a line begins with that the next one stands behind: blanks, and a first cell or a number in a list.
_LEAD = re.compile(r" *(?:\S+ {2,}|(?<= )\d\S* )?")


def forms(family: str) -> tuple[str, ...]:
    """The forms of a family: what `--format` accepts. None of them is imported."""
    return registry.names(f"answers.{family}")


def visible(text: str, words: Catalogue) -> str:
    """Text that cannot command a terminal: what no reader sees is named, and control characters are written out."""
    return "".join(char if char.isprintable() or char == "\t" else _named(char, words) for char in text)


def _named(char: str, words: Catalogue) -> str:
    if unicodedata.category(char) in ("Cc", "Cs"):
        return char.encode("unicode_escape").decode("ascii")
    return f"[{words.sign(char)}]"


def cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0
        if unicodedata.category(char) in ("Mn", "Me")
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in text
    )


def fitted(text: str, width: int) -> str:
    """Lines for a terminal of some width: what one has no room for stands below it, where its words begin."""
    found = []
    for line in text.split("\n"):
        lead = _LEAD.match(line)
        hang = len(lead[0]) if lead else 0
        found += broken(line, width, hang if hang <= width // 3 else 2)
    return "\n".join(found)


def broken(line: str, width: int, hang: int, taken: int = 0) -> list[str]:
    """A line as lines of some width, which begin behind `hang` blanks; the first has `taken` columns less.

    It is broken between words. One that is too long for a line stays whole, and without a width all do.
    """
    if not width or taken + cells(line) <= width:
        return [line]
    found, room = [""], width - taken
    for word in _words(line, width - hang):
        if found[-1].strip() and cells(found[-1] + word) > room:
            found.append(" " * hang + word.lstrip(" "))
            room = width
        else:
            found[-1] += word
    return found


def _words(line: str, room: int) -> list[str]:
    """The words of a line; code that no line has room for is broken too."""
    return [
        word
        for piece in _WORD.findall(line)
        for word in ([piece] if cells(piece) <= room else _PLAIN_WORD.findall(piece))
    ]
