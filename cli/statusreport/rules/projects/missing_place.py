"""A project without a place to print.

`place` is what readers see above a project: the country's name as the publication writes it, or «Regionalt
program». The codes under `countries` are for counting and are not printed.

Write the country or the region under `place`.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule


@rule(
    "P113",
    Severity.WARNING,
    Scope.FILE,
    message="The project has no place to print.",
    help="Add `place:` with the name of the country, or with what the publication calls a regional project.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for project in plan.projects:
        if not project.place and "place" not in project.source.faulty:
            yield problem(project.source.at_first("place", "title"))
