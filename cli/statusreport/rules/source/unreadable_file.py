"""Something in a content folder that cannot be read as a file.

A folder, a pipe or a broken link with the name of a content file, or a file that may not be opened, would
otherwise be missing from the publication without a word.

Put an ordinary file there, allow it to be read, or remove it.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "S113",
    Severity.ERROR,
    message="This cannot be read: {reason}.",
    message_folder="This folder cannot be read: {reason}.",
    help_folder="Put a folder there that may be read.",
    help="Put an ordinary text file there, or remove it.",
)
