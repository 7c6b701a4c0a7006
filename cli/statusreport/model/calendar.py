"""What reporting rounds are called, and when each ends: as the plan says, else as the id says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .field_types import Day, Text
from .fields import Entry, declared
from .when import When

# A year, and perhaps its month and day, or its quarter; a word nobody can date may follow.
_TIME = re.compile(r"(?:19|20)[0-9]{2}(?![0-9])(?:-(?:(?:0[1-9]|1[0-2])(?:-[0-9]{2})?|Q[1-4]))?")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


@dataclass(frozen=True)
class NamedRound(Entry):
    """What a plan says of a round whose id is no month."""

    label: str = declared(Text(), "What readers call the round, as tredje kvartal 2022.", default="")
    date: date | None = declared(Day(), "The day whose status it tells, as 2022-09-30.", default=None)


def last_day(round_id: str) -> date | None:
    """The last day of the day, month, quarter or year that an id names; None where it names none."""
    found = _TIME.match(round_id) or _YEAR.search(round_id)
    if not found:
        return None
    # A day that its month does not have is the month's last.
    time = _parsed(found[0]) or When.parse(found[0].rpartition("-")[0])
    return time.last


def says_when(round_id: str) -> bool:
    """Whether an id is a day, month, quarter or year and nothing else."""
    return bool(_TIME.fullmatch(round_id) and _parsed(round_id))


def _parsed(text: str) -> When | None:
    try:
        return When.parse(text)
    except ValueError:
        return None
