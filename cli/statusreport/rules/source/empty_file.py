"""A file without any text.

An empty file looks like content, but nothing of it can be published. It is often the trace of a save or a
download that failed.

Write what it should say, fetch it again, or delete it.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "S102",
    Severity.ERROR,
    message="The file is empty.",
    help="Write what it should say, or delete it.",
)
