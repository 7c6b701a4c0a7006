"""A measure that went back, and does not say why.

A step back is what readers ask about first: a measure was completed and is under way again, or was under way
and is being prepared. Without a reason it looks like an error.

Write in `reason` what happened, or correct the status. The report prints the reason.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...rounds.comparison import Kind
from ...source.faults import Severity
from .. import Problem, problem, rule
from ._since import moves


@rule(
    "R108",
    Severity.ERROR,
    message="Measure {number} went back from “{old}” in {earlier} to “{new}”, and does not say why.",
    help="Add the line `reason:` with what happened, or correct the status.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for step, change in moves(plan):
        source = step.measure.source
        if (
            (change.kind is Kind.REGRESSED or step.part_went_back)
            and step.before
            and not change.reason
            and "reason" not in source.faulty
        ):
            yield problem(
                source.at("status"),
                number=change.number,
                old=change.old,
                new=change.new,
                earlier=step.before.round,
            )
