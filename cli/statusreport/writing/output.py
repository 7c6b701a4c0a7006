"""A folder of publications: made whole beside the old one, and put in its place in one step.

Only what a build has made, and nobody has changed since, is ever replaced or removed. All else keeps its
bytes and its place; where it stands in the way of a new file, the new file is not written.

Where two folders cannot be exchanged in one step, the old one is moved aside for a moment. Where it cannot be
moved (it is a mount, somebody stands in it or has a file of it open) its files are replaced one by one.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..source.faults import UsageError
from ..source.tree import reason_of
from ._placing import dispose, put_in_place
from ._survey import Decision, Survey, above, decide, folded, has, is_made
from ._workshop import NEW, caseless, sweep, workshop
from .files import put, unwritable
from .manifest import MANIFEST, Made, Manifest, digest, encoded, read_manifest

# How a system says that a folder must stay where it is; a file of it may be in use.
_IMMOVABLE = (errno.EACCES, errno.EPERM, errno.EBUSY, errno.EXDEV, errno.EROFS)


@dataclass(frozen=True)
class Written:
    """What a build did in a folder, by path from it; a path that ends in a slash is a folder."""

    files: Mapping[str, bytes] = field(default_factory=dict)  # the new files that are in place
    removed: tuple[str, ...] = ()  # made earlier, and no longer
    older: tuple[str, ...] = ()  # made earlier from other content, and not asked for now
    blocking: tuple[str, ...] = ()  # made by no build, or changed since, where a new file would stand
    foreign: tuple[str, ...] = ()  # made by no build, or changed since, in nobody's way
    locked: tuple[str, ...] = ()  # could not be replaced or removed: in use, or protected
    unchanged: bool = False  # all of it was so already


def write_output(folder: Path, files: Mapping[str, bytes], *, content: str, whole: bool) -> Written:
    """Puts `files`, by path from `folder`, in place; `content` is the fingerprint of what they were made from.

    `whole` says that they are all there is: then what earlier builds made besides is removed. Raises
    UsageError where nothing could be written, and where it had to be broken off.
    """
    folder = Path(os.path.abspath(folder))
    _refuse_doubles(files)
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError("no-output-folder", folder=folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _in_one_step(folder, files, content, whole=whole)
        except OSError as error:
            if error.errno not in _IMMOVABLE or not folder.is_dir():
                raise
        return _one_by_one(folder, files, content, whole=whole)
    except OSError as error:
        # The file it fails on may be in the work folder, which nobody knows.
        raise unwritable(folder, error) from error


def _refuse_doubles(files: Iterable[str]) -> None:
    """Names that some disks take for one are refused on all, for the output is the same everywhere."""
    seen: dict[str, str] = {}
    for name in files:
        other = seen.setdefault(folded(name), name)
        if other != name:
            raise UsageError("one-name", one=other, other=name)


def _in_one_step(folder: Path, files: Mapping[str, bytes], content: str, *, whole: bool) -> Written:
    with workshop(folder.parent, folder.name) as work:
        for place in (folder.parent, folder):
            sweep(place, folder.name, work, lambda output: dispose(output, folder))
        survey, listed = Survey(folder), read_manifest(folder)
        if not survey.movable:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        decision = decide(survey, files, listed, content=content, whole=whole, same=_same(work))
        if _is_done_already(folder, decision, listed):
            return replace(_told(decision, ()), unchanged=True)
        _compose(folder, work / NEW, decision)
        saved = put_in_place(work, folder)
    return _told(decision, saved)


def _is_done_already(folder: Path, decision: Decision, listed: Manifest) -> bool:
    """Whether a folder is as it is to be."""
    return (
        bool(decision.files)
        and not decision.removed
        and decision.made == listed
        and all(has(folder / name, digest(data)) for name, data in decision.files.items())
    )


def standing(folder: Path, files: Mapping[str, str]) -> Mapping[str, bytes] | None:
    """The files of a folder that have these digests, by path; None where one has not."""
    found = {}
    for name, sha256 in files.items():
        try:
            found[name] = (folder / name).read_bytes()
        except OSError:
            return None
        if digest(found[name]) != sha256:
            return None
    return found


def _same(work: Path) -> Callable[[str], str]:
    """How names are compared on the disk of a work folder."""
    return folded if caseless(work) else str


def _compose(old: Path, new: Path, decision: Decision) -> None:
    """The new output: what is kept of the old one, and what is written."""
    put(new, MANIFEST, encoded(decision.made))
    for path in decision.kept:
        _carry(old, new, path)
    for name, data in decision.files.items():
        put(new, name, data)
    changed = {"", *(higher for name in decision.files for higher in above(name))}
    for folder in sorted(
        {*changed, *(higher for path in decision.kept for higher in above(path))}, reverse=True
    ):
        if (old / folder).is_dir():
            (shutil.copymode if folder in changed else shutil.copystat)(old / folder, new / folder)


def _carry(old: Path, new: Path, path: str) -> None:
    """Takes over what stays: the same file where the system can link it, else a copy."""
    for folder in above(path):
        (new / folder).mkdir(exist_ok=True)
    if path.endswith("/"):
        return
    try:
        os.link(old / path, new / path, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(old / path, new / path, follow_symlinks=False)


def _one_by_one(folder: Path, files: Mapping[str, bytes], content: str, *, whole: bool) -> Written:
    with workshop(folder, folder.name) as work:
        survey, listed = Survey(folder), read_manifest(folder)
        decision = decide(survey, files, listed, content=content, whole=whole, same=_same(work))
        known = listed | decision.made
        changed = [name for name in decision.files if not is_made(folder / name, name, decision.made)]
        for name in changed:
            put(work / NEW, name, decision.files[name])
        # Wherever it is broken off, the list has both what is replaced already and what is not.
        _list(work, folder, known)
        saved: list[str] = []
        locked: list[str] = []
        try:
            for path in (*decision.removed, *changed):
                if os.path.lexists(folder / path) and not is_made(folder / path, path, known):
                    saved.append(path)
                elif not _is_done(work / NEW / path, folder, path):
                    locked.append(path)
            old = {made for made in listed if made.name in (*saved, *locked)}
            _list(work, folder, old | {made for made in decision.made if made.name not in (*saved, *locked)})
        except OSError as error:
            raise UsageError("half-written", folder=folder, reason=reason_of(error)) from error
    return _told(decision, saved, locked)


def _list(work: Path, folder: Path, made: Iterable[Made]) -> None:
    put(work / NEW, MANIFEST, encoded(made))
    (work / NEW / MANIFEST).replace(folder / MANIFEST)


def _is_done(new: Path, folder: Path, path: str) -> bool:
    """Whether the system let a file be replaced, or removed where there is no new one.

    It does not where another program holds the file.
    """
    try:
        if new.is_file():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            new.replace(folder / path)
            return True
        (folder / path).unlink()
        for higher in reversed([*above(path)]):
            if not any((folder / higher).iterdir()):
                (folder / higher).rmdir()
    except PermissionError:
        return False
    except FileNotFoundError:
        # Somebody else removed it meanwhile.
        return not new.is_file()
    return True


def _told(decision: Decision, saved: Sequence[str], locked: Sequence[str] = ()) -> Written:
    """What was decided, but for what somebody wrote meanwhile and what could not be replaced."""
    out = {*saved, *locked}
    return Written(
        {name: data for name, data in decision.files.items() if name not in out},
        tuple(path for path in decision.removed if path not in out),
        decision.older,
        (*decision.blocking, *(path for path in saved if path in decision.files)),
        (*decision.foreign, *(path for path in saved if path not in decision.files)),
        (*decision.locked, *locked),
    )
