"""A folder as reading sees it: names and bytes. One kind lies on disk, another in a git revision."""

from __future__ import annotations

import errno
import os
import posixpath
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from .faults import Phrase
from .foreign import SYSTEM, said_by

_REFUSED = frozenset(
    (
        "EACCES",
        "EBUSY",
        "EDQUOT",
        "EEXIST",
        "EFBIG",
        "EIO",
        "EISDIR",
        "ELOOP",
        "EMFILE",
        "ENAMETOOLONG",
        "ENOENT",
        "ENOMEM",
        "ENOSPC",
        "ENOTDIR",
        "ENOTEMPTY",
        "EPERM",
        "EROFS",
        "ESTALE",
        "ETIMEDOUT",
        "ETXTBSY",
    )
)


class NoFile(OSError):
    """What has the name of a file and is none; `kind` is its key among the catalogue's `reasons`."""

    def __init__(self, kind: str, params: Mapping[str, object] = MappingProxyType({})) -> None:
        super().__init__(0, kind)
        self.kind, self.params = kind, params


def reason_of(error: OSError) -> Phrase:
    """Why something cannot be read or written, as a sentence about it can say.

    What systems refuse most often is the catalogue's; anything else is quoted.
    """
    if isinstance(error, NoFile):
        return Phrase(f"reasons.{error.kind}", error.params)
    kind = errno.errorcode.get(error.errno or 0, "")
    if kind in _REFUSED:
        return Phrase(f"reasons.{kind}")
    return said_by(SYSTEM, error.strerror or str(error))


class Tree(Protocol):
    """Files below a root, by path with `/`. A name is text, with `surrogateescape` for odd bytes."""

    def names(self, folder: str) -> list[str]:
        """What lies in a folder. Raises OSError if it is none."""

    def exists(self, path: str) -> bool:
        """Whether anything, even a broken link, has this name."""

    def is_folder(self, path: str) -> bool:
        """Whether this is a folder, or a link to one."""

    def is_inside(self, path: str) -> bool:
        """Whether a path that content names stays below the root, links followed."""

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of an ordinary file, one more than `limit` at most. Raises OSError with a reason."""


class Folder:
    """A tree on disk."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def names(self, folder: str) -> list[str]:
        return os.listdir(self.root / folder)

    def exists(self, path: str) -> bool:
        return os.path.lexists(self.root / path)

    def is_folder(self, path: str) -> bool:
        return os.path.isdir(self.root / path)

    def is_file(self, path: str) -> bool:
        """Whether this is an ordinary file, or a link to one."""
        return os.path.isfile(self.root / path)

    def is_inside(self, path: str) -> bool:
        try:
            return (self.root / path).resolve().is_relative_to(self.root.resolve())
        except (OSError, RuntimeError, ValueError):  # links in a circle, or a name no system takes
            return False

    def read(self, path: str, limit: int) -> bytes:
        file = self.root / path
        if file.is_symlink() and not file.exists():
            raise NoFile("broken_link")
        mode = file.stat().st_mode
        if not stat.S_ISREG(mode):
            # A pipe must not be waited for.
            raise NoFile("folder" if stat.S_ISDIR(mode) else "special")
        with file.open("rb") as stream:
            return stream.read(limit + 1)


# No file that is looked up by name is larger: the largest are documents with pictures.
MAX_BYTES = 100_000_000


class Place:
    """A place below a folder, for those who look up files by name."""

    def __init__(self, tree: Folder, path: str) -> None:
        self._tree, self._path = tree, path

    def __str__(self) -> str:
        return str(self._tree.root / self._path)

    def joinpath(self, *names: str) -> Place:
        return Place(self._tree, "/".join((self._path, *names)))

    @property
    def name(self) -> str:
        return posixpath.basename(self._path)

    def is_file(self) -> bool:
        return self._tree.is_file(self._path)

    def is_dir(self) -> bool:
        return self._tree.is_folder(self._path)

    def iterdir(self) -> Iterator[Place]:
        return (self.joinpath(name) for name in self._tree.names(self._path))

    def read_bytes(self) -> bytes:
        return self._tree.read(self._path, MAX_BYTES)


class Composed:
    """A tree in which names have the letters that texts have: composed ones (Unicode NFC).

    A Mac, a zip file or a network drive may write «å» in a name as «a» with a ring, which no link then equals.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def names(self, folder: str) -> list[str]:
        found: dict[str, None] = {}
        for name in self._tree.names(self.written(folder)):
            composed = unicodedata.normalize("NFC", name)
            found[name if composed in found else composed] = None
        return list(found)

    def exists(self, path: str) -> bool:
        return self._tree.exists(self.written(path))

    def is_folder(self, path: str) -> bool:
        return self._tree.is_folder(self.written(path))

    def is_inside(self, path: str) -> bool:
        return self._tree.is_inside(self.written(path))

    def read(self, path: str, limit: int) -> bytes:
        return self._tree.read(self.written(path), limit)

    def written(self, path: str) -> str:
        """The path as it is written in the tree."""
        if path.isascii() or self._tree.exists(path):
            return path
        folder, name = posixpath.split(path)
        try:
            inner = self.written(folder)
            names = self._tree.names(inner)
        except (OSError, ValueError):
            return path
        same = (other for other in names if unicodedata.normalize("NFC", other) == name)
        return posixpath.join(inner, next(same, name))
