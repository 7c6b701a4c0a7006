"""A word that a field with a fixed choice does not know.

Some fields choose between a few ways of working, so any other word would have no effect.

Write one of the allowed words exactly.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "F107",
    Severity.ERROR,
    message="“{value}” is not a choice for “{field}”.",
    help="Allowed are {allowed}.",
)
