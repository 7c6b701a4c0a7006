"""A section without text.

A heading with nothing below it promises what the reader does not get. Subheadings alone are no text either.

Write the text. Where there is nothing to report yet, say so in a sentence, and say why.
"""

from collections.abc import Iterator
from html import unescape

from ...model.plan import Plan
from ...source.faults import Severity, Sign
from ...source.markdown import Section, has_text
from .. import Problem, Scope, problem, rule
from .._prose import line_of
from .._sections import sectioned
from .._signs import hidden


@rule(
    "M108",
    Severity.ERROR,
    Scope.FILE,
    message="The section “{section}” has no text.",
    message_hidden="The section “{section}” has no text, only a {sign}, which no editor shows.",
    help="Write the text below the heading.",
    help_hidden="Delete that line, and write the text below the heading.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record, required in sectioned(plan):
        for section in record.body.sections:
            if section.title in required and not has_text(section.tokens):
                sign = _unseen(section)
                place = line_of(record, section.line)
                yield problem(place, "hidden" if sign else "", section=section.title, sign=sign)


def _unseen(section: Section) -> Sign | None:
    """The first sign that a section has in place of words, if it cannot be seen."""
    first = next((sign for sign in unescape(section.markdown) if sign not in " \t\n"), "")
    return Sign(first) if first.isspace() else hidden(first)
