"""Two projects with the same order.

The order is a project's place in the appendix and its name when another project `continues` it, so each
project has its own.

Give one of the two another order.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, problem, rule


@rule(
    "P106",
    Severity.ERROR,
    message="Order {order} is already taken: {path}, line {line}.",
    help="Give each project its own order; the next free one is {free}.",
)
def check(plan: Plan) -> Iterator[Problem]:
    free = max(plan.projects_by_order, default=0) + 1
    for project in plan.projects:
        if project.order is None:
            continue
        first = plan.projects_by_order[project.order]
        if first is not project:
            place = first.source.at("order")
            yield problem(
                project.source.at("order"),
                order=project.order,
                path=place.path,
                line=place.span.line,
                free=free,
            )
