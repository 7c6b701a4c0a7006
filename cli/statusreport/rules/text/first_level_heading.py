"""A first-level heading in a text.

The title in the front matter is the heading of the text, and the only one of its level. A line that begins
with a single `#` would be a second title in the middle of the publication.

Begin the line with `##`. If it repeats the title, remove it.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...model.records import Record
from ...source.faults import Severity
from ...source.markdown import Block
from .. import Problem, Scope, problem, rule
from .._prose import line_of
from .._sections import required_of

# Behind what begins a list or a quotation.
_SIGN = re.compile(r"[-*+>\s\d.)]*#")


@rule(
    "T111",
    Severity.ERROR,
    Scope.FILE,
    message="“{title}” is a heading of the first level, which only the title in the front matter is.",
    message_repeated="“{title}” repeats the title, which is printed anyway.",
    message_underlined="The equals signs below “{title}” make it a heading of the first level, which only the title in the front matter is.",
    help="Write `## {title}`.",
    help_repeated="Remove the line.",
    help_number="Write `\\# {title}` if the sign belongs to the number, or `## {title}` for a heading.",
    help_underlined="Delete the line of equals signs, or write `## {title}` without it.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        for block in record.body.blocks:
            # A required heading of the wrong level is reported as missing.
            if block.level == 1 and block.title not in required_of(plan, record):
                place = line_of(record, block.line)
                yield problem(place, _variant(record, block), title=block.title)


def _variant(record: Record, block: Block) -> str:
    if block.title == record.title:
        return "repeated"
    if not _SIGN.match(record.body.line(block.line)):
        return "underlined"
    return "number" if block.title[:1].isdigit() else ""
