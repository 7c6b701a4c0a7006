"""A project that continues something it cannot continue.

`continues` names the earlier project that this one carries on, by its order. The publication links the two,
so the order must be that of another project, and one that did not begin later.

Write the order of the earlier project, or remove the line.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...model.records import Project
from ...source.faults import Severity
from .. import Problem, problem, rule
from ._orders import all_known


def _circle(plan: Plan, project: Project) -> tuple[int, ...]:
    """The orders one comes through from this project back to it, if one does."""
    orders: dict[int, None] = {}
    current: Project | None = project
    while current is not None and current.order is not None and current.order not in orders:
        orders[current.order] = None
        current = plan.projects_by_order.get(current.continues or 0)
    return tuple(orders) if current is project else ()


@rule(
    "P110",
    Severity.ERROR,
    message="There is no project with the order {value}.",
    message_itself="The project continues itself.",
    message_later="Project {value} began in {other}, later than this one, which began in {start}.",
    message_circle="The projects {orders} continue each other in a circle.",
    help="Write the order of the earlier project that this one carries on, or remove the line.",
    help_later="If project {value} carries on this one, write `continues: {order}` in {path} instead.",
    help_circle="Keep the line only where a project carries on an earlier one.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for project in plan.projects:
        if project.continues is None:
            continue
        place = project.source.at("continues")
        other = plan.projects_by_order.get(project.continues)
        if project.continues == project.order:
            yield problem(place, "itself")
        elif other is None:
            if all_known(plan):
                yield problem(place, value=project.continues)
        elif project.period and other.period and other.period.start > project.period.start:
            yield problem(
                place,
                "later",
                value=project.continues,
                other=other.period.start,
                start=project.period.start,
                order=project.order,
                path=other.source.path,
            )
        elif (
            (circle := _circle(plan, project))
            and project.order == min(circle)
            and _began_together(plan, circle)
        ):
            yield problem(place, "circle", orders=", ".join(map(str, sorted(circle))))


def _began_together(plan: Plan, orders: tuple[int, ...]) -> bool:
    """In any other circle, some project continues a later one and is reported for that."""
    periods = [plan.projects_by_order[order].period for order in orders]
    return len({period.start for period in periods if period}) <= 1
