"""Text that stands before the first heading.

A measure or project is made of sections. Text above the first of them belongs to none: readers cannot tell
whether it is what was promised or what was done, and it is printed without a heading.

Move the text into the section where it belongs.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._sections import sectioned, text_before, typed_heading


@rule(
    "M115",
    Severity.WARNING,
    Scope.FILE,
    yields_to=("missing-section",),
    message="This text stands before the first heading.",
    help="Move it below {allowed}.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record, required in sectioned(plan):
        # A heading that is none is reported as missing.
        typed = {typed_heading(record, title) for title in required if not record.body.section(title)}
        if (place := text_before(record)) and place.span.line not in typed:
            yield problem(place, allowed=required)
