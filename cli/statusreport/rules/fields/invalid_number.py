"""A measure's number that is not made of digits, letters and dots.

The number is the name of the measure: it stands in links, tables and comparisons between rounds, and in the
right order only if it is made of digits, letters and dots.

Write it as the plan prints it, without blanks, quotes or other signs: `16`, `16a`, `1.10`.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "F108",
    Severity.ERROR,
    message="“{value}” cannot be the number of a measure.",
    message_several="“{value}” is one text, but names several measures.",
    message_meant="“{value}” is not written as a number is here.",
    help_several="Write `{field}: [{written}]`.",
    help="Use digits, letters and dots only, as in `16`, `16a` or `1.10`.",
    help_meant="Write `{written}`.",
)
