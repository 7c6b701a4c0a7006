"""A word for a record that does not say what one and what several are called.

The publications speak of one measure and of several. Where a plan calls them something else, both words are needed.

Write two: `measure: [commitment, commitments]`.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "F121",
    Severity.ERROR,
    message="`{key}` needs two words: for one, and for several.",
    help="Write them as `{key}: [commitment, commitments]`.",
)
