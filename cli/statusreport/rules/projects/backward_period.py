"""A period that does not run forward.

A span of years begins with its first year: `2005–2007`. Several spans stand in order of time and have no year
in common: `2002, 2006–2008`. Otherwise nobody can say when the project began and how long it ran.

Correct the years. Spans that overlap are written as one.
"""

from collections.abc import Iterator

from ...model.period import Period
from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule

_OPEN = 10_000


def _end(span: tuple[int, int | None]) -> int:
    return _OPEN if span[1] is None else span[1]


def _tidy(period: Period) -> Period:
    """The same years in order, spans with a common year joined."""
    spans: list[tuple[int, int | None]] = []
    for span in sorted(period.spans, key=lambda span: span[0]):
        if spans and span[0] <= _end(spans[-1]):
            end = max(_end(spans[-1]), _end(span))
            spans[-1] = (spans[-1][0], None if end == _OPEN else end)
        else:
            spans.append(span)
    return Period(tuple(spans))


@rule(
    "P108",
    Severity.ERROR,
    Scope.FILE,
    message="The period ends in {last}, before it begins in {first}.",
    message_overlap="The spans {one} and {two} have years in common.",
    message_order="The span {two} stands after {one}, but begins earlier.",
    help="Write the earlier year first: {right}.",
    help_overlap="Write it as {right}.",
    help_order="Write the spans in order of time: {right}.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for project in plan.projects:
        period = project.period
        if period is None:
            continue
        place = project.source.at("period")
        backward = [(first, last) for first, last in period.spans if last is not None and last < first]
        for first, last in backward:
            yield problem(place, first=first, last=last, right=Period(((last, first),)))
        pairs = [] if backward else zip(period.spans, period.spans[1:], strict=False)
        for one, two in pairs:
            if two[0] <= _end(one):
                yield problem(
                    place,
                    "order" if two[0] < one[0] else "overlap",
                    one=Period((one,)),
                    two=Period((two,)),
                    right=_tidy(period),
                )
                break
