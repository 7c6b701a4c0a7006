"""A number at the beginning of a line that is printed as another one.

A line that begins with a number and a point is an item of a list, and the items of a list are counted from its first
number: whatever stands in front of the others, they are printed as the next one. What was meant as a date or an
ordinal is then another day in print.

Correct the number if this is a list. If the number belongs to the sentence, write a backslash before its point.
"""

from collections.abc import Iterator

from ...model.plan import Plan, Record
from ...source.faults import Severity
from ...source.layout import Item, numbered_items
from ...source.meant import ORDINAL
from .. import Problem, Scope, problem, rule
from .._prose import line_of


@rule(
    "T130",
    Severity.WARNING,
    Scope.FILE,
    message="“{found}” is printed as “{printed}”: this is an item of the list that begins in line {line}.",
    message_date="“{found}” begins an item of a list.",
    help="Write `{printed}`, or `{meant}` if the number belongs to the sentence.",
    help_date="Write `{meant}` if the number belongs to the sentence.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        reported: set[int] = set()
        for item in numbered_items(record.body):
            # Behind a wrong number all are: a list is reported once.
            if item.first not in reported and (found := _problem(record, item)):
                reported.add(item.first)
                yield found


def _problem(record: Record, item: Item) -> Problem | None:
    text = record.body.line(item.line)
    words = text.partition(f"{item.written}{item.point}")[2].strip()[:40]
    meant, found = f"{item.written}\\{item.point} {words}", f"{item.written}{item.point}"
    if item.written != item.printed:
        printed = f"{item.printed}{item.point}"
        return problem(line_of(record, item.line), found=found, printed=printed, line=item.first, meant=meant)
    if item.point == "." and ORDINAL.match(words):
        return problem(line_of(record, item.line), "date", found=f"{found} {words}", meant=meant)
    return None
