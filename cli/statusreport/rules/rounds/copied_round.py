"""A round in which everything is reported, and nothing says anything new.

Every measure that is not completed, ended or paused says that it was reported for this round, and not one text differs
from the round before. That comes of replacing the round in all files at once: the plan then passes for reported though
nobody was asked. A plan with fewer than five such measures may well have nothing new.

Ask for what has happened, and write it. What stands as it was may stand, but hardly everything does.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...rounds.differences import differing
from ...source.faults import Severity
from .. import Problem, problem, rule
from ._since import Step, since

# In a smaller plan it may well be that nothing has happened.
MANY = 5


@rule(
    "R118",
    Severity.WARNING,
    message="All {n} measures still to be completed are reported for {round}, but not one text differs from {earlier}.",
    help="Write what has happened since, or leave the round of those that nobody has reported.",
)
def check(plan: Plan) -> Iterator[Problem]:
    found = since(plan)
    asked = [step for step in found.steps if _may_have_news(step, plan)] if found else []
    if found and len(asked) >= MANY and not any(map(_has_news, asked)):
        yield problem(
            plan.settings.source.at("round"),
            n=len(asked),
            round=plan.settings.round,
            earlier=found.earlier.round,
        )


def _may_have_news(step: Step, plan: Plan) -> bool:
    """Whether a measure was there before, and something is still to happen."""
    status = plan.settings.status_class(step.measure.status)
    over = status and (status.off_scale or status in plan.settings.statuses.completed)
    return step.before is not None and not over


def _has_news(step: Step) -> bool:
    """Whether a measure is not reported or says something else; a new title is no news, nor a status where there are texts."""
    if step.before is None or step.now.reported_status is None:
        return True
    return bool(differing(step.before, step.now).keys() - {None} if step.now.sections else step.change)
