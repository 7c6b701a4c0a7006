"""The formats a publication can be rendered in. A format is one module here: Edition to files.

The module's name is what `--format` calls it; `render(edition, templates)` gives its files by name, and
`census(files, edition)` reads them back and lists the anchor of every record it finds, so that the build can
prove that each is there exactly once. One that can be read back quickly has `said(files, edition, recall)`, all that its files
say to readers, in which the build looks for every word of the texts; `recall` knows what was read of a text before. Nothing is listed by hand. A format that needs an extra of the
installation names it as `EXTRA`, and imports the packages of the extra only when it is at work. One that `LINKS` to the
files of the others is made when these are, and has them as the edition's `files`. One that takes about so many times as
long as the quickest says so as `COST`, and is begun before those that take less.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, cast

from .. import registry
from ..installation import adding
from ..source.faults import UsageError

if TYPE_CHECKING:
    from ..publishing.document import Edition
    from ._templates import Templates

Files = Mapping[str, bytes]
# What a function of the text comes to, which need not be called where that is known.
Recall = Callable[[str, Callable[[], Any]], Any]
# The packages that each extra brings, as they are imported.
EXTRAS = {"office": ("lxml", "pypandoc", "typst"), "pdf": ("pikepdf", "typst")}


class Format(Protocol):
    """A module of this package."""

    def render(self, edition: Edition, templates: Templates) -> Files: ...

    def census(self, files: Files, edition: Edition) -> list[str]: ...


def extras(names: Iterable[str]) -> dict[str, str]:
    """Those of the formats that need an extra, each with it."""
    return {name: extra for name in names if (extra := getattr(get_format(name), "EXTRA", None))}


def stages(names: Iterable[str]) -> list[list[str]]:
    """The formats in the order in which they are begun: those that link to others when these are made."""
    order = sorted(names, key=lambda name: -getattr(get_format(name), "COST", 1))
    return [[name for name in order if hasattr(get_format(name), "LINKS") is late] for late in (False, True)]


def left_out(names: Iterable[str], needs: Mapping[str, str] | None = None) -> dict[str, str]:
    """Those of the formats that cannot be made, as a package of their extra is missing: each with its extra.

    `needs` are their `extras`, where these are known: else the formats are imported.
    """
    wanted = tuple(names)
    found = extras(wanted) if needs is None else needs
    return {
        name: found[name]
        for name in wanted
        if name in found and not all(map(_is_installed, EXTRAS[found[name]]))
    }


def require(names: Iterable[str], needs: Mapping[str, str] | None = None) -> None:
    """Raises UsageError, which says how to get it, if anything that these formats need is missing."""
    if lacking := left_out(names, needs):
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
