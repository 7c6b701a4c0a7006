"""A file that has the keys of another kind than its folder holds.

What a file is, its folder says: measures, projects and chapters each have their own. A measure among the projects is no
project, and is missed where it belongs.

Move the file to the folder of its kind.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "S116",
    Severity.ERROR,
    message="This file has the keys of another kind than `{folder}` holds.",
    help="Move it to `{meant}`.",
)
