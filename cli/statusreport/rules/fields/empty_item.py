"""A list with an empty item.

An empty item is a name or number that was forgotten, or a hyphen too many.

Write what is missing, or delete the item.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "F106",
    Severity.ERROR,
    message="“{field}” has an empty item here.",
    help="Write what is missing, or delete the item.",
)
