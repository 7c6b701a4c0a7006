"""Compressed JSON on disk, sealed: what was damaged, or written elsewhere or by another program, is not there."""

from __future__ import annotations

import hashlib
import json
import zlib
from contextlib import suppress
from pathlib import Path

from ..source.facts import Json
from ..source.faults import UsageError
from ..writing.files import write_file

# More than this is neither kept nor read.
_MAX_BYTES = 50_000_000


class Store:
    """A folder of values by name, each in a file that is replaced whole, for one version of the program.

    The folder's own number on its disk is part of the seal: who sends a plan to others cannot know it, so that no
    folder that came with a plan is believed.
    """

    def __init__(self, folder: Path, version: str, *, begins: bool) -> None:
        self._folder, self._version, self._begins = folder, version, begins

    def read(self, name: str) -> Json:
        """The value of a name; None where there is none, or none to be trusted."""
        file = self._folder / name
        try:
            if self._folder.is_symlink() or file.is_symlink() or not file.is_file():
                return None
            if file.stat().st_size > _MAX_BYTES:
                return None
            seal, _, body = file.read_bytes().partition(b"\n")
            value: Json = json.loads(zlib.decompress(body)) if seal == self._seal(name, body) else None
        except (OSError, ValueError, RecursionError, zlib.error):
            return None
        return value

    def write(self, name: str, value: Json) -> None:
        """Keeps a value, where it can be kept."""
        # Texts shrink to a tenth, in less time than the disk takes for the rest.
        body = zlib.compress(json.dumps(value, separators=(",", ":")).encode("ascii"), 1)
        if self._folder.is_symlink() or len(body) > _MAX_BYTES or not (self._begins or self._folder.is_dir()):
            return
        file, ignored = self._folder / name, self._folder / ".gitignore"
        with suppress(OSError, UsageError):
            # Whoever works with git need not know of it.
            if not (ignored.exists() or ignored.is_symlink()):
                write_file(ignored, b"*\n")
            # A link would lead out of the folder, to where nobody asked for anything.
            if not file.is_symlink():
                write_file(file, self._seal(name, body) + b"\n" + body)

    def _seal(self, name: str, body: bytes) -> bytes:
        here = self._folder.stat()
        head = f"{self._version}\0{here.st_dev}\0{here.st_ino}\0{name}\0".encode()
        return hashlib.sha256(head + body).hexdigest().encode("ascii")
