"""A key that stands twice.

Only one of the two values can count, and the other one would be lost without a word.

Keep the right one and delete the other.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "F102",
    Severity.ERROR,
    message="“{key}” stands here for the second time; the first is in line {first}.",
    help="Keep the right one and delete the other.",
)
