"""A line of front matter that is indented with a tab.

YAML refuses tabs at the beginning of a line, since nobody can see how far they reach.

Replace the tab with two blanks; most editors do so for the whole file at once.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "S106",
    Severity.ERROR,
    message="This line is indented with a tab.",
    help="Indent it with blanks instead.",
)
