"""A number that now belongs to another measure.

The number is what holds a measure together over the rounds. If another measure gets it, every comparison takes
the two for one, and the report tells of steps that nobody took. Titles that share hardly any words are the
sign.

Give the new measure a number that no round has used. If it carries on another measure, write that one's number
in `was`; if it is the same measure under a new title, write its own: `was: 5` in measure 5.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, problem, rule
from ._since import kept

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


def _words(title: str) -> frozenset[str]:
    words = _WORD.findall(title.casefold())
    weighty = [word for word in words if len(word) > 2 and word not in _SMALL]
    return frozenset(word[:_STEM] for word in weighty or words)
