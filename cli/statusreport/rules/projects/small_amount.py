"""An amount so small that thousands or millions of kroner were probably meant.

Lists of projects often give amounts in thousands. An amount is always in whole kroner here; one that is a
thousand times too small spoils every sum and is easily overlooked in a table. What counts as small is said by the
other projects, where there are some: a two-hundredth of what the middle one of them got.

Write the amount in whole kroner. If the project really cost so little, waive P111 with the reason.
"""

from collections.abc import Iterator
from statistics import median

from ...model.plan import Plan
from ...model.spelling import grouped
from ...source.faults import Severity
from .. import Problem, problem, rule

LEAST = 1_000
# How many times smaller than the middle one, and among how many projects.
FAR, MANY = 200, 5


@rule(
    "P111",
    Severity.WARNING,
    message="The amount is {amount} kroner: kroner or thousands?",
    message_far="The amount is {amount} kroner, but half of the projects got more than {middle}: kroner or thousands?",
    help="Amounts are in whole kroner. If thousands were meant, write {thousands}.",
)
def check(plan: Plan) -> Iterator[Problem]:
    amounts = [project.amount for project in plan.projects if project.amount]
    middle = int(median(amounts)) if len(amounts) >= MANY else 0
    for project in plan.projects:
        if project.amount is not None and 0 < project.amount < max(LEAST, middle / FAR):
            yield problem(
                project.source.at("amount"),
                "" if project.amount < LEAST else "far",
                amount=grouped(project.amount),
                middle=grouped(middle),
                thousands=grouped(project.amount * 1_000),
            )
