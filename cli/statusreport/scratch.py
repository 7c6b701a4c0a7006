"""Files lent to a program that reads from disk only. They are gone when it has read them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def lent(files: Mapping[str, bytes]) -> Iterator[str]:
    """The folder that holds the files, by path from it."""
    with tempfile.TemporaryDirectory(prefix="statusreport-") as folder:
        for name, data in files.items():
            file = Path(folder, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        yield folder
