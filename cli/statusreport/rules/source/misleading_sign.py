"""A sign in front matter that looks like another one, or like none.

Text that is copied from a document or a web page brings no-break spaces, soft hyphens and bullets along. To YAML
they are letters: a key with one before it is another key, a colon with one behind it ends no key, and a key
with one in it is unknown, though it looks right.

Delete the sign, and type a blank or a hyphen where one should stand.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "S115",
    Severity.ERROR,
    message="A {sign} stands behind the colon.",
    message_before="A {sign} stands before “{word}”.",
    message_key="A {sign} stands between the key and its colon.",
    message_inside="A {sign}, which no editor shows, stands in this key.",
    message_bullet="A bullet from a word processor stands here.",
    message_item="A {sign} stands behind the hyphen.",
    help="Delete it, and type an ordinary blank.",
    help_before="Delete it.",
    help_key="Delete it.",
    help_inside="Delete it; retype the word if you cannot see it.",
    help_bullet="Begin the item with a hyphen and a blank: `- {word}`.",
    help_item="Write `- {word}` with an ordinary blank.",
)
