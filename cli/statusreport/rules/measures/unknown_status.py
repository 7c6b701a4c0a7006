"""A status that is neither a class of the plan nor one of its terms.

Every measure counts as exactly one class of the scale in `statusreport.yaml`. A word the scale does not know
cannot be counted, so the overview would not add up.

Write one of the allowed words exactly, or add the word to the `terms` of the class it belongs to.
"""

from collections.abc import Iterator

from ...model.deadlines import dated
from ...model.plan import Plan
from ...model.spelling import nearest_statement
from ...source.faults import Location, Severity
from .. import Problem, Scope, problem, rule
from .._signs import hidden, well_read, without_hidden


@rule(
    "M102",
    Severity.ERROR,
    Scope.FILE,
    message="“{value}” is not a status of this plan.",
    message_hidden="A {sign}, which no editor shows, stands in this “{meant}”.",
    help="Allowed are {allowed}.",
    help_hidden="Delete the word and type it anew.",
)
def check(plan: Plan) -> Iterator[Problem]:
    allowed = tuple(word for status in plan.settings.statuses for word in status.words)
    for measure in plan.measures:
        for address, found in dated(measure):
            # That letters are broken is another finding.
            status = well_read(found.status) or found.status
            if status and not plan.settings.status_class(status):
                yield _unknown(plan, measure.source.at(f"{address}status"), found.status, allowed)


def _unknown(plan: Plan, place: Location, status: str, allowed: tuple[str, ...]) -> Problem:
    meant = without_hidden(status)
    if plan.settings.status_class(meant):
        return problem(place, "hidden", sign=hidden(status), meant=meant)
    return problem(place, value=status, allowed=allowed, nearest=nearest_statement(status, allowed))
