"""What rules about all the measures or projects together share."""

import posixpath

from ..model.plan import Plan


def unread(plan: Plan, kind: str) -> int:
    """How many files of measures or projects gave no record; each is reported where it is broken."""
    return sum(1 for path in plan.unread if posixpath.dirname(path) == f"content/{kind}")


def all_numbered(plan: Plan) -> bool:
    """Whether every measure file gave a number. If not, one that seems to be missing may be in that file."""
    return all(measure.number for measure in plan.measures) and not unread(plan, "measures")
