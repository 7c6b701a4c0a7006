"""A span of years that does not run forward.

A span begins with its first year: `2013–2014`. Written the other way, nothing could be held against it.

Write the earlier year first.
"""

from collections.abc import Iterator

from ...model.deadlines import dated
from ...model.plan import Plan
from ...model.when import When
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._values import fields, several


@rule(
    "M133",
    Severity.ERROR,
    Scope.FILE,
    message="“{value}” ends before it begins.",
    help="Write the earlier year first: `{right}`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for measure in plan.measures:
        found = [pair for field in fields(plan, measure) for pair in several(field.name, field.of(measure))]
        found += [(f"{address}due", milestone.due) for address, milestone in dated(measure) if address]
        for address, value in found:
            if isinstance(value, When) and value.last < value.first:
                right = f"{value.last.year}–{value.first.year}"
                yield problem(measure.source.at(address), value=value, right=right)
