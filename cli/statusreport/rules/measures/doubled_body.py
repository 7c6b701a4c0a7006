"""A body that is named twice among the responsible of one measure.

It would be printed twice, and it is often a slip for another body, which then is told nothing. A name or an
alias is the same body as its abbreviation.

Delete one of the two, or write the body that was meant.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule


@rule(
    "M118",
    Severity.ERROR,
    Scope.FILE,
    message="“{value}” is named twice.",
    message_alike="“{value}” is the same body as “{first}”, which is named already.",
    help="Delete it, or write the body that was meant.",
)
def check(plan: Plan) -> Iterator[Problem]:
    bodies = plan.settings.responsible
    for measure in plan.measures:
        named: dict[str, str] = {}
        for number, value in enumerate(measure.responsible):
            term = bodies.find(value) if bodies else None
            body = term.id if term else " ".join(value.casefold().split())
            if body in named:
                variant = "" if named[body] == value else "alike"
                place = measure.source.at(f"responsible.{number}")
                yield problem(place, variant, value=value, first=named[body])
            named.setdefault(body, value)
