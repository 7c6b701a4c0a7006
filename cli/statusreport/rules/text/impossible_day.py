"""A day that no calendar has.

The 31st of June does not exist, nor does the 29th of February in most years, and May 2102 is far behind every plan.
Whoever reads it cannot tell when it was.

Correct the day or the year.
"""

import re
from calendar import monthrange
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._dates import MONTHS
from .._prose import in_prose

_SHORT = ("februar", "april", "juni", "september", "november", "february", "june")
_DAY = re.compile(
    rf"\b(?P<day>29|3\d)(?:\.|th|st)? (?P<month>{'|'.join(_SHORT)})(?: (?P<year>(?:19|20)\d\d))?\b(?!-)",
    re.IGNORECASE,
)
# A month of a year in which nothing of a plan happens; two figures have changed their places.
_FAR = re.compile(
    rf"\b(?:{'|'.join(MONTHS)}) (?:0\d\d\d|1[0-6]\d\d|2[1-9]\d\d)(?![\w.,]\d|[ \u00a0]?(?:kroner|kr\b|personer|%|meter))\b",
    re.IGNORECASE,
)
# A year with a 29th of February, where none is named.
_LEAP = 2000


@rule(
    "T156",
    Severity.WARNING,
    Scope.FILE,
    message="There is no day “{day}” in the calendar.",
    message_year="“{day}” is in a year of no plan.",
    help="Correct the day: that month has {last} days.",
    help_year="Correct the year.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for _, place, found in in_prose(plan, _FAR, tuple("0123456789")):
        yield problem(place, "year", day=" ".join(found[0].split()))
    for _, place, found in in_prose(plan, _DAY, ("29", "3")):
        month, _ = MONTHS[found["month"].casefold()]
        last = monthrange(int(found["year"] or _LEAP), month)[1]
        if int(found["day"]) > last:
            yield problem(place, day=" ".join(found[0].split()), last=last)
