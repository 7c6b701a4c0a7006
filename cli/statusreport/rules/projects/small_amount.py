"""An amount so small that thousands or millions of kroner were probably meant.

Lists of projects often give amounts in thousands. An amount is always in whole kroner here; one that is a
thousand times too small spoils every sum and is easily overlooked in a table.

Write the amount in whole kroner. If the project really cost so little, waive P111 with the reason.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._numbers import grouped

LEAST = 1_000


@rule(
    "P111",
    Severity.WARNING,
    Scope.FILE,
    message="The amount is {amount} kroner: kroner or thousands?",
    help="Amounts are in whole kroner. If thousands were meant, write {thousands}.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for project in plan.projects:
        if project.amount is not None and 0 < project.amount < LEAST:
            yield problem(
                project.source.at("amount"),
                amount=project.amount,
                thousands=grouped(project.amount * 1_000),
            )
