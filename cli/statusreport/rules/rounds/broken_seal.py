"""A sealed round that cannot be read.

The seal is what the next round is compared with, and the only proof of what was published. A file that was
cut off, merged by hand or written by another program is none.

Bring the file back as it was sealed, from the version history or a backup.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "R101",
    Severity.ERROR,
    message="The file is no seal of a round, or a part of it is missing.",
    message_json="The seal breaks off or is damaged: from line {line} on it cannot be read.",
    message_version="The seal has version {version}; this version of the tool reads version {known}.",
    help="Bring the file back as it was sealed, from the version history or a backup.",
    help_version="Use the version of the tool that sealed it, or a newer one.",
)
