"""Two measures with the same number.

The number is a measure's name: in the table, in links, and from one round to the next. With two measures of
one number, one of them would be lost. `07` and `7` are the same number to a reader, and so are `3a` and `3A`.

Give one of the two its own number.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...model.records import Measure
from ...model.spelling import as_read
from ...source.faults import Severity
from .. import Problem, problem, rule


@rule(
    "M104",
    Severity.ERROR,
    message="The number {number} is already taken: {path}, line {line}.",
    message_alike="The number {number} reads as {first}, which is already taken: {path}, line {line}.",
    help="Give each measure its own number.",
)
def check(plan: Plan) -> Iterator[Problem]:
    taken: dict[tuple[str, ...], Measure] = {}
    for measure in plan.measures:
        if not measure.number:
            continue
        first = taken.setdefault(as_read(measure.number), measure)
        if first is not measure:
            place = first.source.at("number")
            yield problem(
                measure.source.at("number"),
                "" if measure.number == first.number else "alike",
                number=measure.number,
                first=first.number,
                path=place.path,
                line=place.span.line,
            )
