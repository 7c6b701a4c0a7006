"""How things look on a terminal: progress while something takes long, and what was written. rich lives here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..messages import Catalogue

if TYPE_CHECKING:
    from ..writing.output import Written


@contextmanager
def progress(words: Catalogue) -> Iterator[Callable[[str], None]]:
    """Shows what is being done, on a terminal only; the callable takes the next step's text."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status(words("build.reading")) as status:
        yield status.update


def written(words: Catalogue, folder: Path, done: Written) -> str:
    """What a build wrote, every file with its size, and what it removed."""
    width = max(map(len, done.files), default=0)
    lines = [words("build.written", n=len(done.files), folder=folder)]
    for name, data in done.files.items():
        size = words("build.kilobytes", n=max(1, round(len(data) / 1000)))
        lines.append(f"  {name.ljust(width)}  {size:>9}")
    return "\n".join([*lines, *_named(words, "removed", folder, done.removed)]) + "\n"


def left_alone(words: Catalogue, folder: Path, done: Written) -> list[str]:
    """What a build did not touch, and what can be done about it."""
    kinds = {"locked": done.locked, "blocking": done.blocking, "foreign": done.foreign}
    lines = [line for kind, names in kinds.items() for line in _named(words, kind, folder, names)]
    if done.older:
        lines.append(words("build.older", n=len(done.older), names=", ".join(done.older)))
    return lines


def _named(words: Catalogue, kind: str, folder: Path, names: tuple[str, ...]) -> list[str]:
    if not names:
        return []
    return [words(f"build.{kind}", n=len(names), folder=folder), *(f"  {name}" for name in names)]
