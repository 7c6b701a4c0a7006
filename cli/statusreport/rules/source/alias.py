"""A value that begins with `*` or `&`.

In YAML these characters make references within a file: `&name` marks a value and `*name` repeats it. Content
needs no references, and an emphasised `*word*` would be lost without a trace.

Put the value in quotes if the character belongs to it; otherwise write the value out.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "S109",
    Severity.ERROR,
    message="“{char}” makes this a reference in YAML, which content does not use.",
    message_value="A value that begins with “{char}” is a reference in YAML, which content does not use.",
    help="Put the value in quotes if the character belongs to it; otherwise write the value out.",
    help_value="Write `{bare}`, or `{written}` if the character belongs to it.",
)
