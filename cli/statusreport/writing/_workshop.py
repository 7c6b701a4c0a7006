"""Where an output is made before it is put in place, and how the leftovers of killed builds are cleared.

A work folder `.NAME.new-TOKEN` holds `lock`, locked for as long as its build runs; `new`, an output being
made; `whole`, one that is complete or has been exchanged for it; and `replaced-N`, those that were moved aside.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import lock_descriptor

NEW, WHOLE, REPLACED = "new", "whole", "replaced-"
_LOCK = "lock"
_DAY = 24 * 60 * 60


@contextmanager
def workshop(place: Path, name: str) -> Iterator[Path]:
    """A work folder in `place` with an empty `new`. What it holds besides at the end is left to `sweep`."""
    work, lock = _claimed(place, name)
    try:
        (work / NEW).mkdir()
        yield work
    finally:
        _clear(work, lock)


def sweep(place: Path, name: str, work: Path, dispose: Callable[[Path], object]) -> None:
    """Clears the work folders of builds that were killed; `dispose` is given each whole output they hold.

    Where the system has no locks, a build is taken for dead when its folder is a day older than `work`.
    """
    for left in sorted(place.iterdir()) if place.is_dir() else ():
        if left == work or not left.name.startswith(_prefix(name)) or left.is_symlink() or not left.is_dir():
            continue
        with suppress(OSError):
            age = work.stat().st_mtime - left.stat().st_mtime
            lock = _lock(left)
            if lock is None and age < _DAY:
                continue
            try:
                for output in sorted(left.iterdir()):
                    if output.name.startswith((WHOLE, REPLACED)):
                        dispose(output)
            finally:
                _clear(left, lock)


def caseless(work: Path) -> bool:
    """Whether this disk takes names that differ in case only for one."""
    return (work / _LOCK.upper()).exists()


def _prefix(name: str) -> str:
    return f".{name}.new-"


def _claimed(place: Path, name: str) -> tuple[Path, int | None]:
    """A new work folder and the lock on it. A build that sweeps before it is locked takes it away: then another."""
    while True:
        work = place / f"{_prefix(name)}{secrets.token_hex(6)}"
        work.mkdir()
        try:
            lock = _lock(work)
        except (BlockingIOError, FileNotFoundError):
            continue
        if (work / _LOCK).exists():
            return work, lock
        if lock is not None:
            os.close(lock)


def _lock(work: Path) -> int | None:
    """A lock that ends with this process however it ends; None where the system has none.

    Raises BlockingIOError where somebody else holds it.
    """
    handle = os.open(work / _LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        held = lock_descriptor(handle, blocking=False)
    except OSError:
        os.close(handle)
        return None
    if not held:
        os.close(handle)
        raise BlockingIOError
    return handle


def _clear(work: Path, lock: int | None) -> None:
    """Removes a work folder, but for whole outputs that somebody may still need."""
    shutil.rmtree(work / NEW, ignore_errors=True)
    if lock is not None:
        # Windows removes no file that is open.
        os.close(lock)
    with suppress(OSError):
        if all(entry.name == _LOCK for entry in work.iterdir()):
            (work / _LOCK).unlink(missing_ok=True)
            work.rmdir()
