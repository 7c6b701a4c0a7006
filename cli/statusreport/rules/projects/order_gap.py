"""A number that is missing in the order of the projects.

Projects are numbered from 1 in the appendix. A gap in the numbers often means that a project has been left
out or deleted by mistake, and readers will look for it.

Find the missing project, or number the projects anew. If the gap is meant, waive P107 in this file.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, problem, rule
from ._orders import all_known


@rule(
    "P107",
    Severity.WARNING,
    message="The projects' order has a gap before {order}: there is no {missing}.",
    help="Add the missing project, or number the projects without gaps.",
)
def check(plan: Plan) -> Iterator[Problem]:
    if not all_known(plan):
        return
    before = 0
    gaps: list[tuple[str, int]] = []
    for order in sorted(plan.projects_by_order):
        if order - before > 1:
            missing = f"{before + 1}" if order == before + 2 else f"{before + 1}–{order - 1}"
            gaps.append((missing, order))
        before = order
    if gaps:
        first = gaps[0][1]
        yield problem(
            plan.projects_by_order[first].source.at("order"),
            order=first,
            missing=", ".join(missing for missing, _ in gaps),
        )
