"""A value of another kind than its field takes.

A field takes a text, a list or entries with their own keys. A list where one text belongs is often a text
with brackets, and a mapping is often a text with a colon in it: both need quotes.

Write the value in the form the help shows.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "F105",
    Severity.ERROR,
    message="“{field}” is a {found}, but takes one text.",
    message_texts="“{field}” is a {found}, but takes a list of texts.",
    message_amount="“{field}” is a {found}, but takes an amount.",
    message_record="“{field}” is a {found}, but takes an entry with its own keys.",
    message_records="“{field}” is a {found}, but takes a list of entries.",
    message_mapping="“{field}” is a {found}, but takes keys with values.",
    message_entry="“{field}” is a {found}, but takes an entry with keys of its own.",
    message_braces="“{field}” stands in braces, but is a list of texts.",
    help="Write one text; put it in quotes if it holds brackets or a colon with a blank behind it.",
    help_colon="If this is one text, put it in quotes: `{written}`.",
    help_brackets="Write it without the brackets; if they belong to the text, put all of it in quotes: `{written}`.",
    help_texts="Write `[A, B]`, or each text on a line of its own that begins with `- `.",
    help_amount="Write whole kroner in digits, as `3 688 778`.",
    help_record="Write `key: value` lines, indented below it, or `{{key: value}}`.",
    help_records="Begin each entry on a line of its own with `- `, followed by its keys.",
    help_mapping="Write `key: value` lines, indented below it, or `{{key: value}}`.",
    help_entry="Write `{written}`, or the same as lines `key: value`, indented below this key.",
    help_braces="Write `{written}`.",
)
