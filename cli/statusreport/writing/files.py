"""Single files to disk, each whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ..source.faults import UsageError
from ..source.tree import reason_of


def put(folder: Path, name: str, data: bytes) -> None:
    """A file below a folder that is there, on the disk when this returns. A vanished folder is not begun anew."""
    inner = folder
    for part in name.split("/")[:-1]:
        inner /= part
        inner.mkdir(exist_ok=True)
    with (folder / name).open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Fills a new or empty folder, or leaves it so. Raises UsageError where it cannot be filled."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("not-empty", folder=folder)
    begun: list[Path] = []
    folders = () if folder.is_dir() else (folder,)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            begun.append(folder / name)
            put(folder, name, data)
    except OSError as error:
        inner = {above for file in begun for above in file.parents if folder in above.parents}
        for path in (*begun, *sorted(inner, reverse=True), *folders):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise unwritable(Path(error.filename or folder), error) from error


def write_file(file: Path, data: bytes) -> None:
    """One file, put in place whole. Raises UsageError where that cannot be."""
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            put(temporary.parent, temporary.name, data)
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        # The file it fails on may be the temporary one, which nobody knows.
        raise unwritable(file, error) from error


def unwritable(file: Path, error: OSError) -> UsageError:
    """The sentence on a file or folder that cannot be written, and is as it was."""
    return UsageError("unwritable", file=file, reason=reason_of(error))
