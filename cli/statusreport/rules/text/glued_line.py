"""A sentence that became part of the block above it.

A line directly below an item of a list, a quotation, a footnote or a table goes on with it, even where it is not
indented. What was meant as a new paragraph is then the end of the last item, words of the person quoted, a part of the
note, or the first cell of a row.

Leave a line empty above it. If it does belong to what is above, indent it; in a quotation begin it with `>`.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from ...source.layout import glued_lines
from .. import Problem, Scope, problem, rule
from .._prose import line_of


@rule(
    "T133",
    Severity.WARNING,
    Scope.FILE,
    message="“{words}” belongs to the item of the list above.",
    message_quotation="“{words}” belongs to the quotation above.",
    message_note="“{words}” belongs to the footnote above.",
    message_table="“{words}” is a row of the table above.",
    help="Leave a line empty above it, or indent it if it does belong there.",
    help_quotation="Leave a line empty above it, or begin it with `>` if it does belong there.",
    help_table="Leave a line empty above it, or write the row between bars.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for prose in plan.texts:
        for line, kind in glued_lines(prose.body):
            variant = "" if kind == "item" else kind
            yield problem(line_of(prose, line), variant, words=prose.body.line(line)[:60])
