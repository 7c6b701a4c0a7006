"""What a task found, as text for people and programs.

A family of answers is one package here, a form of it one module: a new file is a new `--format`.
"""

from __future__ import annotations

import unicodedata

from .. import registry
from ..words import Catalogue


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
