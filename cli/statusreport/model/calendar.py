"""What reporting rounds are called, and when each ends: as the plan says, else as the id says."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from .field_types import Day, Text
from .fields import Entry, declared

# A year, and perhaps its month and day, its quarter, or a word nobody can date.
_ROUND = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?!\d)(?:-(?:(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?|Q(?P<quarter>[1-4])))?"
)
_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True)
class NamedRound(Entry):
    """What a plan says of a round whose id is no month."""

    label: str = declared(Text(), "What readers call the round, as tredje kvartal 2022.", default="")
    date: date | None = declared(Day(), "The day whose status it tells, as 2022-09-30.", default=None)


def last_day(round_id: str) -> date | None:
    """The last day of the day, month, quarter or year that an id names; None where it names none."""
    if found := _ROUND.match(round_id):
        year, quarter = int(found["year"]), int(found["quarter"] or 4)
        month = int(found["month"] or 3 * quarter)
        days = monthrange(year, month)[1]
        return date(year, month, min(max(int(found["day"] or days), 1), days))
    found = _YEAR.search(round_id)
    return date(int(found["year"]), 12, 31) if found else None


def says_when(round_id: str) -> bool:
    """Whether an id is a day, month, quarter or year and nothing else."""
    found, end = _ROUND.fullmatch(round_id), last_day(round_id)
    return bool(found and end and int(found["day"] or end.day) == end.day)
