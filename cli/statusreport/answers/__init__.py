"""What a task found, as text for people and programs.

A family of answers is one package here, a form of it one module: a new file is a new `--format`.
"""

from __future__ import annotations

from .. import registry


def forms(family: str) -> tuple[str, ...]:
    """The forms of a family: what `--format` accepts. None of them is imported."""
    return registry.names(f"answers.{family}")


def visible(text: str) -> str:
    """Text that cannot command a terminal: control characters are written out."""
    return "".join(
        char if char.isprintable() or char == "\t" else char.encode("unicode_escape").decode("ascii")
        for char in text
    )
