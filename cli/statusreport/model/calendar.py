"""When a reporting round ends, as its id says it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

# A year, and perhaps its month and day, its quarter, or a word nobody can date.
_ROUND = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?!\d)(?:-(?:(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?|Q(?P<quarter>[1-4])))?"
)


def last_day(round_id: str) -> date | None:
    """The last day of the month, quarter or year that a round is named after; None where it names none."""
    found = _ROUND.match(round_id)
    if not found:
        return None
    year = int(found["year"])
    month = int(found["month"] or 3 * int(found["quarter"] or 4))
    days = monthrange(year, month)[1]
    return date(year, month, min(max(int(found["day"] or days), 1), days))
