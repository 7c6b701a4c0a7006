"""Packages in which every module is an entry: formats, publications, forms of an answer, commands.

Nothing is listed by hand: a new file is a new entry. A module whose name begins with `_` is shared by the others.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from functools import cache
from types import ModuleType


@cache
def names(package: str) -> tuple[str, ...]:
    """The entries of a package below `statusreport`, found without importing any of them or the package."""
    spec = importlib.util.find_spec(f"{__package__}.{package}")
    assert spec, f"{package} is a package"
    found = pkgutil.iter_modules(spec.submodule_search_locations)
    return tuple(sorted(entry.name for entry in found if not entry.name.startswith("_")))


def entry(package: str, name: str) -> ModuleType:
    """The module of this name, which must be one of `names`."""
    return importlib.import_module(f"{__package__}.{package}.{name}")
