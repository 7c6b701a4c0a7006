"""A plan's folder to a Plan. A `Tree` gives the names and bytes.

Whatever lies in the folder has a defined outcome: a record, or a fault that a rule puts into words.
"""

from __future__ import annotations

import os
import posixpath
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from ..model.fields import fields_of
from ..model.plan import Plan
from ..model.records import Chapter, Measure, Project, Record
from ..model.settings import Settings
from ..model.spelling import natural_key
from ..model.state import SealedRound
from ..rounds.seal import read_round
from ..source import text as sourcetext
from ..source.faults import Fault, Location, Source, UsageError
from ..source.markdown import Body
from ..source.pictures import SUFFIXES, Flaw, picture_path
from ..source.tree import Composed, Folder, Tree, reason_of
from .layout import CHAPTERS, CONTENT, FIGURES, MEASURES, PLAN_FILE, PROJECTS, ROUNDS, refuse_misnamed
from .plan_file import read_settings
from .records import read_chapter, read_dataset, read_measure, read_project

MAX_PICTURE_BYTES = 10_000_000
MAX_ROUND_BYTES = 500_000_000

# What people write texts and data in. Pictures, and what they were drawn with, may lie anywhere.
_TEXTS = (".md", ".markdown", ".txt", ".yaml", ".yml", ".json", ".csv", ".docx", ".doc", ".odt", ".rtf")
# What other programs write, which no change of name makes a text.
_OFFICE = (
    ".doc",
    ".docx",
    ".docm",
    ".dotx",
    ".odt",
    ".rtf",
    ".pdf",
    ".pages",
    ".xls",
    ".xlsx",
    ".ods",
    ".html",
    ".htm",
    ".msg",
)
# Folders within an unknown folder in which texts are looked for; links may lead in circles.
_DEEPEST = 3

R = TypeVar("R")
# Path and bytes of a file to what it holds, if anything, its source and its faults.
Reader = Callable[[str, bytes], tuple[R | None, Source, tuple[Fault, ...]]]
Recall = Callable[[Body], None]


def plan_file(root: Path) -> bytes:
    """The bytes of a plan's file. Raises UsageError where they cannot be read."""
    return _plan_file(Folder(root), str(root))


def _plan_file(tree: Tree, name: str) -> bytes:
    try:
        return tree.read(PLAN_FILE, sourcetext.MAX_BYTES)
    except OSError as error:
        if not tree.exists(PLAN_FILE):
            refuse_misnamed(tree, name)
        file = f"{name}/{PLAN_FILE}"
        raise UsageError("unreadable", file=file, reason=reason_of(error)) from error


def read_tree(tree: Tree, name: str, recall: Recall = lambda body: None) -> Plan:
    """Reads a whole plan from a tree; `name` is what a person calls the tree. Raises PlanFault if its file cannot be used.

    `recall` is given every text before anything is asked of it, and may give it what is known of it already.
    """
    reading = _Reading(tree, read_settings(_plan_file(tree, name)), recall)
    reading.faults.extend(_misplaced(reading.tree))
    measures = reading.records(MEASURES, (".md",), reading.read_measure)
    projects = reading.records(PROJECTS, (".md",), read_project)
    chapters = reading.records(CHAPTERS, (".md",), read_chapter)
    datasets = reading.records(FIGURES, (".yaml", ".yml"), read_dataset)
    rounds = reading.records(ROUNDS, (".json",), read_round, MAX_ROUND_BYTES)
    pictures, lost = _pictures(tree, (*measures, *projects, *chapters))
    plan = Plan(
        settings=reading.settings,
        measures=_sorted_measures(measures),
        projects=tuple(sorted(projects, key=lambda p: (p.order or 0, p.source.path))),
        chapters=tuple(sorted(chapters, key=lambda c: (c.publication, c.order or 0, c.source.path))),
        datasets=tuple(sorted(datasets, key=lambda d: d.source.path)),
        rounds=_sorted_rounds(rounds),
        faults=tuple(reading.faults),
        sources=reading.sources,
        picture_files=pictures,
        lost_pictures=lost,
    )
    for text in plan.field_texts:
        recall(text.body)
    return plan


def read_rounds(tree: Tree, name: str) -> Plan:
    """A plan of only its settings and sealed rounds: enough to know what it can be compared with."""
    reading = _Reading(tree, read_settings(_plan_file(tree, name)))
    rounds = reading.records(ROUNDS, (".json",), read_round, MAX_ROUND_BYTES)
    return Plan(
        settings=reading.settings,
        rounds=_sorted_rounds(rounds),
        faults=tuple(reading.faults),
        sources=reading.sources,
    )


def read_measures(tree: Tree, settings: Settings) -> Plan:
    """A plan of only the measure files that lie in the tree's root, under the settings of another plan."""
    reading = _Reading(tree, settings)
    measures = reading.records("", (".md",), reading.read_measure)
    return Plan(
        settings=settings,
        measures=_sorted_measures(measures),
        faults=tuple(reading.faults),
        sources=reading.sources,
    )


def _sorted_measures(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    return tuple(sorted(measures, key=lambda m: (natural_key(m.number), m.source.path)))


def _sorted_rounds(rounds: Iterable[SealedRound]) -> tuple[SealedRound, ...]:
    return tuple(sorted(rounds, key=lambda sealed: (sealed.state.round, sealed.source.path)))


class _Reading:
    """A plan being read: what was found so far, and what was wrong with it."""

    def __init__(self, tree: Tree, settings: Settings, recall: Recall = lambda body: None) -> None:
        self.tree, self.settings, self.recall = Composed(tree), settings, recall
        self.faults: list[Fault] = []
        self.sources: dict[str, Source] = {settings.source.path: settings.source}
        self.read_measure = partial(read_measure, own=settings.own_fields)

    def records(
        self, folder: str, suffixes: tuple[str, ...], read: Reader[R], limit: int = sourcetext.MAX_BYTES
    ) -> list[R]:
        """The records of a folder's files, in the order of their names."""
        found: list[R] = []
        for path, data in self._files(folder, suffixes, limit):
            record, source, faults = read(path, data)
            if meant := _meant_folder(folder, source, faults):
                params = {"folder": folder, "meant": meant}
                record, faults = None, (Fault("misplaced-file", Location(path), params),)
            self.sources[path] = source
            self.faults.extend(faults)
            if record is not None:
                found.append(record)
            if isinstance(record, Record):
                self.recall(record.body)
        return found

    def _files(self, folder: str, suffixes: tuple[str, ...], limit: int) -> Iterator[tuple[str, bytes]]:
        """The content files of a folder; whatever else lies there becomes a fault, never a silence."""
        try:
            names = sorted(self.tree.names(folder))
        except OSError as error:
            if self.tree.exists(folder):
                reason = {"reason": reason_of(error)}
                self.faults.append(Fault("unreadable-file", Location(folder), reason, "folder"))
            return
        for name in names:
            path = _shown(folder, name)
            if _is_leftover(name):
                continue
            if not name.lower().endswith(suffixes):
                is_folder = self.tree.is_folder(posixpath.join(folder, name))
                stem, ending = posixpath.splitext(name)
                variant = "folder" if is_folder else "office" if ending.lower() in _OFFICE else ""
                named = stem if stem.lower().endswith(suffixes) else f"{stem}{suffixes[0]}"
                params = {"suffix": suffixes[0], "folder": folder, "name": _shown("", named)}
                self.faults.append(Fault("ignored-file", Location(path), params, variant))
                continue
            try:
                data = self.tree.read(posixpath.join(folder, name), limit)
            except OSError as error:
                reason = {"reason": reason_of(error)}
                self.faults.append(Fault("unreadable-file", Location(path), reason))
            else:
                yield path, data


# One key may be a slip; two are a kind.
_ENOUGH = 2
_KINDS: Mapping[str, type[Record]] = {MEASURES: Measure, PROJECTS: Project, CHAPTERS: Chapter}


def _meant_folder(folder: str, source: Source, faults: tuple[Fault, ...]) -> str:
    """The folder of the kind whose keys a file has, where they are not those of its own; else ""."""
    unknown = {str(fault.params.get("key")) for fault in faults if fault.name == "unknown-key"}
    if folder not in _KINDS or len(unknown) < _ENOUGH:
        return ""
    own = [field.name for field in fields_of(_KINDS[folder]) if field.required]
    if sum(map(source.has, own)) >= _ENOUGH:
        return ""
    known = {other: unknown & {field.name for field in fields_of(kind)} for other, kind in _KINDS.items()}
    meant = max(known, key=lambda other: len(known[other]))
    return meant if meant != folder and len(known[meant]) >= _ENOUGH else ""


def _misplaced(tree: Tree) -> Iterator[Fault]:
    """Texts beside the folders for content: a misspelt name would hide every record there."""
    known = {MEASURES, PROJECTS, CHAPTERS, FIGURES, ROUNDS}
    folders = {"folders": (MEASURES, PROJECTS, CHAPTERS, FIGURES)}
    for name in _names(tree, CONTENT):
        inner, path = posixpath.join(CONTENT, name), _shown(CONTENT, name)
        if path in known:
            continue
        if tree.is_folder(inner):
            if _holds_texts(tree, inner, _DEEPEST):
                yield Fault("ignored-file", Location(path), folders, "content")
        elif name.lower().endswith(_TEXTS):
            yield Fault("ignored-file", Location(path), folders, "loose")


def _holds_texts(tree: Tree, folder: str, depth: int) -> bool:
    for name in _names(tree, folder):
        inner = posixpath.join(folder, name)
        if tree.is_folder(inner):
            if depth and _holds_texts(tree, inner, depth - 1):
                return True
        elif name.lower().endswith(_TEXTS):
            return True
    return False


def _names(tree: Tree, folder: str) -> list[str]:
    """What somebody put in a folder."""
    try:
        return sorted(name for name in tree.names(folder) if not _is_leftover(name))
    except OSError:
        return []


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


def _pictures(tree: Tree, records: tuple[Record, ...]) -> tuple[dict[str, bytes], dict[str, Flaw]]:
    """The pictures that prose shows, by path from the root, and why one of them could not be read."""
    pictures: dict[str, bytes] = {}
    lost: dict[str, Flaw] = {}
    for record in records:
        for link in record.body.links if "![" in record.body.markdown else ():
            path = picture_path(link.target, record.source.path) if link.picture else None
            if path is None or path in pictures or path in lost or path.startswith(".."):
                continue
            if not path.lower().endswith(SUFFIXES):
                continue
            found = _picture(tree, path)
            if isinstance(found, Flaw):
                lost[path] = found
            else:
                pictures[path] = found
    return pictures, lost


def _picture(tree: Tree, path: str) -> bytes | Flaw:
    """The bytes of a picture, or why it cannot be had."""
    name = _name_of(tree, path)
    if name is None:
        return Flaw("missing-picture")
    if unicodedata.normalize("NFC", name) != path:
        return Flaw("missing-picture", "case", {"name": _shown("", name)})
    try:
        if not tree.is_inside(name):
            return Flaw("missing-picture", "outside")
        data = tree.read(name, MAX_PICTURE_BYTES)
    except OSError as error:
        return Flaw("missing-picture", "unread", {"reason": reason_of(error)})
    if len(data) > MAX_PICTURE_BYTES:
        return Flaw("missing-picture", "large", {"limit": MAX_PICTURE_BYTES // 1_000_000})
    return data


def _name_of(tree: Tree, path: str) -> str | None:
    """What a file is called in its tree, which may write a letter and its accent as two, or large letters for small.

    Some systems find a file under each of these names and some do not: so it is not the system that is asked.
    """
    found = ""
    for part in path.split("/"):
        try:
            names = sorted(tree.names(found))
        except (OSError, ValueError):
            return None
        alike = [name for name in names if _folded(name) == _folded(part)]
        if not alike:
            return None
        same = [name for name in alike if unicodedata.normalize("NFC", name) == part]
        found = posixpath.join(found, (same or alike)[0])
    return found


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())
