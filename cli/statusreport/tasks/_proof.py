"""The proof of a build: what was rendered is read back, before anything is written.

Every record is there once. Every word of the texts is there, in what a format's `said` reads from its files; the texts'
tokens hold every word that editors wrote, or a rule reports it. PDF has no `said`: to read its text takes longer than to
make it, so the tests do that. CSV has no texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from ..formats import Files, Recall, get_format
from ..publishing.document import Block, Document, Edition, Panel, Prose, Subheading
from ..publishing.paper import ADDED
from ..source.faults import UsageError
from ..source.text import shortened
from ..source.tokens import BREAKS

# Blanks, hyphens and signs differ between formats, letters and digits do not.
_SIGNS = re.compile(r"[\W_]+")


def prove(
    publication: str,
    name: str,
    files: Files,
    edition: Edition,
    recall: Recall = lambda text, find: find(),
) -> None:
    """Raises UsageError if a record is not there exactly once, or a word of a text is missing.

    `recall` knows what was read in a text before.
    """
    made = get_format(name)
    counted = Counter(made.census(files, edition))
    wrong = [
        anchor
        for anchor in (*edition.records, *counted)
        if counted[anchor] != 1 or anchor not in edition.records
    ]
    if wrong:
        anchor = wrong[0]
        raise UsageError("not-once", publication=publication, format=name, anchor=anchor, n=counted[anchor])
    said = getattr(made, "said", None)
    prose = _of_records(edition) if hasattr(made, "SAYS_RECORDS_ONLY") else _of_all(edition.document)
    passages = chain.from_iterable(text.words() if text.key else _passages(text) for text in prose)
    if said and (lost := _lost(_SIGNS.sub("", said(files, edition, recall)), passages)):
        raise UsageError("not-said", publication=publication, format=name, words=shortened(lost))


def _lost(said: str, passages: Iterator[str]) -> str:
    """The first words of the texts that were not said, or ""."""
    place = 0
    for words in passages:
        letters = _SIGNS.sub("", words)
        # Texts mostly come in their order, so that the search is short.
        place = said.find(letters, place)
        if place < 0 and (place := said.find(letters)) < 0:
            return words.strip()
    return ""


def _of_all(document: Document) -> Iterator[Prose]:
    yield from _prose(document.blocks())
    yield from (note.prose for note in document.notes)


def _of_records(edition: Edition) -> Iterator[Prose]:
    for section in edition.document.walk():
        if section.anchor in edition.records:
            panels = (block.blocks if isinstance(block, Panel) else (block,) for block in section.blocks)
            yield from _prose(chain.from_iterable(panels))


def _prose(blocks: Iterable[Block]) -> Iterator[Prose]:
    texts = (block.prose if isinstance(block, Subheading) else block for block in blocks)
    return (text for text in texts if isinstance(text, Prose))


def _passages(prose: Prose) -> Iterator[str]:
    """Words of prose without anything between them that a format may print elsewhere or otherwise: notes, pictures, numbers."""
    for token in prose.tokens:
        if ADDED in token.meta:
            continue
        if token.type in {"fence", "code_block"}:
            yield token.content
        words = ""
        for child in token.children or ():
            if child.type in {"footnote_ref", "image"} or ADDED in child.meta:
                yield words
                words = ""
            else:
                words += " " if child.type in BREAKS else child.content
        yield words
