"""A key that this kind of file does not have.

A misspelt key would silently leave its field empty, so only declared keys are allowed. Keys that begin with
`x-` are your own and may be called anything.

Correct the key, or begin it with `x-` if it is your own.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "F101",
    Severity.ERROR,
    message="“{key}” is not a key here.",
    message_empty="A value stands here without a key.",
    message_own="“{key}” is not a key here.",
    help="Allowed are {allowed}, and your own keys beginning with `x-`.",
    help_empty="Write one of {allowed} before the colon.",
    help_own="If it is your own, write `x-{key}`. Otherwise allowed are {allowed}.",
)
