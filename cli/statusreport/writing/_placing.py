"""How one whole output takes the place of another, and nothing is lost that somebody wrote at the last moment."""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
from contextlib import suppress
from itertools import count
from pathlib import Path

from ._exchange import exchange
from ._survey import Survey, is_made
from ._workshop import NEW, REPLACED, WHOLE
from .manifest import MANIFEST, read_manifest


def put_in_place(work: Path, folder: Path) -> list[str]:
    """Puts the new output of a work folder in place; the paths of what was saved from the old one.

    Raises OSError where the old one cannot give way: then it is where it was.
    """
    new, whole = work / NEW, work / WHOLE
    # From here on it is complete: a killed build's is told from one that was just begun.
    new.rename(whole)
    try:
        for number in count():
            if not folder.exists() and _renamed(whole, folder):
                break
            if exchange(whole, folder):
                break
            folder.rename(work / f"{REPLACED}{number}")
    except OSError:
        whole.rename(new)
        for output in sorted(work.glob(f"{REPLACED}*")):
            dispose(output, folder)
        raise
    outputs = [output for output in sorted(work.iterdir()) if output.is_dir()]
    return [path for output in outputs for path in dispose(output, folder)]


def _renamed(whole: Path, folder: Path) -> bool:
    """Whether it has moved to where nothing was; another build may have put its output there meanwhile."""
    try:
        whole.rename(folder)
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
        return False
    return True


def dispose(output: Path, folder: Path) -> list[str]:
    """Removes an output that has given way to the one in `folder`, or puts it back where there is none.

    What somebody wrote into it at the last moment is moved to where they meant it, and its paths returned.
    Where that fails, all of it stays for the next build to clear.
    """
    with suppress(OSError):
        if not folder.exists():
            output.rename(folder)
            return []
        saved = _newer(output, folder)
        for path in saved:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (output / path).replace(folder / path)
        shutil.rmtree(output)
        return saved
    return []


def _newer(output: Path, folder: Path) -> list[str]:
    """What no build made in an output, and is not in the folder as it is or as somebody changed it since."""
    made, now = read_manifest(output), read_manifest(folder)
    found = []
    for path in Survey(output).paths:
        here, there = output / path, folder / path
        if path == MANIFEST or path.endswith("/") or is_made(here, path, made):
            continue
        if os.path.lexists(there) and (
            _is_same(here, there)
            or (not is_made(there, path, now) and here.lstat().st_mtime_ns <= there.lstat().st_mtime_ns)
        ):
            continue
        found.append(path)
    return found


def _is_same(one: Path, other: Path) -> bool:
    """The same file, or another that says the same."""
    if os.path.samestat(one.lstat(), other.lstat()):
        return True
    if one.is_symlink() or other.is_symlink():
        return one.is_symlink() and other.is_symlink() and one.readlink() == other.readlink()
    return one.is_file() and other.is_file() and filecmp.cmp(one, other, shallow=False)
