"""A date that is no day of the calendar, or not written as one.

`03.04.2012` is in April to some and in March to others, the 31st of June does not exist, and the year 0204 is a slip.

Write year, month and day: `2012-02-29`.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "F112",
    Severity.ERROR,
    message="There is no day “{value}” in the calendar.",
    message_year="“{value}” is not in a year of any plan.",
    message_norwegian="“{value}” is not written as a date is here.",
    message_form="“{value}” is not written as a date.",
    message_either="“{value}” is one day to some, and another to others.",
    help_norwegian="Write `{meant}`.",
    help="Write year, month and day, as in `2012-02-29`.",
    help_either="Write `{meant}` if the day stands first, and `{other}` if the month does.",
)
