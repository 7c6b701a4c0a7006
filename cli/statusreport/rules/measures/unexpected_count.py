"""Another number of measures or projects than the plan expects.

`expect` in `statusreport.yaml` states how many measures and projects the plan has. It is the promise that
none is lost on the way: a file that was deleted, or one too many, is noticed before anything is published.

Find the file that is missing or too many. If the plan itself has changed, change `expect`.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, problem, rule
from .._all import unread


@rule(
    "M106",
    Severity.ERROR,
    message="`expect.{kind}` says {expected}, but the plan has {found}.",
    help="Find what is missing or too many, or correct `expect.{kind}`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for kind, records in (("measures", plan.measures), ("projects", plan.projects)):
        expected = plan.settings.expect.get(kind)
        found = len(records) + unread(plan, kind)
        if expected is not None and not len(records) <= expected <= found:
            place = plan.settings.source.at(f"expect.{kind}")
            yield problem(place, expected=expected, found=found, kind=kind)
