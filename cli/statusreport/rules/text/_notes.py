"""Where footnotes are written."""

from ...model.records import Record
from ...source.faults import Location
from ...source.markdown import NoteText
from .._prose import in_body


def label_of(record: Record, note: NoteText) -> Location:
    """The place of a note's label, with its brackets and colon."""
    return in_body(record, *note.place)
