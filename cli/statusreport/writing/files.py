"""Files to disk, each whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
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
    except BaseException as error:
        inner = {above for file in begun for above in file.parents if folder in above.parents}
        for path in (*begun, *sorted(inner, reverse=True), *folders):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        if isinstance(error, OSError):
            raise unwritable(Path(error.filename or folder), error) from error
        raise


def write_file(file: Path, data: bytes) -> None:
    """One file, put in place whole. Raises UsageError where that cannot be.

    A link stays one, and a file's mode what it is. What is no file, as a pipe, is given the bytes.
    """
    with _naming(file):
        if _is_stream(file):
            file.write_bytes(data)
            return
    replace_files({file: data})


def replace_files(files: Mapping[Path, bytes]) -> None:
    """Several files as by `write_file`, all of them or none. Raises UsageError where that cannot be."""
    with ExitStack() as left, ExitStack() as undone:
        ready: list[tuple[Path, Path, Path]] = []
        for file, data in files.items():
            with _naming(file):
                target = Path(os.path.realpath(file))
                new, old = (target.with_name(f".{target.name}.{secrets.token_hex(4)}") for _ in range(2))
                left.callback(_remove, new)
                left.callback(_remove, old)
                target.parent.mkdir(parents=True, exist_ok=True)
                put(new.parent, new.name, data)
                if target.exists():
                    shutil.copymode(target, new)
                    _double(target, old)
                ready.append((new, old, target))
        for file, (new, old, target) in zip(files, ready, strict=True):
            with _naming(file):
                # An interrupt may come before anybody knows that it is done.
                undone.callback(*(_put_back, old, target) if old.exists() else (_remove, target))
                new.replace(target)
        undone.pop_all()


def _is_stream(file: Path) -> bool:
    """Whether what is written here goes on to somebody: a pipe, a device, or what this process has open."""
    if os.path.abspath(file).startswith(("/dev/fd/", "/dev/std", "/proc/")):
        return True
    return file.exists() and not file.is_file() and not file.is_dir()


def _double(file: Path, other: Path) -> None:
    """The same file under another name where the system can link it, else a copy."""
    try:
        os.link(file, other)
    except (OSError, NotImplementedError):
        shutil.copy2(file, other)


def _put_back(old: Path, file: Path) -> None:
    with suppress(OSError):
        old.replace(file)


def _remove(file: Path) -> None:
    with suppress(OSError):
        file.unlink(missing_ok=True)


@contextmanager
def _naming(file: Path) -> Iterator[None]:
    """Says of an error which file it concerns: it may have come of a temporary one, which nobody knows."""
    try:
        yield
    except OSError as error:
        raise unwritable(file, error) from error


def unwritable(file: Path, error: OSError) -> UsageError:
    """The sentence on a file or folder that cannot be written, and is as it was."""
    return UsageError("unwritable", file=file, reason=reason_of(error))
