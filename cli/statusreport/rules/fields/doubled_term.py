"""A word that stands for two entries of a vocabulary or two status classes.

Each word must lead to exactly one entry; otherwise a record would be counted under the wrong one.

Remove the word from one of the entries, or call one of them something else.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "F114",
    Severity.ERROR,
    message="“{word}” stands for more than one entry of “{where}”.",
    message_id="Two entries of “{where}” have the id “{word}”.",
    help="Let each word stand for one entry only.",
)
