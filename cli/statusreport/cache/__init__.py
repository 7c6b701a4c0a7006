"""What earlier runs learnt of a plan, kept in its folder `.statusreport`, which may be deleted at any time.

A stage says nothing of what it depends on: it is given a tree, and what it asks of the tree is noted with the
answers. What it came to is taken again only while the same questions have the same answers and the program is the
same. Nothing that lies there is ever executed, and what is damaged or was written elsewhere is as good as nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from .. import installation
from ..source.facts import Json
from ..source.tree import Folder
from ._store import Store
from ._watch import Watched

__all__ = ["FOLDER", "Cache", "Json", "Memo", "Watched"]

FOLDER = ".statusreport"


class Cache:
    """What is kept of the plan at `root`, by name: one thing a name, so that it does not grow.

    Only what may write to the plan's folder `begins` to keep anything there.
    """

    def __init__(self, root: Path, *, begins: bool = False) -> None:
        self._folder = Folder(root)
        self._store = Store(root / FOLDER, installation.fingerprint(), begins=begins)

    def recall(
        self,
        name: str,
        learn: Callable[[Watched], Json],
        key: str = "",
        holds: Callable[[Json], bool] = lambda value: True,
    ) -> tuple[Json, str]:
        """What `learn` comes to, and a digest of all that it was learnt from: run only where that is not known.

        All that `learn` depends on must be asked of the tree it is given, be in `key`, or be part of the program;
        `holds` may refuse what is known.
        """
        return self.known(name, key, holds) or self.learn(name, learn, key)

    def known(
        self, name: str, key: str = "", holds: Callable[[Json], bool] = lambda value: True
    ) -> tuple[Json, str] | None:
        """What `recall` would give without learning anything."""
        match self._store.read(name):
            case {"key": known, "asked": list(asked), "value": value} if known == key and holds(value):
                tree = Watched.again(self._folder, asked)
                return None if tree is None else (value, tree.digest(key))
            case _:
                return None

    def learn(self, name: str, learn: Callable[[Watched], Json], key: str = "") -> tuple[Json, str]:
        """What `recall` would give if nothing were known."""
        tree = Watched(self._folder)
        value = learn(tree)
        if tree.steady:
            self._store.write(name, {"key": key, "asked": tree.asked(), "value": value})
        return value, tree.digest(key)

    def read(self, name: str) -> Json:
        """What is kept under a name; None where that is nothing. Whoever reads it knows what it depends on."""
        return self._store.read(name)

    def write(self, name: str, value: Json) -> None:
        """Keeps something under a name."""
        self._store.write(name, value)


class Memo:
    """What functions of a text come to, kept under a name: that of the texts of the last run, and of no others."""

    def __init__(self, cache: Cache, name: str) -> None:
        self._cache, self._name = cache, name
        kept = cache.read(name)
        self._known: Mapping[str, Json] = kept if isinstance(kept, Mapping) else {}
        self._used: dict[str, Json] = {}

    def recall(self, text: str, find: Callable[[], Json]) -> Json:
        """What `find` comes to, which must be a function of the text and nothing else."""
        key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if key not in self._used:
            self._used[key] = self._known[key] if key in self._known else find()
        return self._used[key]

    def keep(self) -> None:
        """Keeps what was recalled."""
        if self._used.keys() != self._known.keys():
            self._cache.write(self._name, self._used)
