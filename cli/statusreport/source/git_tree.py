"""A folder as it was in a git revision, read from the repository's objects: the work tree is not touched.

In a shallow clone this reaches as far as the commits that are there.
"""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
from pathlib import Path

from .faults import UsageError
from .foreign import said_by
from .tree import NoFile

# What stands before the name of a revision among the states to compare.
GIT = "git:"
# What git says to run where a repository is another user's.
_REMEDY = re.compile(r"git config --global --add safe\.directory .+")
_REGULAR = {"100644", "100755"}
# What a hook sets for the commands it runs: another repository's place, perhaps, than the plan's.
_GUIDES = {"GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX", "GIT_INDEX_FILE"}


def place_in_repository(folder: Path) -> str:
    """Where a folder lies in the git repository that holds it, as `plan/`; "" at its root, and where there is none.

    The program git need not be installed for this.
    """
    home = folder.resolve()
    for above in (home, *home.parents):
        # In a linked work tree and in a submodule it is a file.
        if (above / ".git").exists():
            return "".join(f"{part}/" for part in home.relative_to(above).parts)
    return ""


class GitTree:
    """The tree of a revision below a folder of a repository. Raises UsageError where it is not to be had.

    A revision may be called as a state to compare is, `git:REV`: git has no branch or tag with a colon.
    """

    def __init__(self, root: Path, revision: str) -> None:
        self._root, self._revision = root, revision.removeprefix(GIT)
        commit = f"{self._revision}^{{commit}}"
        self._commit = self._git("rev-parse", "--verify", "--quiet", commit).strip().decode()
        listed = self._git("ls-tree", "-r", "-t", "-z", self._commit)
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
            raise NoFile("not_in_revision")
        return self._folders[folder]

    def exists(self, path: str) -> bool:
        return path in self._blobs or path in self._folders

    def is_folder(self, path: str) -> bool:
        return path in self._folders

    def is_inside(self, path: str) -> bool:
        return path in self._blobs

    def read(self, path: str, limit: int) -> bytes:
        if path not in self._blobs:
            raise NoFile(*self._absence(path))
        if path not in self._contents:
            self._contents[path] = self._git("cat-file", "blob", self._blobs[path])
        return self._contents[path][: limit + 1]

    def _absence(self, path: str) -> tuple[str, dict[str, object]]:
        """Why there is no such file: in this revision it may lie in another folder of the repository."""
        places = self._places(path)
        if path in self._folders or not places:
            return "special_in_revision", {}
        return "elsewhere_in_revision", {"places": places}

    def is_new(self, name: str) -> bool:
        """Whether a file has come since: it was not there, and no other of this name has gone that it might have been."""
        top = Path(os.fsdecode(self._git("rev-parse", "--show-toplevel").rstrip(b"\n")))
        return name not in self._folders[""] and all((top / place).exists() for place in self._places(name))

    def _places(self, name: str) -> tuple[str, ...]:
        """Where files of this name lie in the whole repository."""
        listed = self._git("ls-tree", "-r", "-z", "--name-only", "--full-tree", self._commit)
        paths = [os.fsdecode(raw) for raw in listed.split(b"\0")]
        return tuple(path for path in paths if posixpath.basename(path) == name)

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
            about = answer[place:end].split(b" ")
            if len(about) != 3:  # “OID missing”
                raise UsageError("git-incomplete", revision=self._revision)
            size = int(about[2])
            contents[path] = answer[end + 1 : end + 1 + size]
            place = end + 2 + size
        return contents

    def _git(self, *command: str, given: bytes = b"") -> bytes:
        if self._revision.startswith("-"):
            raise UsageError("no-revision", revision=self._revision)
        try:
            run = self._run(*command, given=given)
        except FileNotFoundError as error:
            raise UsageError("no-git", revision=self._revision) from error
        if run.returncode:
            said, _, more = run.stderr.decode("utf-8", "replace").partition("\n")
            if remedy := _REMEDY.search(more):
                raise UsageError("git-ownership", revision=self._revision, remedy=remedy[0].strip())
            reason = said.removeprefix("fatal: ").removeprefix("error: ").rstrip(".")
            key = self._why(reason)
            params = {"remedy": self._fetching()} if key == "no-revision-remote" else {}
            raise UsageError(
                key, revision=self._revision, folder=self._root, reason=said_by("Git", reason), **params
            )
        return run.stdout

    def _why(self, reason: str) -> str:
        """The sentence for what git refused; of a revision that is not there it says nothing."""
        if reason:
            return "not-in-git" if "not a git repository" in reason else "git-refused"
        if self._fetching():
            return "no-revision-remote"
        return "no-revision-shallow" if self._is_shallow() else "no-revision"

    def _is_shallow(self) -> bool:
        return self._run("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"

    def _fetching(self) -> str:
        """What brings a branch of another repository that was not fetched, as CI does not; "" for anything else."""
        remotes = self._run("remote").stdout.decode("utf-8", "replace").split()
        remote, _, branch = self._revision.partition("/")
        if remote not in remotes or not re.fullmatch(r"[\w./-]+", branch):
            return ""
        depth = "--depth=1 " if self._is_shallow() else ""
        return f"git fetch {depth}{remote} {branch}:refs/remotes/{remote}/{branch}"

    def _run(self, *command: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        # Neither the reader's own settings nor a hook's may change what git prints or where it looks.
        environment = {name: value for name, value in os.environ.items() if name not in _GUIDES}
        return subprocess.run(
            ["git", "-C", os.fspath(self._root), *command],
            input=given,
            capture_output=True,
            env={**environment, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"},
            check=False,
        )
