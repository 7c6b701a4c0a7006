"""The formats a publication can be rendered in. A format is one module here: Edition to files.

It declares `NAME`, what `--format` calls it; `render(edition, templates)` gives its files by name, and
`census(files, edition)` reads them back and lists the anchor of every record it finds, so that the build can
prove that each is there exactly once. Nothing is listed by hand.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import re
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from typing import Protocol, cast

from ..diagnostics import UsageError
from ..document import Edition
from ..templating import Templates

Files = Mapping[str, bytes]


class Format(Protocol):
    """A module of this package."""

    NAME: str

    def render(self, edition: Edition, templates: Templates) -> Files: ...

    def census(self, files: Files, edition: Edition) -> list[str]: ...


def needs(name: str, *packages: str) -> None:
    """Raises UsageError, which says how to get it, if a package that the format `name` needs is missing."""
    for package in packages:
        if importlib.util.find_spec(package) is None:
            raise missing(name, package)


def missing(name: str, package: str) -> UsageError:
    """What the format `name` says where a package is not there, or not whole."""
    called = PACKAGES.get(package, package)
    return UsageError("needs-package", format=name, package=called, wanted=_requirement(called))


# What to install where that is not called as what is imported.
PACKAGES = {"pypandoc": "pypandoc-binary"}


def _requirement(package: str) -> str:
    """A package with the version that this tool asks for."""
    asked = metadata.requires("statusreport") or ()
    return next((wanted for wanted in asked if re.match(rf"{package}\b", wanted)), package)


@cache
def format_names() -> tuple[str, ...]:
    """What `--format` accepts; found without importing anything a format needs."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(__path__) if found.name[0] != "_"))


@cache
def get_format(name: str) -> Format:
    """The format of this name, which must be one of `format_names`."""
    return cast("Format", importlib.import_module(f"{__name__}.{name}"))
