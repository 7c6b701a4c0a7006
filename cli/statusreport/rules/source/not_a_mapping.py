"""Front matter, or a plan file, that is not made of keys and values.

A list or a mere text has no names for its values, so nobody can tell what they are.

Write each value behind its key, as in `title: Handlingsplan`.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "S107",
    Severity.ERROR,
    message="This is a text, but lines `key: value` should stand here.",
    message_list="This is a list, but lines `key: value` should stand here.",
    help="Write each value behind its key, as in `title: Handlingsplan`.",
)
