"""A value that is not a whole number within its limits.

Places in an order, years and months are whole numbers. Anything else would have to be guessed.

Write digits only, within the limits that are stated.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "F110",
    Severity.ERROR,
    message="“{field}” takes a whole number of at least {least}, not “{value}”.",
    message_range="“{field}” takes a whole number from {least} to {most}, not “{value}”.",
    help="Write digits only, without blanks, points or units.",
)
