"""The formats a publication can be rendered in. A format is one module here: Edition to files.

The module's name is what `--format` calls it; `render(edition, templates)` gives its files by name, and
`census(files, edition)` reads them back and lists the anchor of every record it finds, so that the build can
prove that each is there exactly once. Nothing is listed by hand.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from typing import Protocol, cast

from .. import registry
from ..publishing.document import Edition
from ..source.faults import UsageError
from ._templates import Templates

Files = Mapping[str, bytes]


class Format(Protocol):
    """A module of this package."""

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


def format_names() -> tuple[str, ...]:
    """What `--format` accepts."""
    return registry.names("formats")


@cache
def get_format(name: str) -> Format:
    """The format of this name, which must be one of `format_names`."""
    return cast("Format", registry.entry("formats", name))
