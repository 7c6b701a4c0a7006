"""A content file that does not begin with front matter.

The keys between two lines `---` say what the file is about. A file without them has no number, title or
status, so it cannot be placed in a publication.

Begin the file with a line that is only `---`, then the keys, then another line `---`. Word processors turn
three hyphens into a dash, which does not count.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "S103",
    Severity.ERROR,
    message="The file does not begin with front matter.",
    message_keys="The line `---` above the front matter is missing.",
    message_near="“{line}” is not the line `---` that front matter begins with.",
    message_indented="A blank stands before the line `---`.",
    message_above="“{line}” stands above the front matter, which begins in line {begins}.",
    help="Begin the file with a line `---`, its keys, and another line `---`.",
    help_keys="Write a line that is only `---` above this one.",
    help_near="Write three hyphens and nothing else.",
    help_indented="Delete the blank, so that the line begins with its hyphens.",
    help_above="Delete what stands above it, or move it below, so that the file begins with the line `---`.",
)
