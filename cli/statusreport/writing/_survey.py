"""What lies in an output folder, whose it is, and what a build may do with it."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .manifest import MANIFEST, Made, Manifest, digest

_JUNCTION = 0xA0000003  # the reparse tag of a folder of Windows that leads elsewhere


class Survey:
    """Every file, link and empty folder below a folder by its path, the last with a slash behind it.

    `movable` says whether all of it may be moved: not a mount, nor what this process may not move or stands in.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paths: list[str] = []
        self.movable = not _stands_in(folder)
        if folder.is_dir():
            self._visit(folder, "", folder.stat().st_dev)

    def _visit(self, folder: Path, above: str, device: int) -> None:
        self.movable &= folder.stat().st_dev == device and os.access(folder, os.W_OK | os.X_OK)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except PermissionError:
            self.movable = False
            return
        for entry in entries:
            path = f"{above}{entry.name}"
            if not _is_folder(entry):
                self.paths.append(path)
                continue
            before = len(self.paths)
            self._visit(folder / entry.name, f"{path}/", device)
            if len(self.paths) == before:
                self.paths.append(f"{path}/")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether all below it is here: neither a link nor what Windows has like it."""
    if not entry.is_dir(follow_symlinks=False):
        return False
    return getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) != _JUNCTION


def _stands_in(folder: Path) -> bool:
    """Whether this process, and so the person who started it, is in a folder, which must then stay the same."""
    try:
        here = Path.cwd()
    except FileNotFoundError:
        return False
    real = Path(os.path.realpath(folder))
    return real == here or real in here.parents


def folded(name: str) -> str:
    """What a disk that knows no case, nor how an accent is composed, takes for one name."""
    return unicodedata.normalize("NFC", name).casefold()


def above(path: str) -> Iterator[str]:
    """The folders above a path, the highest first."""
    return (path[:end] for end, sign in enumerate(path) if sign == "/")


def has(file: Path, sha256: str) -> bool:
    """Whether this is a file with these bytes; one that may not be read is taken for another."""
    data = _read(file) if _is_file(file) else None
    return data is not None and digest(data) == sha256


def _is_closed(file: Path) -> bool:
    """Whether a file may not be read: Windows has programs that let nobody else see what they have open."""
    return _is_file(file) and _read(file) is None


def _is_file(file: Path) -> bool:
    return file.is_file() and not file.is_symlink()


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except PermissionError:
        return None


def is_made(file: Path, path: str, made: Manifest) -> bool:
    """Whether a file is listed under this path, with the bytes it has."""
    return any(each.name == path and has(file, each.sha256) for each in made)


@dataclass(frozen=True)
class Decision:
    """What becomes of a folder. The fields that `Written` has too mean the same."""

    files: Mapping[str, bytes]
    removed: tuple[str, ...]
    older: tuple[str, ...]
    blocking: tuple[str, ...]
    foreign: tuple[str, ...]
    locked: tuple[str, ...]
    kept: tuple[str, ...]  # all that stays, of builds and of people
    made: Manifest  # what is to be listed


def decide(
    survey: Survey,
    files: Mapping[str, bytes],
    listed: Manifest,
    *,
    content: str,
    whole: bool,
    same: Callable[[str], str],
) -> Decision:
    """Only what is `listed`, and has the bytes it is listed with, is replaced or removed.

    Names are compared as `same` has them, which says what this disk takes for one.
    """
    folder = survey.folder
    found = {same(path): path for path in survey.paths if path != MANIFEST}
    own = {
        key: made
        for key, made in ((same(made.name), made) for made in sorted(listed))
        if key in found and has(folder / found[key], made.sha256)
    }
    wanted = {same(name): name for name in files}
    removed = {key: found[key] for key in own if whole and key not in wanted}
    left = {key: path for key, path in found.items() if key not in removed}
    folders = {same(higher) for path in left.values() for higher in above(path)}

    def in_the_way(key: str, name: str) -> set[str]:
        """What stands where a file is wanted, or one of its folders."""
        if key in own or (key in left and has(folder / left[key], digest(files[name]))):
            return set()
        higher = {left[same(each)] for each in above(name) if same(each) in left}
        return higher | ({left[key]} if key in left else {f"{name}/"} if key in folders else set())

    obstacles = {name: in_the_way(key, name) for key, name in wanted.items()}
    fresh = {name: files[name] for name in files if not obstacles[name]}
    blocking = {path for paths in obstacles.values() for path in paths}
    closed = {path for path in blocking if _is_closed(folder / path)}
    kept = {key: path for key, path in left.items() if wanted.get(key) not in fresh}
    remain = {key: made for key, made in own.items() if key in kept}
    theirs = [path for key, path in kept.items() if key not in remain and path not in blocking]
    return Decision(
        files=fresh,
        removed=tuple(removed.values()),
        older=tuple(made.name for made in remain.values() if made.content != content),
        blocking=tuple(sorted(blocking - closed)),
        foreign=_named(theirs, {*fresh, *blocking, *(made.name for made in remain.values())}),
        locked=tuple(sorted(closed)),
        kept=tuple(kept.values()),
        # What was changed stays listed: it is a build's again once it is changed back.
        made=frozenset(made for made in listed if same(made.name) in kept)
        | {Made(name, digest(data), content) for name, data in fresh.items()},
    )


def _named(theirs: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """What is not hidden of theirs; a folder that holds nothing else is named alone."""
    shared = {higher for path in others for higher in above(path)}
    return tuple(
        dict.fromkeys(
            next((f"{higher}/" for higher in above(path) if higher not in shared), path)
            for path in theirs
            if not any(part.startswith(".") for part in path.split("/"))
        )
    )
