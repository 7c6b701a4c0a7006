"""A first-level heading in a text.

The title in the front matter is the heading of the text, and the only one of its level. A line that begins
with a single `#` would be a second title in the middle of the publication.

Begin the line with `##`. If it repeats the title, remove it.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import line_of
from .._sections import required_of


@rule(
    "T111",
    Severity.ERROR,
    Scope.FILE,
    message="“{title}” is a heading of the first level, which only the title in the front matter is.",
    message_repeated="“{title}” repeats the title, which is printed anyway.",
    help="Write `## {title}`.",
    help_repeated="Remove the line.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        for block in record.body.blocks:
            # A required heading of the wrong level is reported as missing.
            if block.level == 1 and block.title not in required_of(plan, record):
                place = line_of(record, block.line)
                yield problem(place, "repeated" if block.title == record.title else "", title=block.title)
