"""A section without text.

A heading with nothing below it promises what the reader does not get. Subheadings alone are no text either.

Write the text. Where there is nothing to report yet, say so in a sentence, and say why.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import has_text, line_of
from .._sections import sectioned


@rule(
    "M108",
    Severity.ERROR,
    Scope.FILE,
    message="The section “{section}” has no text.",
    help="Write the text below the heading.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record, required in sectioned(plan):
        for section in record.body.sections:
            if section.title in required and not has_text(section.tokens):
                yield problem(line_of(record, section.line), section=section.title)
