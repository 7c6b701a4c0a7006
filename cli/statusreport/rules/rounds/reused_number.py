"""A number that now belongs to another measure.

The number is what holds a measure together over the rounds. If another measure gets it, every comparison takes
the two for one, and the report tells of steps that nobody took. Titles that share hardly any words are the
sign.

Give the new measure a number that no round has used. If it carries on another measure, write that one's number
in `was`; if it is the same measure under a new title, write its own: `was: 5` in measure 5. A measure that another was
split off names itself too, as both are parts of what was there.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, problem, rule
from ._since import kept, since

# Two titles of this many words in common, out of those of the shorter, may be of one measure.
SHARE = 0.2
_WORD = re.compile(r"\w+")
# Inflection is at the end: «kampanje», «kampanjen» and «kampanjer» are one word.
_STEM = 5
_SMALL = frozenset(
    [
        "alle",
        "det",
        "den",
        "der",
        "dei",
        "ein",
        "eit",
        "for",
        "fra",
        "frå",
        "hos",
        "med",
        "mot",
        "når",
        "ogs",
        "som",
        "til",
        "ved",
        "and",
        "for",
        "from",
        "the",
        "with",
    ]
)


@rule(
    "R113",
    Severity.ERROR,
    message="Measure {number} was “{title}” in {earlier}, and is another measure now.",
    message_claimed="Measure {other} says that it was {number}, but {number} is still there, “{title}”: it would be told as new.",
    help_claimed="Write `was: {number}` in measure {number} too if it was split, or delete it here.",
    help="Give the new measure a number of its own. If it carries on another one, write that number in `was`;"
    " if only the title is new, write `was: {number}`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for step, before, earlier in kept(plan):
        measure = step.measure
        if measure.was:
            continue
        old, new = _words(before.title), _words(measure.title)
        if len(old & new) < SHARE * min(len(old), len(new)):
            yield problem(
                measure.source.at("title"),
                number=measure.number,
                title=before.title,
                earlier=earlier,
            )
    yield from _claimed(plan)


def _claimed(plan: Plan) -> Iterator[Problem]:
    """Measures that are as they were, while another says that it carries them on."""
    found = since(plan)
    earlier = {measure.number: measure for measure in found.earlier.measures} if found else {}
    for step in found.steps if found else ():
        number, before = step.measure.number, earlier.get(step.measure.number)
        if step.before or not before or step.measure.was:
            continue
        if _words(before.title) != _words(step.measure.title):
            continue
        for other in plan.measures:
            if number in other.was:
                place = other.source.at("was")
                yield problem(place, "claimed", other=other.number, number=number, title=before.title)


def _words(title: str) -> frozenset[str]:
    words = _WORD.findall(title.casefold())
    weighty = [word for word in words if len(word) > 2 and word not in _SMALL]
    return frozenset(word[:_STEM] for word in weighty or words)
