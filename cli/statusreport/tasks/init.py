"""The small plan that `init` makes, in one of the languages of publications."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ..writing.files import write_files

# What stands beside the plans, and belongs to each of them. A dot file would be taken for the repository's own; it
# gets its dot when the plan is made.
_SHARED = {"gitignore": ".gitignore"}


def init(folder: Path, language: str) -> None:
    """Makes the plan in a new or empty folder. Raises UsageError where there is none to be had."""
    write_files(folder, starter_files(language))


def starter_files(language: str) -> dict[str, bytes]:
    """The files of the plan in this language, by path from its root."""
    plans = files("statusreport").joinpath("starter_plan")
    shared = {path: plans.joinpath(name).read_bytes() for name, path in _SHARED.items()}
    return shared | dict(_below(plans.joinpath(language), ""))


def _below(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found += _below(entry, f"{path}{entry.name}/")
        else:
            found.append((f"{path}{entry.name}", entry.read_bytes()))
    return found
