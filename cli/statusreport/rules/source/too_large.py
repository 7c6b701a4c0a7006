"""A file that is larger than any text.

The longest chapter is far below the limit. A larger file is a picture, a data set or a copy gone wrong, and
reading it would only cost time. So is a text with more lines and signs of markup than anybody writes.

Move it elsewhere, or divide it.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "S110",
    Severity.ERROR,
    message="The file is larger than {limit} MB.",
    message_marks="The text has more than {limit} lines and signs of markup.",
    help_marks="Divide it, or correct what a program has filled it with.",
    help="Divide it, or move it elsewhere if it is not text.",
)
