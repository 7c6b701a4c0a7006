"""A status that changed while the text is word for word the same.

The text is there to say what was done. If the status moved and the text did not, either the status is wrong or
the text is from the last round.

Write in the text what has happened since, or correct the status. Where a `reason` says why a measure went
back, nothing is reported.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...rounds.comparison import Kind
from ...rounds.differences import differing
from ...source.faults import Severity
from .. import Problem, problem, rule
from ._since import moves


@rule(
    "R110",
    Severity.WARNING,
    yields_to=("unknown-status",),
    message="The status went from “{old}” to “{new}”, but the text is word for word that of {earlier}.",
    help="Write what has happened since {earlier}, or correct the status.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for step, change in moves(plan):
        # A plan may do without texts; where it does not, a missing one is another finding.
        if step.before is None or change.kind is Kind.REWORDED or not step.now.sections:
            continue
        # A part of a split measure is a change even where its status stands.
        if change.old == change.new:
            continue
        if change.kind is Kind.REGRESSED and change.reason not in ("", step.before.reason):
            continue
        # A new title says nothing about what was done.
        if not differing(step.before, step.now).keys() - {None}:
            yield problem(
                step.measure.source.at("status"), old=change.old, new=change.new, earlier=step.before.round
            )
