"""Files lent to a program that reads from disk only. They are gone when it has read them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ..source.faults import UsageError
from ..source.tree import reason_of


@contextmanager
def lent(files: Mapping[str, bytes]) -> Iterator[str]:
    """The folder that holds the files, by path from it. Raises UsageError if there is no room for them."""
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="statusreport-"))
            for name, data in files.items():
                file = Path(folder, name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
        except OSError as error:
            raise UsageError("no-scratch", problem=reason_of(error)) from error
        yield folder
