"""The formats a publication can be rendered in. A format is one module here: Edition to files.

The module's name is what `--format` calls it; `render(edition, templates)` gives its files by name, and
`census(files, edition)` reads them back and lists the anchor of every record it finds, so that the build can
prove that each is there exactly once. Nothing is listed by hand. A format that needs an extra of the
installation names it as `EXTRA`, and imports the packages of the extra only when it is at work.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Protocol, cast

from .. import registry
from ..installation import adding
from ..publishing.document import Edition
from ..source.faults import UsageError
from ._templates import Templates

Files = Mapping[str, bytes]
# The packages that each extra brings, as they are imported.
EXTRAS = {"office": ("lxml", "pypandoc", "typst"), "pdf": ("pikepdf", "typst")}


class Format(Protocol):
    """A module of this package."""

    def render(self, edition: Edition, templates: Templates) -> Files: ...

    def census(self, files: Files, edition: Edition) -> list[str]: ...


def left_out(names: Iterable[str]) -> dict[str, str]:
    """Those of the formats that cannot be made, as a package of their extra is missing: each with its extra."""
    wanted = {name: extra for name in names if (extra := getattr(get_format(name), "EXTRA", None))}
    return {name: extra for name, extra in wanted.items() if not all(map(_is_installed, EXTRAS[extra]))}


def require(names: Iterable[str]) -> None:
    """Raises UsageError, which says how to get it, if anything that these formats need is missing."""
    if lacking := left_out(names):
        raise missing(lacking)


def missing(lacking: Mapping[str, str]) -> UsageError:
    """What is said of formats, each with its extra, whose packages are not there or not whole."""
    return UsageError("needs-extra", formats=", ".join(lacking), command=adding(lacking.values()))


def _is_installed(package: str) -> bool:
    """Whether a package can be imported; it is not imported for that."""
    found = importlib.util.find_spec(package)
    # What an uninstalled package leaves behind is a folder without a file to begin with.
    return found is not None and found.origin is not None


def format_names() -> tuple[str, ...]:
    """What `--format` accepts."""
    return registry.names("formats")


@cache
def get_format(name: str) -> Format:
    """The format of this name, which must be one of `format_names`."""
    return cast("Format", registry.entry("formats", name))
