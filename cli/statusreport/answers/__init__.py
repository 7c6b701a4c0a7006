"""What a task found, as text for people and programs.

A family of answers is one package here, a form of it one module: a new file is a new `--format`.
"""

from __future__ import annotations

import unicodedata

from .. import registry


def forms(family: str) -> tuple[str, ...]:
    """The forms of a family: what `--format` accepts. None of them is imported."""
    return registry.names(f"answers.{family}")


def visible(text: str) -> str:
    """Text that cannot command a terminal: what no reader sees is named, and control characters are written out."""
    return "".join(char if char.isprintable() or char == "\t" else _named(char) for char in text)


def _named(char: str) -> str:
    if unicodedata.category(char) in ("Cc", "Cs"):
        return char.encode("unicode_escape").decode("ascii")
    name = unicodedata.name(char, "").lower().replace("space", "blank")
    return f"[{name or f'U+{ord(char):04X}'}]"
