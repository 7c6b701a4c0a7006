"""A number that can be read in two ways, or not at all.

`250.000` is 250 to some and 250 000 to others, and a comma is not read at all: numbers are written with a point before
the decimals, and thousands with a blank or nothing between them.

Write `1.5`, `250000` or `250 000`. A share in per cent may have its sign: `45 %`.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "F122",
    Severity.ERROR,
    message="“{value}” is not a number for “{field}”.",
    message_marked="“{value}” can be read in two ways.",
    message_comma="“{value}” has a comma, which can be read in two ways.",
    help="Write it as `1.5` or `250 000`.",
    help_marked="If it is a whole number, write it as `{suggestion}`.",
    help_comma="If these are decimals, write it as `{suggestion}`.",
)
