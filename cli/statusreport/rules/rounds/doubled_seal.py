"""A round that is sealed in two files.

A round is published once. With two seals nobody can say what later rounds are compared with.

Keep the seal of what was published, and remove the other.
"""

import posixpath
from collections.abc import Iterator

from ...model.plan import Plan
from ...model.state import SealedRound
from ...source.faults import Severity
from .. import Problem, problem, rule


@rule(
    "R104",
    Severity.ERROR,
    message="The round {round} is sealed in another file too: {path}.",
    help="Keep the seal of what was published, and remove the other.",
    help_same="Both hold the same: remove this one.",
)
def check(plan: Plan) -> Iterator[Problem]:
    files: dict[str, list[SealedRound]] = {}
    for sealed in plan.rounds:
        files.setdefault(sealed.state.round, []).append(sealed)
    for name, seals in files.items():
        first, *others = sorted(seals, key=lambda sealed: (_is_misnamed(sealed), sealed.source.path))
        for other in others:
            same = "same" if other.hash == first.hash else ""
            yield problem(other.source.at(), same, round=name, path=first.source.path)


def _is_misnamed(sealed: SealedRound) -> bool:
    return posixpath.basename(sealed.source.path) != f"{sealed.state.round}.json"
