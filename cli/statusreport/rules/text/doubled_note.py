"""Two footnotes of a file with the same label.

`text[^1]` refers to one note. Where two begin with `[^1]:`, only the last is printed, and the text of the others is
lost. Mostly a note was copied from another file.

Give each note a label of its own. Labels are not printed: the notes of a publication are numbered in the order
of the text.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from ._notes import label_of


@rule(
    "T118",
    Severity.ERROR,
    Scope.FILE,
    message="The footnote “{label}” is already written in line {line}.",
    help="Give it another label, and write that where the text refers to it.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        first: dict[str, int] = {}
        for note in record.body.note_texts:
            place = label_of(record, note)
            line = first.setdefault(note.label, place.span.line)
            if line != place.span.line:
                yield problem(place, label=note.label, line=line)
