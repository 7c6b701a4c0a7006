"""A footnote that nothing refers to.

A note is printed because the text refers to it, `text[^1]`. One that nothing refers to is left out of every
publication, and its text with it; so are notes that only refer to themselves or to each other.

Write the reference in the text, or remove the note.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from ._notes import label_of


@rule(
    "T117",
    Severity.WARNING,
    Scope.FILE,
    message="Nothing refers to the footnote “{label}”, so it is not printed.",
    help="Write `[^{label}]` where it belongs, or remove the note.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        for note in record.body.note_texts:
            if note.label not in record.body.reached_notes:
                yield problem(label_of(record, note), label=note.label)
