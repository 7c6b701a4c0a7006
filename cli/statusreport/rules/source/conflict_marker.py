"""A mark that an unfinished merge left in the file.

Where two people changed the same lines, the version control writes both between lines of `<<<<<<<`,
`=======` and `>>>>>>>`. Somebody must choose; publishing both would contradict itself.

Keep the right lines, and delete the other ones and the marks.
"""

from ...source.faults import Severity
from .. import reported

check = reported(
    "S112",
    Severity.ERROR,
    message="The mark “{marker}” of an unfinished merge stands here.",
    help="Keep the right lines, and delete the others and the marks.",
)
