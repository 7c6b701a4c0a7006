"""An invisible character that does not belong in a text.

Null bytes, form feeds, escape sequences and the line ends of other programs come with pasted text. No
editor shows them; programs break lines at them, and terminals obey them.

Delete the character; retype the word around it if you cannot see it.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "S111",
    Severity.ERROR,
    message="The invisible character {char} stands here.",
    message_several="The invisible character {char} stands here and in {more} more places of this file.",
    message_escape="This value makes the invisible character {char} with a backslash.",
    help="Delete it; retype the word around it if you cannot see it.",
    help_several="Delete it; most editors can find and replace it by its number.",
    help_escape="Delete it, or write the value in single quotes if a backslash is meant.",
)
