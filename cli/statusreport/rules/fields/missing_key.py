"""A key that an entry or the plan file must have.

Without it the entry cannot be used: a status class needs its label, an evaluation its year, an abbreviation what it
stands for, and the plan its title, language and round.

Add the key, or write its value.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "F104",
    Severity.ERROR,
    message="The key “{key}” is missing here.",
    message_empty="“{key}” has no value.",
    help="Add `{key}: …`.",
    help_empty="Write its value behind the colon.",
)
