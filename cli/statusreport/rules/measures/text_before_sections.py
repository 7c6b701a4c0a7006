"""Text that stands before the first heading.

A measure or project is made of sections. Text above the first of them belongs to none: readers cannot tell
whether it is what was promised or what was done, and it is printed without a heading.

Move the text into the section where it belongs.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_block
from .._sections import sectioned, typed_heading


@rule(
    "M115",
    Severity.WARNING,
    Scope.FILE,
    message="This text stands before the first heading.",
    help="Move it below {allowed}.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record, required in sectioned(plan):
        first = next(iter(record.body.sections), None)
        if first is None or first.title or len(record.body.sections) == 1:
            continue
        block = next((block for block in record.body.blocks if not block.level), None)
        # A heading that is none is reported as missing.
        typed = {typed_heading(record, title) for title in required if not record.body.section(title)}
        if block and block.line <= first.end_line and block.line not in typed:
            start = len(block.text) - len(block.text.lstrip())
            yield problem(in_block(record, block, start, len(block.text)), allowed=required)
