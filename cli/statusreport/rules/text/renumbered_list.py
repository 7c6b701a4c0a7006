"""A number at the beginning of a line that is printed as another one.

A line that begins with a number and a point is an item of a list, and the items of a list are counted from its first
number: whatever stands in front of the others, they are printed as the next one. What was meant as a date or an
ordinal is then another day in print.

Correct the number if this is a list. If the number belongs to the sentence, write a backslash before its point.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from ...model.plan import Plan, Prose
from ...source.faults import Severity
from ...source.layout import Item, numbered_items
from ...source.meant import ORDINAL
from .. import Problem, Scope, problem, rule
from .._prose import line_of

_AMOUNT = re.compile(r"\d[\d\s\u00a0.,]*(?:%|‰|°|prosent|grader|poeng|kr\b|kroner|mill|mrd)")


@rule(
    "T130",
    Severity.WARNING,
    Scope.FILE,
    message="“{found}” is printed as “{printed}”: this is an item of the list that begins in line {line}.",
    message_negative="The hyphen in front of “{words}” begins a list, and is printed as a bullet.",
    message_date="“{found}” begins an item of a list.",
    help="Write `{printed}`, or `{meant}` if the number belongs to the sentence.",
    help_negative="Write `\\- {words}` if it is a minus, or a hyphen and a blank before each item of a list.",
    help_date="Write `{meant}` if the number belongs to the sentence.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for prose in plan.texts:
        reported: set[int] = set()
        for item in numbered_items(prose.body):
            # Behind a wrong number all are: a list is reported once, and besides what is no number of an item.
            found = _problem(prose, item)
            if found and (item.first not in reported or ORDINAL.match(str(found.params["words"]))):
                reported.add(item.first)
                yield found
        yield from _negative(prose)


def _negative(prose: Prose) -> Iterator[Problem]:
    """Lists of one item that begin with an amount, as a negative one would."""
    tokens = tuple(prose.body.every_token())
    for above, token in pairwise(tokens):
        if above.type == "bullet_list_open" and token.markup == "-" and above.map == token.map and above.map:
            line = prose.body.first_line + above.map[0]
            words = prose.body.line(line).lstrip("-> ")
            if _AMOUNT.match(words):
                yield problem(line_of(prose, line), "negative", words=words[:60])


def _problem(prose: Prose, item: Item) -> Problem | None:
    text = prose.body.line(item.line)
    words = text.partition(f"{item.written}{item.point}")[2].strip()[:40]
    meant, found = f"{item.written}\\{item.point} {words}", f"{item.written}{item.point}"
    if item.written != item.printed:
        printed = f"{item.printed}{item.point}"
        place = line_of(prose, item.line)
        return problem(place, found=found, printed=printed, line=item.first, meant=meant, words=words)
    if item.point == "." and ORDINAL.match(words):
        return problem(line_of(prose, item.line), "date", found=f"{found} {words}", meant=meant, words=words)
    return None
