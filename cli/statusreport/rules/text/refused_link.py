"""A link of a kind that is never followed.

A link that begins with `javascript:`, `vbscript:`, `file:` or `data:` would run something or lead to a place on
one machine only. It is not made a link: the publication prints the characters as they were written.

Link to an address that begins with `https://`, or write the words without a link.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_body
from ._refused import refused


@rule(
    "T113",
    Severity.WARNING,
    Scope.FILE,
    message="“{target}” is no link that readers can follow; it is printed as it stands.",
    help="Links begin with `https://`, `http://`, `mailto:` or `tel:`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for prose in plan.texts:
        for found in refused(prose, pictures=False):
            yield problem(in_body(prose, *found.span("target")), target=found["target"])
