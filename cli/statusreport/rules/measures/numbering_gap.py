"""A number that is missing between the measures.

Measures are numbered from 1 (1, 2, 3 …), or from 1 in every group (1.1, 1.2 … 2.1, 2.2 …). A gap often means
that a measure has been left out or deleted by mistake, and readers will look for it.

Find the missing measure, or correct the numbers. If the gap is meant, waive M105 in this file. A number that the plan
lists under `removed`, or that was merged in another measure, is no gap. Numbers that
begin elsewhere on purpose (20, 21, 22) are no gap, and a letter (3a, 3b) counts with its number.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...model.records import Measure
from ...source.faults import Severity
from .. import Problem, problem, rule
from .._all import all_numbered
from ..rounds._since import since

# A number of thousands of digits is allowed, but belongs to no series.
_LEADING = re.compile(r"\d{1,9}(?!\d)")


def _groups(plan: Plan) -> dict[tuple[str, ...], dict[int, Measure]]:
    """The numbers of every group by its prefix, each with the first measure that has it."""
    groups: dict[tuple[str, ...], dict[int, Measure]] = {}
    for measure in plan.measures:
        parts = measure.number.split(".")
        for depth, part in enumerate(parts):
            if found := _LEADING.match(part):
                groups.setdefault(tuple(parts[:depth]), {}).setdefault(int(found[0]), measure)
    return groups


def _first(numbers: range, prefix: tuple[str, ...], left: set[str]) -> str | None:
    """The first of these numbers that has not left the plan."""
    whole = (".".join((*prefix, str(number))) for number in numbers)
    return next((number for number in whole if number not in left), None)


@rule(
    "M105",
    Severity.WARNING,
    message="The numbers have a gap before {number}: there is no {missing}.",
    help="Add the missing measure, or correct the numbers.",
)
def check(plan: Plan) -> Iterator[Problem]:
    if not all_numbered(plan):
        return
    # Of what was there in the round before it is told that it has vanished.
    vanished = (change.number for change in found.removed) if (found := since(plan)) else ()
    merged = (was for measure in plan.measures for was in measure.was)
    left = {*plan.settings.removed, *merged, *vanished}
    for prefix, members in _groups(plan).items():
        numbers = sorted(members)
        # A series may begin elsewhere on purpose; it lacks its beginning only if most of it is there.
        before = 0 if numbers[0] <= len(numbers) else numbers[0] - 1
        for number in numbers:
            gap = range(before + 1, number)
            # Gaps may be enormous: only their ends are looked for.
            ends = dict.fromkeys(filter(None, (_first(gap, prefix, left), _first(gap[::-1], prefix, left))))
            if ends:
                measure = members[number]
                yield problem(
                    measure.source.at("number"),
                    number=measure.number,
                    missing="–".join(ends),
                )
            before = number
