"""Where footnotes are written, and links that were meant as footnotes."""

import re

from ...model.records import Record
from ...source.faults import Location
from ...source.markdown import Link, NoteText
from .._prose import in_body

_LONGEST = 60


def label_of(record: Record, note: NoteText) -> Location:
    """The place of a note's label, with its brackets and colon."""
    return in_body(record, *note.place)


def as_label(words: str) -> str:
    """The label of a note that is called by these words: one word."""
    return re.sub(r"[^\w.-]+", "-", words).strip("-") or "1"


def whole_link(record: Record, link: Link) -> tuple[Location, str]:
    """The place of a link, from its bracket to the end of its target where that stands behind it, and its beginning."""
    text, (start, end) = record.body.markdown, link.place
    stop = link.target_place[1] if text.startswith("](", end) else end
    return in_body(record, start - 1, stop + 1), text[start - 1 : stop + 1][:_LONGEST]
