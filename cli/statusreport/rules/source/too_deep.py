"""Values inside values, deeper than anyone can read.

No field needs more than a few levels. What is nested deeper was made by a slip or by a program, and reading
it could stop the tool.

Close the brackets that are open, or flatten the value.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "S108",
    Severity.ERROR,
    message="The values are nested more than {limit} levels deep here.",
    help="Close open brackets, or write the value flat.",
)
