"""Packages in which every module is an entry: formats, publications, forms of an answer, commands.

Nothing is listed by hand: a new file is a new entry. A module whose name begins with `_` is shared by the others.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType

PUBLICATIONS = "publishing.publications"


@cache
def names(package: str) -> tuple[str, ...]:
    """The entries of a package below `statusreport`, found without importing anything of it."""
    parts = package.split(".")
    folders = ["/".join((folder, *parts)) for folder in importlib.import_module(__package__).__path__]
    return tuple(
        sorted(entry.name for entry in pkgutil.iter_modules(folders) if not entry.name.startswith("_"))
    )


def entry(package: str, name: str) -> ModuleType:
    """The module of this name, which must be one of `names`."""
    return importlib.import_module(f"{__package__}.{package}.{name}")


def publications() -> tuple[str, ...]:
    """The ids of the publications: the names of their modules, as a plan and a command write them."""
    return tuple(name.replace("_", "-") for name in names(PUBLICATIONS))
