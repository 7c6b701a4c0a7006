"""A line of front matter that is indented with a tab.

YAML refuses tabs at the beginning of a line, since nobody can see how far they reach.

Replace the tab with two blanks, as most editors do for the whole file at once. Where the key belongs to no key
above it, delete the tab.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "S106",
    Severity.ERROR,
    message="This line is indented with a tab.",
    message_margin="A tab stands before this key, which begins at the left margin.",
    help="Indent it with blanks instead.",
    help_margin="Delete the tab.",
)
