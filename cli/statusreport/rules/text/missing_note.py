"""A footnote that is referred to, but not written.

`text[^1]` refers to the note that begins with `[^1]:` in the same file. Without it readers see the brackets, and
look for the note in vain.

Write the note at the end of the file, `[^1]: The note.`, its further lines indented by four blanks; or remove
the reference.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...model.spelling import nearest
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_body
from ._notes import label_of

_REFERENCE = re.compile(r"\[\^([\w*.-]{1,60})\]")


@rule(
    "T116",
    Severity.ERROR,
    Scope.FILE,
    message="There is no footnote “{label}” in this file.",
    message_empty="The footnote “{label}” has no text.",
    help="Write the note at the end of the file, beginning with `[^{label}]:`.",
    help_near="Otherwise write the note at the end of the file, beginning with `[^{label}]:`.",
    help_empty="Write the text directly behind the colon. A note begins at the margin, not inside another one.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        body = record.body
        written = {note.label for note in body.note_texts}
        unused = tuple(sorted(written - body.note_numbers.keys()))
        for found in _REFERENCE.finditer(body.shown):
            if found[1] not in written and found.start() not in body.escaped:
                place, meant = in_body(record, *found.span()), nearest(found[1], unused)
                yield problem(place, "near" if meant else "", label=found[1], nearest=meant)
        for note in body.note_texts:
            number = body.note_numbers.get(note.label)
            if number is not None and not body.notes[number]:
                yield problem(label_of(record, note), "empty", label=note.label)
