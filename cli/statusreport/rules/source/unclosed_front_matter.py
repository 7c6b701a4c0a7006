"""Front matter that is never closed.

The front matter ends at a line that is only `---`. Without it nobody can tell where the keys end and the
text begins, and a rule further down in the text may be taken for the end.

Add a line `---` below the last key. It must be three hyphens at the beginning of the line and nothing else.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "S104",
    Severity.ERROR,
    message="The front matter that begins here is never closed.",
    message_near="The front matter is never closed: “{line}” is not the line `---`.",
    message_indented="The front matter is never closed: a blank stands before this line `---`.",
    message_heading="The heading “{line}” is read as front matter, since the line `---` above it is missing.",
    help="Add a line that is only `---` below the last key.",
    help_near="Write three hyphens at the beginning of the line and nothing else.",
    help_indented="Delete the blank, so that the line begins with its hyphens.",
    help_heading="Add a line that is only `---` between the last key and the text.",
)
