"""What rules about all the measures or projects together share."""

import posixpath

from ..model.plan import Plan
from ..model.spelling import as_read


def unread(plan: Plan, kind: str) -> int:
    """How many files of measures or projects gave no record; each is reported where it is broken."""
    return sum(1 for path in plan.unread if posixpath.dirname(path) == f"content/{kind}")


def all_numbered(plan: Plan) -> bool:
    """Whether every measure file gave a number of its own. If not, one that seems to be missing may be in that file."""
    numbers = {as_read(measure.number) for measure in plan.measures}
    usable = all(measure.number and "number" not in measure.source.faulty for measure in plan.measures)
    return usable and len(numbers) == len(plan.measures) and not unread(plan, "measures")
