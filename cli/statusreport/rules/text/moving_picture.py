"""A picture that moves.

What moves beside a text for more than five seconds keeps many from reading it, some fall ill from what flickers, and
nobody can stop it (WCAG 2.2.2, level A). On paper and in Word it stands still anyway, often at a moment that tells
nothing.

Export the one frame that shows what is meant, as PNG or JPEG, or several side by side.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, problem, rule
from ._pictures import flaws


@rule(
    "T123",
    Severity.ERROR,
    message="The picture “{target}” moves.",
    help="Export one frame of it, as PNG or JPEG, or a drawing without animation.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for target, _, place in flaws(plan, "moving-picture"):
        yield problem(place, target=target)
