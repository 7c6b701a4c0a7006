"""A chapter without text.

A chapter is prose. Without any, the publication would print a heading with nothing below it, and the table of
contents would promise something that is not there. Headings alone are no text.

Write the text below the second `---`, or remove the file.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from ...source.tokens import has_text
from .. import Problem, Scope, problem, rule


@rule(
    "C103",
    Severity.ERROR,
    Scope.FILE,
    message="The chapter has no text.",
    help="Write the text below the front matter, or remove the file.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for chapter in plan.chapters:
        if not has_text(chapter.body.tokens):
            yield problem(chapter.source.at("title"))
