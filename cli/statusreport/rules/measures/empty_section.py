"""A section without text.

A heading with nothing below it promises what the reader does not get. Subheadings alone are no text either.

Write the text. Where there is nothing to report yet, say so in a sentence, and say why.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from ...source.markdown import Section
from .. import Problem, Scope, problem, rule
from .._prose import line_of
from .._sections import sectioned


def _has_text(section: Section) -> bool:
    before = ""
    for token in section.tokens:
        if token.type in ("fence", "code_block"):
            return True
        if token.type == "inline" and before != "heading_open":
            shown = (child for child in token.children or () if child.type != "html_inline")
            if any(char.isalnum() for child in shown for char in child.content):
                return True
        before = token.type
    return False


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
            if section.title in required and not _has_text(section):
                yield problem(line_of(record, section.line), section=section.title)
