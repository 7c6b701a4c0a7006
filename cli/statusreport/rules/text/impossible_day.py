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

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NAMED = rf"(?P<month>{'|'.join(MONTHS)}|(?:jan|feb|febr|apr|aug|sep|sept|okt|oct|nov|des|dec)\b\.?)"
_DAYS = (
    # Where a number without its point stands before a month, the two need not belong together.
    re.compile(
        rf"\b(?P<day>29|3\d)(?:\.|th|st|(?<=29)|(?<=3[01])) {_NAMED}(?: {_YEAR})?(?!\w|-)", re.IGNORECASE
    ),
    re.compile(rf"\b{_NAMED} (?P<day>29|3\d)(?:st|th)?,? {_YEAR}(?!\w|-)", re.IGNORECASE),
    re.compile(rf"(?<![\w.,/-])(?P<day>29|3\d)\.(?P<month>0?[1-9]|1[0-2])\.{_YEAR}(?![\w-])"),
    re.compile(rf"(?<![\w.,/-]){_YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>29|3\d)(?![\w-])"),
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
    for pattern in _DAYS:
        for _, place, found in in_prose(plan, pattern, ("29", "3")):
            month, day = _month(found["month"]), int(found["day"])
            last = monthrange(int(found["year"] or _LEAP), month)[1]
            if day > last:
                yield problem(place, day=" ".join(found[0].split()), last=last)


def _month(written: str) -> int:
    """A month by its number, its name or how this begins."""
    if written.isdigit():
        return int(written)
    begins = written.casefold().rstrip(".")[:3]
    return next(number for name, (number, _) in MONTHS.items() if name.startswith(begins))
