"""A line of hyphens below a text, which makes it a heading.

`---` below an empty line is a rule across the page. Directly below a sentence it makes a heading of the sentence, which
then begins a section of its own and takes what follows out of the section where it belongs.

Leave a line empty above the hyphens, or write the heading with number signs.
"""

from collections.abc import Iterator
from itertools import pairwise

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import line_of
from .._sections import required_of


@rule(
    "T131",
    Severity.WARNING,
    Scope.FILE,
    yields_to=("empty-section",),
    message="The hyphens below “{title}” make it a heading.",
    help="Leave the line above the hyphens empty, or write `### {title}` without them.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        for token, inline in pairwise(record.body.every_token()):
            if token.type == "heading_open" and token.markup == "-" and token.map:
                title = inline.content.split("\n")[-1].strip()
                # A required heading that is only written otherwise is another finding.
                if title.strip(": ") in required_of(plan, record):
                    continue
                yield problem(line_of(record, record.body.first_line + token.map[1] - 1), title=title[:60])
