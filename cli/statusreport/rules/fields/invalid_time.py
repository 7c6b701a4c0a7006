"""A time that is not written as one.

A deadline is as precise as it is known: a year, a month, a quarter, a day, or a span of years.

Write `2014`, `2014-06`, `2014-Q2`, `2014-06-30` or `2013–2014`.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "F123",
    Severity.ERROR,
    message="“{value}” is not a time for “{field}”.",
    message_meant="“{value}” is not written as a time is here.",
    message_either="“{value}” is one day to some, and another to others.",
    message_day="There is no day “{value}” in the calendar.",
    help="Write the year, the month, the quarter or the day, as `2014`, `2014-06`, `2014-Q2` or `2014-06-30`, or the years, as `2013–2014`.",
    help_meant="Write `{meant}`.",
    help_either="Write `{meant}` if the day stands first, and `{other}` if the month does.",
    help_day="Correct the day, or write the month alone: `{meant}`.",
)
