"""The small plan that `init` makes."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ..writing.files import write_files


def init(folder: Path) -> None:
    """Makes the plan in a new or empty folder. Raises UsageError where there is none to be had."""
    write_files(folder, starter_files())


def starter_files() -> dict[str, bytes]:
    """The files of the plan, by path from its root."""
    return dict(_below(files("statusreport").joinpath("starter_plan"), ""))


def _below(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found += _below(entry, f"{path}{entry.name}/")
        else:
            # A dot file would be taken for the repository's own; it gets its dot when the plan is made.
            name = ".gitignore" if entry.name == "gitignore" else entry.name
            found.append((f"{path}{name}", entry.read_bytes()))
    return found
