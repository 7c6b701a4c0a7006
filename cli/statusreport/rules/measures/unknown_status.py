"""A status that is neither a class of the plan nor one of its terms.

Every measure counts as exactly one class of the scale in `statusreport.yaml`. A word the scale does not know
cannot be counted, so the overview would not add up.

Write one of the allowed words exactly, or add the word to the `terms` of the class it belongs to.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...model.spelling import nearest
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule


@rule(
    "M102",
    Severity.ERROR,
    Scope.FILE,
    message="“{value}” is not a status of this plan.",
    help="Allowed are {allowed}.",
)
def check(plan: Plan) -> Iterator[Problem]:
    allowed = tuple(word for status in plan.settings.statuses for word in status.words)
    for measure in plan.measures:
        if measure.status and not plan.settings.status_class(measure.status):
            yield problem(
                measure.source.at("status"),
                value=measure.status,
                allowed=allowed,
                nearest=nearest(measure.status, allowed),
            )
