"""An amount that is zero or negative.

The amount is the total in whole kroner, and every sum and share of the portfolio is computed from it. A
project of the portfolio has cost something; zero usually stands for «not known yet».

Write the amount that was granted. If it is not known, leave the project out until it is.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...model.spelling import grouped
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule


@rule(
    "P104",
    Severity.ERROR,
    Scope.FILE,
    message="The amount is zero.",
    message_negative="The amount is negative: {amount} kroner.",
    help="Write what was granted in all, in whole kroner.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for project in plan.projects:
        if project.amount is not None and project.amount <= 0:
            yield problem(
                project.source.at("amount"),
                "negative" if project.amount else "",
                amount=grouped(project.amount),
            )
