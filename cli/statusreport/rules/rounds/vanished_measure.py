"""A measure of the last sealed round that is not there any more.

A measure may be ended, but it does not just disappear: readers of the last report look for it. Often its file
was removed by mistake, or its number was changed and nothing says so.

Bring the file back; or, where the measure goes on under another number, write the old one there: `was: 5`. If it was
merged with measure 6, write both there: `was: [5, 6]`. If it left the plan, say why in `statusreport.yaml`, under
`removed`: the report prints that. A waiver would hide all that vanished at once, so there is none.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, problem, rule
from .._all import all_numbered
from ._since import since


@rule(
    "R112",
    Severity.WARNING,
    waivable=False,
    message="Measure {number} of the round {earlier}, “{title}”, is not carried on by any measure.",
    help="Bring it back, or write `was: {number}` in the measure that carries it on, with both numbers if they were"
    ' merged. If it left the plan, write why: `removed: {{"{number}": …}}`.',
)
def check(plan: Plan) -> Iterator[Problem]:
    found = since(plan)
    # One that seems to have vanished may be in a file that could not be read.
    if found is None or not all_numbered(plan):
        return
    for change in found.removed:
        if change.reason:
            continue
        yield problem(
            plan.settings.source.at("round"),
            number=change.number,
            title=change.title,
            earlier=found.earlier.round,
        )
