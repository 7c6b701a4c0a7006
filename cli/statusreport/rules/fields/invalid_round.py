"""A round that is not made of letters, digits, dots and dashes.

The round names the file of its sealed state and is sorted as text, so it must be short and plain.

Write it like the other rounds, as in `2012-02`.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "F109",
    Severity.ERROR,
    message="“{value}” cannot be the name of a round.",
    message_dash="“{value}” is written with a long dash, as word processors make of a hyphen.",
    help_month="Write `{written}`.",
    # The plan's rounds may be months.
    help_quarter="Write `{written}`, or whatever the plan calls this round.",
    help_dash="Write `{written}`.",
    help="Use at most 60 letters, digits, dots and dashes, as in `2012-02`.",
)
