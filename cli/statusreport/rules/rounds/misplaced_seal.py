"""A sealed round in a file of another name.

A seal has the name of its round, so that people find it. A file that was renamed, or copied to begin the next
round with, passes for a round that it is not.

Give the file the name of its round, or remove it if it is a copy. A new round begins with `statusreport round
open`.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "R103",
    Severity.ERROR,
    message="The file is called “{name}”, but seals the round {round}.",
    help="Call it `{round}.json`, or remove it if it is a copy.",
)
