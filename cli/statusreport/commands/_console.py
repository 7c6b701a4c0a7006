"""How things look on a terminal: progress while something takes long, and what was written. rich lives here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ..words import Catalogue


@contextmanager
def progress(words: Catalogue) -> Iterator[Callable[[str], None]]:
    """Shows what is being done, on a terminal only; the callable takes the next step's text."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status(words("build.reading")) as status:
        yield status.update


def written(words: Catalogue, folder: Path, files: Mapping[str, bytes]) -> str:
    """What a build wrote: every file with its size."""
    width = max(len(name) for name in files)
    lines = [words("build.written", n=len(files), folder=folder)]
    for name, data in files.items():
        size = words("build.kilobytes", n=max(1, round(len(data) / 1000)))
        lines.append(f"  {name.ljust(width)}  {size:>9}")
    return "\n".join(lines) + "\n"
