"""A measure without a status.

The status is what the report is for, so a measure is never given a default one: the key `status` must be
there and must say something.

Ask the responsible body for the status, or write the one that was decided.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule


@rule(
    "M101",
    Severity.ERROR,
    Scope.FILE,
    message="Measure {number} has no status.",
    message_empty="The status of measure {number} is empty.",
    help="Add the line `status:` with one of {allowed}.",
    help_empty="Write one of {allowed}.",
)
def check(plan: Plan) -> Iterator[Problem]:
    allowed = tuple(word for status in plan.settings.statuses for word in status.words)
    for measure in plan.measures:
        source = measure.source
        if not measure.status and "status" not in source.faulty:
            given = source.has("status")
            yield problem(
                source.at("status" if given else "number"),
                "empty" if given else "",
                number=measure.number or measure.title,
                allowed=allowed,
            )
