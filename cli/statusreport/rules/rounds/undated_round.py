"""A round of which nobody can say when it is.

The report says which day's status it tells, and a day of completion is held against that. An id such as `2024-02`,
`2024-Q3`, `2024-02-15` or `2024` says it itself. Of any other the plan must.

Write under `rounds` what the round is called and its date.
"""

from collections.abc import Iterator

from ...model import typed
from ...model.calendar import says_when
from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, problem, rule


@rule(
    "R120",
    Severity.WARNING,
    yields_to=("mistaken-round",),
    message="“{round}” does not say when the round is.",
    help_month="Write `{meant}` if that is meant; otherwise say under `rounds` what the round is called, and its date.",
    help="Write it in the plan file: `rounds: {{{round}: {{label: …, date: 2024-04-30}}}}`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    settings = plan.settings
    named = settings.rounds.get(settings.round)
    if not says_when(settings.round) and not (named and named.date):
        meant = typed.time(settings.round)
        variant = "month" if says_when(meant) else ""
        yield problem(settings.source.at("round"), variant, round=settings.round, meant=meant)
