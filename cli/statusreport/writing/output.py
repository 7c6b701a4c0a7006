"""Files to disk, all of them or none: the only module that writes publications.

The new output is written beside the old one and takes its place in one step, so that an interrupted, killed
or concurrent build leaves a whole output. Where the system cannot swap two folders in one step, the old one
is moved aside for a moment.
"""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from ..source.faults import UsageError

_EXCHANGE = 2  # RENAME_EXCHANGE of Linux's renameat2(2)
_AT_FDCWD = -100
_ASIDE = "-old"


def write_output(folder: Path, files: Mapping[str, bytes], known: Collection[str]) -> None:
    """Makes `folder` hold `files` (by path from it) under the sub-folders they name.

    Sub-folders among `known` that no file names stay as they are. A folder that holds anything else is not
    ours to replace: UsageError, as for a disk that is full or may not be written.
    """
    folder = Path(os.path.abspath(folder))
    replaced = {name.partition("/")[0] for name in files}
    try:
        _refuse_foreign(folder, known)
        folder.parent.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        with _workshop(folder) as new:
            for name, data in files.items():
                _write(new, name, data)
            for old in _entries(folder):
                if old.name not in replaced:
                    _carry(old, new / old.name)
            _put_in_place(new, folder)
    except OSError as error:
        # The file it fails on may be in the work folder, which nobody knows.
        raise UsageError("unwritable", file=folder, reason=error.strerror or error) from error


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Fills a new or empty folder, or leaves it so. Raises UsageError where it cannot be filled."""
    begun: list[Path] = []
    folders = () if folder.is_dir() else (folder,)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            begun.append(folder / name)
            _write(folder, name, data)
    except OSError as error:
        inner = {above for file in begun for above in file.parents if folder in above.parents}
        for path in (*begun, *sorted(inner, reverse=True), *folders):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise _unwritable(error, folder) from error


def write_file(file: Path, data: bytes) -> None:
    """One file, put in place whole. Raises UsageError where that cannot be."""
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(temporary.parent, temporary.name, data)
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        # The file it fails on may be the temporary one, which nobody knows.
        raise UsageError("unwritable", file=file, reason=error.strerror or error) from error


def _unwritable(error: OSError, file: Path) -> UsageError:
    return UsageError("unwritable", file=error.filename or file, reason=error.strerror or str(error))


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _refuse_foreign(folder: Path, known: Collection[str]) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError("no-output-folder", folder=folder)
    foreign = [e.name for e in _entries(folder) if e.name not in known and not e.name.startswith(".")]
    if foreign:
        raise UsageError("foreign-output", folder=folder, name=foreign[0])


def _write(folder: Path, name: str, data: bytes) -> None:
    """A file below a folder that is there: one that has vanished is never begun anew."""
    inner = folder
    for part in name.split("/")[:-1]:
        inner /= part
        inner.mkdir(exist_ok=True)
    with (folder / name).open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _carry(old: Path, new: Path) -> None:
    """Takes over what is not replaced: the same files where the system can link them, else copies."""
    if old.is_dir() and not old.is_symlink():
        new.mkdir()
        for entry in _entries(old):
            _carry(entry, new / entry.name)
        return
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:
        shutil.copy2(old, new, follow_symlinks=False)


def _prefix(folder: Path) -> str:
    return f".{folder.name}.new-"


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """An empty folder beside the output, gone afterwards; a lock on it says that somebody is at work."""
    new, lock = _claimed(folder)
    try:
        yield new
    finally:
        shutil.rmtree(new, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _claimed(folder: Path) -> tuple[Path, int | None]:
    """A new folder and the lock on it. A build that sweeps before it is locked takes it away: then another."""
    while True:
        new = folder.with_name(f"{_prefix(folder)}{secrets.token_hex(6)}")
        new.mkdir()
        try:
            lock = _lock(new)
        except (BlockingIOError, FileNotFoundError):
            continue
        if new.is_dir():
            return new, lock
        if lock is not None:
            os.close(lock)


def _lock(folder: Path) -> int | None:
    """A lock that ends with this process however it ends; None where the system has none.

    Raises BlockingIOError where somebody else holds it.
    """
    try:
        import fcntl
    except ImportError:
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        if isinstance(error, BlockingIOError):
            raise
        return None
    return handle


def _sweep(folder: Path) -> None:
    """Clears up after killed builds: work folders that nobody has locked, and an old output moved aside."""
    for left in _entries(folder.parent):
        if not left.name.startswith(_prefix(folder)) or not left.is_dir():
            continue
        if left.name.endswith(_ASIDE) and not folder.exists():
            left.rename(folder)
            continue
        try:
            lock = _lock(left)
        except OSError:
            continue
        if lock is not None:
            shutil.rmtree(left, ignore_errors=True)
            os.close(lock)


def _put_in_place(new: Path, folder: Path) -> None:
    if not folder.exists():
        try:
            new.rename(folder)
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
            # Another build has put its output there meanwhile.
        else:
            return
    if _exchange(new, folder):
        return
    aside = folder.with_name(f"{_prefix(folder)}{secrets.token_hex(6)}{_ASIDE}")
    folder.rename(aside)
    try:
        new.rename(folder)
    except OSError:
        aside.rename(folder)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swaps two folders in one step, where the system can."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0)
