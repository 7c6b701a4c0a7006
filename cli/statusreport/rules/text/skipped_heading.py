"""A heading that skips a level.

Who listens to a page, or moves through it by its headings, hears a jump from level two to level four as a
heading that is missing. A text begins at level two (`##`), since its title is level one.

Use one number sign more than the heading above it, at most.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import line_of
from .._sections import required_of


@rule(
    "T110",
    Severity.WARNING,
    Scope.FILE,
    message="“{title}” is a heading of level {level}, but level {expected} comes next.",
    help="Write `{signs} {title}`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        before = 1
        for block in record.body.blocks:
            if not block.level:
                continue
            # A required heading of the wrong level is reported as missing.
            if block.level > before + 1 and block.title not in required_of(plan, record):
                yield problem(
                    line_of(record, block.line),
                    title=block.title,
                    level=block.level,
                    expected=before + 1,
                    signs="#" * (before + 1),
                )
            before = block.level
