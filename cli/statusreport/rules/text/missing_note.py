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

_WITHOUT_COLON = re.compile(
    r"^[ \t]*\[\^(?P<label>[\w*.-]{1,60})\][ \t\u00a0]+(?P<words>\S[^\n]*)", re.MULTILINE
)
_REFERENCE = re.compile(r"\[\^([\w*.-]{1,60})\]")


@rule(
    "T116",
    Severity.ERROR,
    Scope.FILE,
    message="There is no footnote “{label}” in this file.",
    message_empty="The footnote “{label}” has no text.",
    message_colon="There is no colon behind the label of the footnote “{label}”.",
    help="Write the note at the end of the file, beginning with `[^{label}]:`.",
    help_near="Otherwise write the note at the end of the file, beginning with `[^{label}]:`.",
    help_empty="Write the text directly behind the colon. A note begins at the margin, not inside another one.",
    help_colon="Write `[^{label}]: {words}`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        body = record.body
        written = {note.label for note in body.note_texts}
        typed: dict[str, re.Match[str]] = {}
        for found in _WITHOUT_COLON.finditer(body.shown if "[^" in body.shown else ""):
            if found["label"] not in written:
                typed.setdefault(found["label"], found)
        for label, found in typed.items():
            place = in_body(record, found.start("label") - len("[^"), found.end("label") + len("]"))
            yield problem(place, "colon", label=label, words=found["words"].lstrip(": ")[:60])
        unused = tuple(sorted(written - body.note_numbers.keys()))
        for found in _REFERENCE.finditer(body.shown):
            # What has a note that is only written wrongly is told there.
            if found[1] not in written | typed.keys() and found.start() not in body.escaped:
                place, meant = in_body(record, *found.span()), nearest(found[1], unused)
                yield problem(place, "near" if meant else "", label=found[1], nearest=meant)
        for note in body.note_texts:
            number = body.note_numbers.get(note.label)
            if number is not None and not body.notes[number]:
                yield problem(label_of(record, note), "empty", label=note.label)
