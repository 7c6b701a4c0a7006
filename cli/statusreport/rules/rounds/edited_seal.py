"""A sealed round that was edited.

A seal says what was published. If it could be changed afterwards, a comparison with it would prove nothing, so
each measure and the whole have a hash that an edit breaks.

Bring the file back as it was sealed. What has turned out to be wrong is corrected in the measure, for the
round being written.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "R102",
    Severity.ERROR,
    message="The sealed round was edited after it was sealed.",
    message_measures="The sealed round was edited after it was sealed: measure {measures}.",
    help="Bring the file back as it was sealed, from the version history or a backup.",
)
