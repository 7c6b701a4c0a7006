"""Where footnotes are written."""

from ...model.plan import Record
from ...source.faults import Location
from ...source.markdown import NoteText
from .._prose import in_body, line_of


def label_of(record: Record, note: NoteText) -> Location:
    """The place of a note's label, with its brackets and colon."""
    text, label = record.body.markdown, f"[^{note.label}]:"
    line = record.body.places.index(note.line)
    start = text.find(label, line)
    return in_body(record, start, start + len(label)) if start >= 0 else line_of(record, note.line)
