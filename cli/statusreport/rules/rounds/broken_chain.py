"""A seal that does not follow the one before it.

Each seal names the hash of the seal before it. If that is another one, a seal was removed, exchanged, put in between or
edited and sealed anew, and nobody can say what was published.

Bring the seals back as they were, from the version history or a backup. A round is corrected with
`statusreport round correct`, which keeps the earlier seal.
"""

from collections.abc import Iterator
from itertools import pairwise

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, problem, rule


@rule(
    "R117",
    Severity.ERROR,
    message="The seal names {hash} as the one before it, but that of {before} is another one.",
    message_first="The seal names {hash} as the one before it, and there is none.",
    message_inserted="The seal says that it is the first one, but that of {before} stands before it.",
    help="Bring the seals back as they were, from the version history or a backup.",
)
def check(plan: Plan) -> Iterator[Problem]:
    seals = {sealed.state.round: sealed for sealed in reversed(plan.rounds)}
    # A seal that cannot be read, or is there twice, is another finding.
    if len(seals) < len(plan.rounds) or any(path.endswith(".json") for path in plan.unread):
        return
    for before, sealed in pairwise((None, *plan.rounds)):
        if sealed is None or sealed.previous is None:
            continue
        if sealed.previous not in (before.hashes if before else ("",)):
            variant = "first" if before is None else "" if sealed.previous else "inserted"
            yield problem(
                sealed.source.at(),
                variant,
                hash=sealed.previous[:12],
                before=before.state.round if before else "",
            )
