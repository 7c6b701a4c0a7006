"""A deadline that was moved since the last round that was sealed.

A promise that is moved is news, as a step back is: the report shows both deadlines. Without a reason readers are told
that it was moved, and left to guess why.

Write in `reason` why, or write the deadline as it was. The report prints the reason.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, problem, rule
from ._since import kept


@rule(
    "R131",
    Severity.WARNING,
    message="Measure {number} had the deadline {old} by the round {round}, has {new} now, and does not say why.",
    message_dropped="Measure {number} had the deadline {old} by the round {round}, and has no deadline any more.",
    help="Add the line `reason:` with what has happened, or write `due: {old}`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for step, before, earlier in kept(plan):
        measure = step.measure
        if not before.due or before.due == measure.due or measure.reason:
            continue
        if {"due", "reason"} & measure.source.faulty:
            continue
        yield problem(
            measure.source.at("due"),
            "" if measure.due else "dropped",
            number=measure.number or measure.title,
            old=before.due,
            new=measure.due,
            round=earlier,
        )
