"""An invisible character that does not belong in a text.

Null bytes, form feeds, escape sequences and the line ends of other programs come with pasted text. No
editor shows them; programs break lines at them, and terminals obey them.

Delete the character; retype the word around it if you cannot see it.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity, Sign
from ...source.text import INVISIBLE
from .. import Problem, Scope, problem, rule
from .._prose import in_body
from .._signs import entities


@rule(
    "S111",
    Severity.ERROR,
    Scope.FILE,
    message="The invisible character {char} stands here.",
    message_several="The invisible character {char} stands here and in {more} more places of this file.",
    message_escape="This value makes the invisible character {char} with a backslash.",
    message_entity="“{found}” is the invisible character {char}.",
    help="Delete it; retype the word around it if you cannot see it.",
    help_several="Delete it; most editors can find and replace it by its number.",
    help_escape="Delete it, or write the value in single quotes if a backslash is meant.",
    help_entity="Delete it.",
)
def check(plan: Plan) -> Iterator[Problem]:
    """Those that are written by name or number: reading finds the others."""
    for prose in plan.texts:
        for run, written in entities(prose.body):
            if INVISIBLE.match(run.text):
                char = Sign(run.text[0], numbered=True)
                yield problem(in_body(prose, run.start, run.end), "entity", found=written, char=char)
