"""A responsible body that the plan does not know.

The bodies are declared in `statusreport.yaml` under `responsible`, by abbreviation. Work lists and counts go
by the abbreviation, so a full name or a misspelling would look like one more body, with measures of its own.

Write the abbreviation. If the body is new, declare it in `statusreport.yaml`.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...model.spelling import nearest
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule


@rule(
    "M103",
    Severity.ERROR,
    Scope.FILE,
    message="“{value}” is not a responsible body of this plan.",
    message_name="“{value}” is the name of a responsible body, but its abbreviation is wanted here.",
    help="Allowed are {allowed}. A new one is declared in statusreport.yaml under `responsible`.",
    help_name="Write {short}.",
)
def check(plan: Plan) -> Iterator[Problem]:
    bodies = plan.settings.responsible
    if not bodies:
        return
    allowed = tuple(term.id for term in bodies)
    for measure in plan.measures:
        for number, value in enumerate(measure.responsible):
            if value in allowed:
                continue
            place = measure.source.at(f"responsible.{number}")
            if term := bodies.find(value):
                yield problem(place, "name", value=value, short=term.id)
                continue
            meant = bodies.find(nearest(value, bodies.words()))
            yield problem(place, value=value, allowed=allowed, nearest=meant.id if meant else "")
