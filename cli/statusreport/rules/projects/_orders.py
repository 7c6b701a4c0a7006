"""What rules about the order of projects share."""

from ...model.plan import Plan
from .._all import unread


def all_known(plan: Plan) -> bool:
    """Whether every project file gave an order. If not, one that seems to be missing may be in that file."""
    return all(project.order is not None for project in plan.projects) and not unread(plan, "projects")
