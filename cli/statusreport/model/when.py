"""A time as precisely as it is known: a day, a month, a quarter, a year or a span of years."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_PARTS = re.compile(
    r"(?P<year>[0-9]{4})(?:-Q(?P<quarter>[1-4])|-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?|[-–](?P<end>[0-9]{4}))?"
)


class Precision(StrEnum):
    """How much of a time is known."""

    YEARS = "years"
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, order=True)
class When:
    """A time by its first and last day; as text it is what is written in a file."""

    first: date
    last: date
    precision: Precision

    @classmethod
    def parse(cls, text: str) -> When:
        """The time that a text names. Raises ValueError."""
        found = _PARTS.fullmatch(text)
        if not found:
            raise ValueError(text)
        year, quarter, month = int(found["year"]), found["quarter"], found["month"]
        if found["end"]:
            return cls(date(year, 1, 1), date(int(found["end"]), 12, 31), Precision.YEARS)
        if found["day"]:
            day = date(year, int(month), int(found["day"]))
            return cls(day, day, Precision.DAY)
        if quarter:
            last = 3 * int(quarter)
            return cls(date(year, last - 2, 1), _month_end(year, last), Precision.QUARTER)
        if month:
            return cls(date(year, int(month), 1), _month_end(year, int(month)), Precision.MONTH)
        return cls(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)

    def __str__(self) -> str:
        year = f"{self.first.year:04}"
        match self.precision:
            case Precision.DAY:
                return self.first.isoformat()
            case Precision.MONTH:
                return f"{year}-{self.first.month:02}"
            case Precision.QUARTER:
                return f"{year}-Q{self.last.month // 3}"
            case Precision.YEARS:
                return f"{year}–{self.last.year:04}"
            case _:
                return year


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
