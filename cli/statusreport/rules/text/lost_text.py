"""Words that stand in the file and in no publication.

Everything an editor writes is either printed or tells how to print it. Some words are neither: the target of links that
nothing links to, `[FOT]: fot.no`, or a cell too many in the row of a table. They are nowhere to be read.

Write them where they are printed, or remove them. If square brackets are meant as such, write a backslash before the
first one.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_body

# A bar that was meant as a sign of code, which in a table it is not.
_BAR_IN_CODE = re.compile(r"`[^`\n]*(?<!\\)\|[^`\n]*`")


@rule(
    "T134",
    Severity.ERROR,
    Scope.FILE,
    message="“{words}” is printed nowhere, because nothing refers to it.",
    message_cell="“{words}” is printed nowhere: this row has more cells than the head of the table.",
    message_deep="“{words}” is printed nowhere: it lies deeper within lists than texts are read.",
    message_bar="“{words}” is printed nowhere: the bar in the code before it begins another cell.",
    help="Write `\\{words}` if it is to be printed, or remove it.",
    help_deep="Begin it further to the left: of so many levels no reader keeps track.",
    help_bar="Write a backslash before the bar: `\\|`.",
    help_cell="Write a bar and a heading for it in the head of the table, or remove it. A bar that is to be printed is written `\\|`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        body = record.body
        for start, end in body.lost:
            row = body.markdown[body.markdown.rfind("\n", 0, start) + 1 : start]
            in_row = "bar" if _BAR_IN_CODE.search(row) else "cell"
            yield problem(
                in_body(record, start, end),
                in_row if "|" in row else "" if body.markdown[start] == "[" else "deep",
                words=" ".join(body.markdown[start:end].split())[:60],
            )
