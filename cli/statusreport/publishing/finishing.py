"""What only the whole document can say: the numbers of its charts, tables and notes, and ids that no two of its parts share.

Each is one pass over the sections in the order they are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import cast

from markdown_it.token import Token

from ..source.tokens import with_children
from .document import (
    Abbreviation,
    Block,
    Chart,
    Document,
    Note,
    Panel,
    Prose,
    Section,
    Shown,
    Subheading,
    Table,
)
from .language import Language, begun
from .paper import ADDED, Fitting

# A note as a reference names it: the file it stands in, and its place among the notes there.
NoteKey = tuple[str, int]
# What the meta of a link has that leads to a chart or table.
SHOWN = "shown"
# Nothing, or a sentence, whose last word is none of the short ones that are abbreviations; and as much of a text, in
# characters, as tells which.
_NEAR = 60
_ENDED = re.compile(r"^\W*$|(?:[!?…]|\w{4,}[\"»”)]?\.)[^\w,;:]*$")


def finished(document: Document, say: Language, note: Callable[[NoteKey], Prose]) -> Document:
    """The document as it is printed. `note` gives the text of the note that a reference names."""
    fitting = Fitting(say)
    whole = distinct(fitting.document(labelled(explained(document, say), say)))
    blocks = [block for block in whole.blocks() if isinstance(block, (Chart, Table))]
    # What a file shows twice is led to where it stands first.
    places = {key: block for block in reversed(blocks) for key in block.shown}

    def prose(found: Prose) -> Prose:
        return referring(found, places)

    return numbered(_in_prose(whole, prose), lambda key: prose(fitting.prose(note(key))))


def explained(document: Document, say: Language) -> Document:
    """Has each table say what its abbreviations mean."""

    def explain(block: Block) -> Block:
        if not isinstance(block, Table):
            return block
        return replace(block, notes=(*block.notes, *_meanings(block, say)))

    return _changed(document, explain)


def labelled(document: Document, say: Language) -> Document:
    """Numbers the charts and the tables as the text comes to them; what shows each record as a mark counts as a figure."""
    numbers = {"figure": 0, "table": 0}

    def label(block: Block) -> Block:
        if not isinstance(block, (Chart, Table)):
            return block
        kind = _kind(block)
        numbers[kind] += 1
        return replace(block, label=say(f"document.{kind}_label", number=numbers[kind]))

    return _changed(document, label)


def _kind(block: Chart | Table) -> str:
    return "figure" if isinstance(block, Chart) or block.marks else "table"


def _meanings(table: Table, say: Language) -> Iterator[str]:
    """What the abbreviations in a table's cells stand for, in a line below it."""
    rows = (*table.rows, *((table.total,) if table.total else ()))
    cells = (inline for row in rows for cell in row.cells for inline in cell)
    full = {
        inline.text: inline.full for inline in cells if isinstance(inline, Abbreviation) and not inline.told
    }
    if full:
        parts = (say("document.figure_part", label=short, value=full[short]) for short in sorted(full))
        yield say("document.short_forms", parts="; ".join(parts))


def referring(prose: Prose, places: Mapping[Shown, Chart | Table]) -> Prose:
    """Leads each link to the chart or table that it names; one without words says its number."""

    def token(found: Token) -> Token:
        if not any(SHOWN in child.meta for child in found.children or ()):
            return found
        children: list[Token] = []
        before = ""
        for child in found.children or ():
            if child.type == "link_close" and children[-1].type == "link_open" and SHOWN in children[-1].meta:
                words = _named(children[-1], places)
                if _ENDED.search(before):
                    words = begun(words)
                children.append(Token("text", "", 0, content=words, meta={ADDED: True}))
                before += words
            children.append(child)
            # Where a sentence ends is seen from its end.
            before = (before + _words(child))[-_NEAR:]
        return found.copy(children=[_led(child, places) for child in children])

    # What has a key leads to none of them.
    return prose if prose.key else Prose(tuple(map(token, prose.tokens)), prose.shift)


def _words(child: Token) -> str:
    if child.type == "footnote_ref":
        return ""
    return " " if child.type in ("softbreak", "hardbreak") else child.content


def _named(link: Token, places: Mapping[Shown, Chart | Table]) -> str:
    """What a link is called that has no words: by the number, or by the title of what another document shows."""
    key, title = link.meta[SHOWN]
    block = places.get(key)
    return f"{block.label[0].lower()}{block.label[1:]}" if block else str(title)


def _led(child: Token, places: Mapping[Shown, Chart | Table]) -> Token:
    if SHOWN not in child.meta:
        return child
    block = places.get(child.meta[SHOWN][0])
    return child.copy(attrs={**child.attrs, "href": f"#{block.id}"}) if block else child


def _in_prose(document: Document, change: Callable[[Prose], Prose]) -> Document:
    """The document with all its prose changed."""

    def worded(block: Block) -> Block:
        if isinstance(block, Subheading):
            return replace(block, prose=change(block.prose))
        return change(block) if isinstance(block, Prose) else block

    return _changed(document, worded)


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
    text = _in_prose(document, prose)
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
