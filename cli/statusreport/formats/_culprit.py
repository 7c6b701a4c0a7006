"""Whose fault it is that a document cannot be made: it is made again with ever less in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from ..publishing.document import Block, Document, Panel, Section, Subheading
from ..source.faults import Phrase, UsageError


class Unmade(Exception):
    """A program could not make a document, and says why."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def culprit(document: Document, make: Callable[[Document], object], problem: str) -> Section | None:
    """The section for whose content a document cannot be made; None where it is not that of one section alone."""

    def fails(kept: Collection[str]) -> bool:
        try:
            make(_with_only(document, kept))
        except Unmade as error:
            return error.problem == problem
        return False

    left = [section.anchor for section in document.walk()]
    if fails(()):
        return None
    while len(left) > 1:
        middle = len(left) // 2
        half = next((half for half in (left[:middle], left[middle:]) if fails(half)), None)
        if half is None:
            return None
        left = half
    return next(section for section in document.walk() if section.anchor in left)


def unmade(document: Document, kind: str, section: Section | None, problem: Phrase) -> UsageError:
    """That a document cannot be made, with the file of the section to blame, if there is one."""
    return UsageError(
        "unmade",
        format=kind,
        publication=document.id,
        place=document.sources.get(section.anchor, section.anchor) if section else document.id,
        title=section.title if section else document.title,
        problem=problem,
    )


def _with_only(document: Document, kept: Collection[str]) -> Document:
    """The document with the content of some sections. Of all others only what links lead to is left."""

    def section(found: Section) -> Section:
        blocks = found.blocks if found.anchor in kept else tuple(_goals(found.blocks))
        return replace(found, blocks=blocks, sections=tuple(map(section, found.sections)))

    return replace(document, sections=tuple(map(section, document.sections)))


def _goals(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Panel):
            yield replace(block, blocks=tuple(_goals(block.blocks)))
        elif isinstance(block, Subheading):
            yield block
