"""Code that is begun and never ended.

A line of three backticks begins code, and another one ends it. Without the other one all that follows, to the end of the
file, is printed as code: no heading, list or link in it is one.

Write the line where the code ends, or remove the first one.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import line_of


@rule(
    "T155",
    Severity.WARNING,
    Scope.FILE,
    message="“{mark}” begins code that never ends: all below it is printed as code.",
    help="Write a line of {mark} where the code ends, or remove this one.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for prose in plan.texts:
        body = prose.body
        lines = body.markdown.split("\n") if "```" in body.markdown or "~~~" in body.markdown else []
        for token in body.every_token() if lines else ():
            if token.type == "fence" and token.map:
                first, end = token.map
                last = lines[end - 1].strip(" >\t")
                closed = end - 1 > first and last.startswith(token.markup) and not last.strip(token.markup[0])
                if not closed:
                    place = line_of(prose, body.first_line + first)
                    yield problem(place, mark=token.markup)
