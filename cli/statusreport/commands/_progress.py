"""Progress while something takes long."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(first: str) -> Iterator[Callable[[str], None]]:
    """Shows what is being done, on a terminal only; the callable takes the next step's text."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console
    from rich.live import Live

    # Nothing turns meanwhile: that takes a thread, beside which a process may not be forked.
    with Live(first, console=Console(stderr=True), auto_refresh=False, transient=True) as line:
        line.refresh()
        yield lambda step: line.update(step, refresh=True)
