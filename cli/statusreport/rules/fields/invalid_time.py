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
    help="Write it as `2014`, `2014-06`, `2014-Q2`, `2014-06-30` or `2013–2014`.",
)
