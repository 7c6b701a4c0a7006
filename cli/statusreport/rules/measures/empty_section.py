"""A section without text.

A heading with nothing below it promises what the reader does not get. Subheadings alone are no text either.

Write the text. Where there is nothing to report yet, say so in a sentence, and say why.
"""

import re
from collections.abc import Iterator
from html import unescape

from ...model.plan import Plan
from ...model.records import Record
from ...source.faults import Severity, Sign
from ...source.markdown import Section
from ...source.tokens import has_text
from .. import Problem, Scope, problem, rule
from .._prose import line_of
from .._sections import sectioned
from .._signs import hidden

_HYPHENS = re.compile(r" {0,3}-+[ \t]*")


@rule(
    "M108",
    Severity.ERROR,
    Scope.FILE,
    message="The section “{section}” has no text.",
    message_hidden="The section “{section}” has no text, only a {sign}, which no editor shows.",
    message_taken="The section “{section}” has no text: the hyphens below “{title}” make a heading of it.",
    help="Write the text below the heading.",
    help_hidden="Delete that line, and write the text below the heading.",
    help_taken="Leave the line above the hyphens empty, or write `### {title}` without them.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record, required in sectioned(plan):
        sections = record.body.sections
        for section, below in zip(sections, (*sections[1:], None), strict=False):
            # What stands there and is read as something else is told as that.
            start, end = section.place
            is_lost = any(start <= lost < end for lost, _ in record.body.lost)
            if section.title not in required or has_text(section.tokens) or is_lost:
                continue
            sign = _unseen(section)
            underline = _underline(record, below) if below else None
            place = line_of(record, section.line if underline is None else underline)
            variant = "hidden" if sign else "" if underline is None else "taken"
            title = below.title if below else ""
            yield problem(place, variant, section=section.title, sign=sign, title=title[:60])


def _underline(record: Record, section: Section) -> int | None:
    """The line of hyphens that makes a heading of a section's title."""
    lines = range(section.line, section.end_line + 1)
    last = next((n for n in lines if _HYPHENS.fullmatch(record.body.line(n))), None)
    is_heading = not record.body.line(section.line).lstrip().startswith("#")
    return last if is_heading else None


def _unseen(section: Section) -> Sign | None:
    """The first sign that a section has in place of words, if it cannot be seen."""
    first = next((sign for sign in unescape(section.markdown) if sign not in " \t\n"), "")
    return Sign(first) if first.isspace() else hidden(first)
