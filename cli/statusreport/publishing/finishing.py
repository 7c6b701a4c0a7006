"""What only the whole document can say: the numbers of its notes, and ids that no two of its parts share.

Each is one pass over the finished sections in the order they are read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from markdown_it.token import Token

from ..source.markdown import with_children
from .document import Block, Chart, Document, Note, Panel, Prose, Section, Subheading, Table

# A note as a reference names it: the file it stands in, and its place among the notes there.
NoteKey = tuple[str, int]


def finished(document: Document, note: Callable[[NoteKey], Prose]) -> Document:
    """The document with its notes and distinct ids. `note` gives the text of the note that a reference names."""
    return numbered(distinct(document), note)


def numbered(document: Document, note: Callable[[NoteKey], Prose]) -> Document:
    """Numbers the notes as the text comes to them, and tells each where it is referred to.

    A reference is a token `footnote_ref` whose `meta` has the note's `key`.
    """
    numbers: dict[NoteKey, int] = {}
    texts: dict[int, Prose] = {}
    backs: dict[int, list[str]] = {}

    def prose(text: Prose) -> Prose:
        if text.key:
            return text
        return replace(text, made=tuple(with_children(token, reference) for token in text.tokens))

    def worded(block: Block) -> Block:
        if isinstance(block, Subheading):
            return replace(block, prose=prose(block.prose))
        return prose(block) if isinstance(block, Prose) else block

    def reference(child: Token) -> Token:
        if child.type != "footnote_ref":
            return child
        key = child.meta["key"]
        if key not in numbers:
            number = numbers[key] = len(numbers) + 1
            backs[number] = []
            # A note may refer to further notes, whose numbers follow.
            texts[number] = prose(note(key))
        number = numbers[key]
        places = backs[number]
        places.append(f"note-{number}-ref-{len(places) + 1}" if places else f"note-{number}-ref")
        return child.copy(meta={"number": number, "anchor": places[-1]})

    # The notes are whole only when all the text is read.
    text = _changed(document, worded)
    notes = (Note(n, f"note-{n}", tuple(backs[n]), texts[n]) for n in sorted(texts))
    return replace(text, notes=tuple(notes))


def distinct(document: Document) -> Document:
    """Gives a chart or table that is shown once more an id of its own."""
    taken: set[str] = set()

    def named(block: Block) -> Block:
        if not isinstance(block, (Chart, Table)):
            return block
        number, free = 2, block.id
        while free in taken:
            number, free = number + 1, f"{block.id}-{number}"
        taken.add(free)
        return replace(block, id=free)

    return _changed(document, named)


def _changed(document: Document, change: Callable[[Block], Block]) -> Document:
    """The document with each block that holds no others changed, in the order of the text."""

    def block(found: Block) -> Block:
        if isinstance(found, Panel):
            heading = found.heading and cast("Subheading", change(found.heading))
            return replace(found, heading=heading, blocks=tuple(block(inner) for inner in found.blocks))
        return change(found)

    def section(found: Section) -> Section:
        blocks = tuple(block(inner) for inner in found.blocks)
        return replace(found, blocks=blocks, sections=tuple(section(inner) for inner in found.sections))

    return replace(document, sections=tuple(section(found) for found in document.sections))
