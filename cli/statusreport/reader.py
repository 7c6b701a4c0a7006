"""A plan's folder to a Plan: the only module that reads content from disk.

Whatever lies in the folder has a defined outcome: a record, or a fault that a rule puts into words.
"""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from . import sourcetext
from .diagnostics import Fault, Location, UsageError
from .model import Plan, Source
from .planfile import PLAN_FILE, read_settings
from .prose import internal_target
from .records import read_chapter, read_dataset, read_measure, read_project
from .vocabulary import natural_key

CONTENT = "content"
MEASURES, PROJECTS = "content/measures", "content/projects"
CHAPTERS, FIGURES, ROUNDS = "content/chapters", "content/figures", "content/rounds"
PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"}
MAX_PICTURE_BYTES = 10_000_000

Reader = Callable[[str, bytes], tuple[Any, Source, tuple[Fault, ...]]]


def find_root(start: Path) -> Path:
    """The nearest folder upwards that holds a plan file. Raises UsageError where there is none."""
    for folder in (start, *start.parents):
        if (folder / PLAN_FILE).exists():
            return folder
    raise UsageError("no-plan", plan=PLAN_FILE, folder=start)


def read_plan(root: Path) -> Plan:
    """Reads everything below a plan's root. Raises PlanFault if the plan file cannot be used."""
    try:
        data = _read(root / PLAN_FILE, sourcetext.MAX_BYTES)
    except OSError as error:
        raise UsageError("unreadable", file=root / PLAN_FILE, reason=error.strerror) from error
    settings = read_settings(data)
    faults: list[Fault] = [*_unknown_folders(root)]
    sources: dict[str, Source] = {settings.source.path: settings.source}

    def records(folder: str, suffixes: tuple[str, ...], read: Reader) -> list[Any]:
        found = []
        for path, data in _files(root, folder, suffixes, faults):
            record, source, more = read(path, data)
            sources[path] = source
            faults.extend(more)
            if record is not None:
                found.append(record)
        return found

    measures = records(MEASURES, (".md",), read_measure)
    projects = records(PROJECTS, (".md",), read_project)
    chapters = records(CHAPTERS, (".md",), read_chapter)
    datasets = records(FIGURES, (".yaml", ".yml"), read_dataset)
    return Plan(
        settings=settings,
        measures=tuple(sorted(measures, key=lambda m: (natural_key(m.number), m.source.path))),
        projects=tuple(sorted(projects, key=lambda p: (p.order or 0, p.source.path))),
        chapters=tuple(sorted(chapters, key=lambda c: (c.publication, c.order or 0, c.source.path))),
        datasets=tuple(sorted(datasets, key=lambda d: d.source.path)),
        faults=tuple(faults),
        sources=sources,
        pictures=_pictures(root, (*measures, *projects, *chapters)),
    )


def _files(
    root: Path, folder: str, suffixes: tuple[str, ...], faults: list[Fault]
) -> Iterator[tuple[str, bytes]]:
    """The content files of a folder by name; whatever else lies there becomes a fault, never a silence."""
    try:
        names = sorted(os.listdir(root / folder))
    except OSError as error:
        if os.path.lexists(root / folder):
            faults.append(Fault("unreadable-file", Location(folder), {"reason": error.strerror}, "folder"))
        return
    for name in names:
        path = _shown(folder, name)
        if _is_leftover(name):
            continue
        if not name.lower().endswith(suffixes):
            variant = "folder" if os.path.isdir(root / folder / name) else ""
            params = {"suffix": suffixes[0], "folder": folder}
            faults.append(Fault("ignored-file", Location(path), params, variant))
            continue
        try:
            data = _read(root / folder / name, sourcetext.MAX_BYTES)
        except OSError as error:
            faults.append(Fault("unreadable-file", Location(path), {"reason": error.strerror or str(error)}))
        else:
            yield path, data


def _unknown_folders(root: Path) -> Iterator[Fault]:
    """Folders beside the known ones that hold Markdown: a misspelt name would hide every record in it."""
    known = {MEASURES, PROJECTS, CHAPTERS, FIGURES, ROUNDS}
    try:
        for name in sorted(os.listdir(root / CONTENT)):
            path = _shown(CONTENT, name)
            if path in known or _is_leftover(name) or not os.path.isdir(root / CONTENT / name):
                continue
            if any(inner.lower().endswith(".md") for inner in os.listdir(root / CONTENT / name)):
                folders = (MEASURES, PROJECTS, CHAPTERS, FIGURES)
                yield Fault("ignored-file", Location(path), {"folders": folders}, "content")
    except OSError:
        return


def _shown(folder: str, name: str) -> str:
    """The path of a file as text, whatever bytes its name consists of."""
    return posixpath.join(folder, os.fsencode(name).decode("utf-8", "backslashreplace"))


def _is_leftover(name: str) -> bool:
    """Hidden files and what editors, office programs and systems leave beside others."""
    return (
        name.startswith((".", "~$"))
        or name.endswith(("~", "#", ".swp", ".tmp", ".bak", ".orig"))
        or name.lower() in ("thumbs.db", "desktop.ini")
    )


def _read(file: Path, limit: int) -> bytes:
    """The bytes of an ordinary file, one more than `limit` at most. A pipe must not be waited for."""
    if file.is_symlink() and not file.exists():
        raise OSError(0, "it is a link that leads nowhere")
    mode = file.stat().st_mode
    if not stat.S_ISREG(mode):
        kind = "a folder" if stat.S_ISDIR(mode) else "no ordinary file"
        raise OSError(0, f"it is {kind}")
    with file.open("rb") as stream:
        return stream.read(limit + 1)


def _pictures(root: Path, records: tuple[Any, ...]) -> dict[str, bytes]:
    """The pictures that prose shows, by path from the root; one that is missing or outside is left out."""
    pictures: dict[str, bytes] = {}
    home = root.resolve()
    for record in records:
        for link in record.body.links():
            path = internal_target(link.target, record.source.path) if link.picture else None
            if path is None or path in pictures or posixpath.splitext(path)[1].lower() not in PICTURES:
                continue
            try:
                if (root / path).resolve().is_relative_to(home):
                    data = _read(root / path, MAX_PICTURE_BYTES)
                    if len(data) <= MAX_PICTURE_BYTES:
                        pictures[path] = data
            except (OSError, ValueError, RuntimeError):  # RuntimeError: links in a circle
                continue
    return pictures
