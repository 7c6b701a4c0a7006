"""What builds have made in a folder: the list by which they know their own files again.

It lies in the folder itself, hidden. A file is a build's own only while it has the bytes that are listed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ..source.faults import UsageError

MANIFEST = ".statusreport.json"
_VERSION = 1


class Made(NamedTuple):
    """A file by its path from the folder, the SHA-256 of its bytes, and the fingerprint of its content."""

    name: str
    sha256: str
    content: str


Manifest = frozenset[Made]


def read_manifest(folder: Path) -> Manifest:
    """What is listed in a folder; nothing where there is no list.

    Raises UsageError where the list is not one that a build of this version wrote, OSError where it cannot
    be read.
    """
    file = folder / MANIFEST
    if file.is_symlink():
        raise UsageError("no-manifest", file=file)
    if not file.exists():
        return frozenset()
    try:
        found = json.loads(file.read_bytes())
        files = {_VERSION: found["files"]}[found["version"]]
        return frozenset(Made(*(str(each[key]) for key in Made._fields)) for each in files)
    except (ValueError, LookupError, TypeError) as error:
        raise UsageError("no-manifest", file=file) from error


def encoded(made: Iterable[Made]) -> bytes:
    """The list as it is written: the same bytes for the same files."""
    files = [each._asdict() for each in sorted(made)]
    return f"{json.dumps({'version': _VERSION, 'files': files}, ensure_ascii=False, indent=1)}\n".encode()


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes."""
    return hashlib.sha256(data).hexdigest()
