"""A picture without alternative text.

Who cannot see the picture hears its text instead, and the law asks for it. A picture without text is a hole
in the page to them.

Say between the brackets what the picture tells: `![Antall ofre økte fra 203 til 309](ofre.png)`.
"""

from collections.abc import Iterator

from ...diagnostics import Severity
from ...model import Plan
from .. import Problem, problem, rule
from .._prose import Finder


@rule(
    "T108",
    Severity.ERROR,
    message="The picture “{target}” has no alternative text.",
    help="Write what it shows between the brackets: `![what it shows]({target})`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        finder = Finder(record)
        for link in record.body.links():
            if link.picture and not link.text.strip():
                place = finder.find(f"![{link.text}]", link.line)
                yield problem(place, target=link.target)
