"""A period that is not made of years.

The years are used to sort and compare projects, so they must be four digits each.

Write one year, a first and last year, several of these with commas, or a first year with an open end.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "F113",
    Severity.ERROR,
    message="“{value}” is not a period of years.",
    message_meant="“{value}” is not written as a period is here.",
    help="Write `2006`, `2005–2007`, `2002, 2006–2008`, or `2007–` for one that goes on.",
    help_meant="Write `{meant}`.",
)
