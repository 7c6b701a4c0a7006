"""Stars or underscores that were meant to emphasise, and are printed.

Emphasis begins directly before its first word and ends directly behind its last one: `**viktig**`. With a blank inside,
with a full stop inside and a letter behind, or without its partner, the sign is printed as it stands.

Write the signs close around the words, with a blank or a full stop outside. Signs that readers are to see get a
backslash before them.
"""

import re
from collections import Counter
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_prose

_MARKS = re.compile(r"(?<!\*)\*\*(?!\*)|(?<!\w)__(?=[^\W_])|(?<=[^\W_])__(?!\w)|(?<=[.,:;!?])__(?!_)")


@rule(
    "T136",
    Severity.WARNING,
    Scope.FILE,
    message="“{found}” emphasises nothing and is printed as it stands.",
    help="Write it directly before the first word and directly behind the last, as `{found}viktig{found}`, with a blank outside; or remove it.",
)
def check(plan: Plan) -> Iterator[Problem]:
    seen: Counter[tuple[str, int, str]] = Counter()
    for block, place, found in in_prose(plan, _MARKS, ("**", "__")):
        # Two of them that missed each other are one slip.
        seen[place.path, block.start, found[0]] += 1
        if seen[place.path, block.start, found[0]] % 2:
            yield problem(place, found=found[0])
