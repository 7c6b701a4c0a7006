"""What rules about the order of projects share."""

import posixpath

from ...model import Plan


def all_known(plan: Plan) -> bool:
    """Whether every project file gave an order. If not, one that seems to be missing may be in that file."""
    folders = {posixpath.dirname(project.source.path) for project in plan.projects}
    return all(project.order is not None for project in plan.projects) and not any(
        posixpath.dirname(path) in folders for path in plan.unread
    )
