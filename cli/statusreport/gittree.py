"""A folder as it was in a git revision, read from the repository's objects: the work tree is not touched.

In a shallow clone this reaches as far as the commits that are there.
"""

from __future__ import annotations

import os
import posixpath
import subprocess
from pathlib import Path

from .diagnostics import UsageError

_REGULAR = {"100644", "100755"}


class GitTree:
    """The tree of a revision below a folder of a repository. Raises UsageError where it is not to be had."""

    def __init__(self, root: Path, revision: str) -> None:
        self._root, self._revision = root, revision
        commit = self._git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").strip()
        listed = self._git("ls-tree", "-r", "-t", "-z", commit.decode())
        self._blobs: dict[str, str] = {}
        self._folders: dict[str, list[str]] = {"": []}
        for entry in filter(None, listed.split(b"\0")):
            about, _, raw = entry.partition(b"\t")
            mode, kind, oid = about.decode().split(" ")[:3]
            path = os.fsdecode(raw)
            folder, name = posixpath.split(path)
            self._folders.setdefault(folder, []).append(name)
            if kind == "tree":
                self._folders.setdefault(path, [])
            elif mode in _REGULAR:
                self._blobs[path] = oid
        self._contents = self._read_all()

    def names(self, folder: str) -> list[str]:
        if folder not in self._folders:
            raise FileNotFoundError(2, "it is not in this revision")
        return self._folders[folder]

    def exists(self, path: str) -> bool:
        return path in self._blobs or path in self._folders

    def is_folder(self, path: str) -> bool:
        return path in self._folders

    def is_inside(self, path: str) -> bool:
        return path in self._blobs

    def read(self, path: str, limit: int) -> bytes:
        if path not in self._contents:
            raise FileNotFoundError(2, "it is no ordinary file of this revision")
        return self._contents[path][: limit + 1]

    def _read_all(self) -> dict[str, bytes]:
        """The contents of what a plan consists of, by one call: a call a file would take seconds."""
        wanted = {
            path: oid
            for path, oid in self._blobs.items()
            if "/" not in path or path.startswith("content/") or posixpath.splitext(path)[1] == ".md"
        }
        if not wanted:
            return {}
        answer = self._git("cat-file", "--batch", given="\n".join(wanted.values()).encode() + b"\n")
        contents: dict[str, bytes] = {}
        place = 0
        for path in wanted:
            end = answer.index(b"\n", place)
            size = int(answer[place:end].split(b" ")[2])
            contents[path] = answer[end + 1 : end + 1 + size]
            place = end + 2 + size
        return contents

    def _git(self, *command: str, given: bytes = b"") -> bytes:
        if self._revision.startswith("-"):
            raise UsageError("no-revision", revision=self._revision)
        # Neither a pager nor the reader's own settings may change what git prints or where it looks.
        environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
        try:
            run = subprocess.run(
                ["git", "-C", os.fspath(self._root), *command],
                input=given,
                capture_output=True,
                env=environment,
                check=False,
            )
        except FileNotFoundError as error:
            raise UsageError("no-git", revision=self._revision) from error
        if run.returncode:
            shallow = self._is_shallow()
            inside = b"not a git repository" not in run.stderr
            key = "not-in-git" if not inside else "no-revision-shallow" if shallow else "no-revision"
            raise UsageError(key, revision=self._revision, folder=self._root)
        return run.stdout

    def _is_shallow(self) -> bool:
        run = subprocess.run(
            ["git", "-C", os.fspath(self._root), "rev-parse", "--is-shallow-repository"],
            capture_output=True,
            check=False,
        )
        return run.stdout.strip() == b"true"
