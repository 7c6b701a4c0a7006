"""A round in which everything is reported, and nothing says anything new.

Every measure says that it was reported for this round, and not one text or status differs from the round before. That
comes of replacing the round in all files at once: the plan then passes for reported though nobody was asked.

Ask for what has happened, and write it. What stands as it was may stand, but hardly everything does.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...rounds.comparison import differing
from ...source.faults import Severity
from .. import Problem, problem, rule
from ._since import since

# In a smaller plan it may well be that nothing has happened.
MANY = 5


@rule(
    "R118",
    Severity.WARNING,
    message="All {n} measures are reported for {round}, but none differs from {earlier} in text or status.",
    help="Write what has happened since, or leave the round of those that nobody has reported.",
)
def check(plan: Plan) -> Iterator[Problem]:
    found = since(plan)
    if found is None or len(found.steps) < MANY:
        return
    if all(
        step.before and step.now.reported_status and not step.change and not differing(step.before, step.now)
        for step in found.steps
    ):
        yield problem(
            plan.settings.source.at("round"),
            n=len(found.steps),
            round=plan.settings.round,
            earlier=found.earlier.round,
        )
