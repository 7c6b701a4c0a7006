"""A waiver that waives nothing.

`waive:` in a file's front matter maps the code of a warning to the reason why it is meant. When the warning
is gone, the waiver would silence the next real one. Errors cannot be waived, and a waiver needs a reason.

Remove the line, correct the code, or write the reason.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "W101",
    Severity.WARNING,
    message="{code} is waived here, but this file has no such finding.",
    message_unknown="{code} is waived here, but there is no such rule.",
    message_error="{code} is an error, which cannot be waived.",
    message_never="{code} cannot be waived: one waiver would hide every other such finding.",
    message_reason="{code} is waived here without a reason.",
    help="Remove the waiver.",
    help_unknown="“statusreport explain” lists the codes, and every finding shows its own.",
    help_error="Correct what it reports.",
    help_never="Say what is meant where “statusreport explain {code}” tells.",
    help_reason="Write why the finding is meant: `{code}: the reason`.",
)
