"""A project without an agreement number.

The agreement number is how a project is found in the archive and in other lists; without it nobody can tell
whether two entries are the same project.

Write every number of the project under `agreements`, in quotes. If the source gives none, waive P112 with the
reason.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule


@rule(
    "P112",
    Severity.WARNING,
    Scope.FILE,
    message="The project has no agreement number.",
    help='Add the numbers in quotes, as `agreements: ["GLO 0603"]`.',
)
def check(plan: Plan) -> Iterator[Problem]:
    for project in plan.projects:
        if not project.agreements and "agreements" not in project.source.faulty:
            yield problem(project.source.at_first("agreements", "title"))
