"""Ways to spoil a DOCX or an ODT, by which a check is known to find what it must."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from gate.officefile import NAMES, found, full, parse
from gate.planted import GOOD

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Change = Callable[["Element"], object]
Spoil = Callable[["Package"], object]


@dataclass(frozen=True)
class Fault:
    """What is done to a file, and how what is found must begin."""

    spoil: Spoil
    finding: str
    file: str = GOOD

    def plant(self, data: bytes) -> bytes:
        """The file with the fault."""
        package = Package(data)
        self.spoil(package)
        return package.packed()


class Package:
    """A file in parts, to be spoiled."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.entries = package.infolist()
            self._parts = {entry.filename: package.read(entry) for entry in self.entries}
        self._trees: dict[str, Element] = {}

    def tree(self, part: str) -> Element:
        """The XML of a part, to be changed."""
        return self._trees.setdefault(part, parse(self._parts[part]))

    def entry(self, part: str) -> zipfile.ZipInfo:
        return next(entry for entry in self.entries if entry.filename == part)

    def add(self, part: str, data: bytes = b"<x/>") -> None:
        self.entries.append(zipfile.ZipInfo(part, self.entries[0].date_time))
        self._parts[part] = data

    def packed(self) -> bytes:
        parts = self._parts | {part: etree.tostring(tree) for part, tree in self._trees.items()}
        out = io.BytesIO()
        with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as package:
            warnings.simplefilter("ignore")  # of a part that is there twice
            for entry in self.entries:
                package.writestr(entry, parts[entry.filename], entry.compress_type)
        return out.getvalue()


def at(part: str, path: str, *changes: Change, number: int | None = 0) -> Spoil:
    """Does something to one element on a path, counted from 0, or to all of them."""

    def spoil(package: Package) -> None:
        elements = found(package.tree(part), path)
        assert elements, f"there is no {path} in {part}"
        for element in elements if number is None else [elements[number]]:
            for change in changes:
                change(element)

    return spoil


def having(key: str, value: str) -> Change:
    return lambda element: element.set(full(key) if ":" in key else key, value)


def without(key: str) -> Change:
    return lambda element: element.attrib.__delitem__(full(key) if ":" in key else key)


def saying(text: str) -> Change:
    return lambda element: setattr(element, "text", text)


def becoming(name: str) -> Change:
    return lambda element: setattr(element, "tag", full(name))


def holding(xml: str, place: int = 0) -> Change:
    """Puts something into an element."""
    return lambda element: element.insert(place, _piece(xml))


def _piece(xml: str) -> Element:
    names = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in NAMES.items() if prefix != "xml")
    return parse(f"<x {names}>{xml}</x>".encode())[0]


def gone(element: Element) -> None:
    """Takes an element out; the text behind it stays."""
    parent, before, text = element.getparent(), element.getprevious(), element.tail or ""
    assert parent is not None
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    parent.remove(element)


def opened(element: Element) -> None:
    """Puts what an element holds in its place."""
    for child in reversed(element):
        element.addnext(child)
    gone(element)


def moved_behind(path: str) -> Change:
    """Puts an element behind the first one on a path, seen from it."""
    return lambda element: found(element, path)[0].addnext(element)
