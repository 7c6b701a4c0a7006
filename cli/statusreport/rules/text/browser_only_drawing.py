"""A drawing that only browsers show as it is meant.

A browser knows all of CSS and pieces of web pages within SVG. What makes the PDF, Word and OpenDocument knows neither:
colours turn black there and texts are missing, without a word.

Export the drawing without what is named, or as PNG. In draw.io, texts become part of the drawing when «Formatted Text» is
off; in other programs, when text is exported as paths or outlines.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, problem, rule
from ._pictures import flaws


@rule(
    "T124",
    Severity.ERROR,
    message="The drawing “{target}” uses “{what}”, which only browsers know.",
    message_font="The drawing “{target}” brings a font of its own, which only browsers use.",
    message_css="Programs read the CSS of the drawing “{target}” differently, at “{what}”.",
    help="Export it again without, or as PNG.",
    help_css="Write it without escapes, open strings and nested rules, or export it as PNG.",
    help_font="Export it again with its text as paths, or as PNG.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for target, flaw, place in flaws(plan, "browser-only-drawing"):
        yield problem(place, flaw.variant, target=target, **flaw.params)
