"""A link that shows nothing.

`[](https://example.no)` leads somewhere, but has no words: readers who see find nothing to follow, and those who
listen hear the address or nothing at all.

A link to a chart or a table, `[](#chart:projects.regions)`, needs none: it says “figure 3”.

Write what the link leads to between the brackets, or remove the link.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from ...source.links import named
from .. import Problem, Scope, problem, rule
from .._prose import in_body


@rule(
    "T152",
    Severity.ERROR,
    Scope.FILE,
    message="The link to “{target}” has no words.",
    help="Write what it leads to between the brackets, or remove the link.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for prose in plan.texts:
        pictures = sorted(link.place[0] for link in prose.body.links if link.picture)
        for link in prose.body.links:
            if link.picture or not link.target or named(link.target):
                continue
            # What has no target either is told as a broken link, and a picture without words as such.
            first = bisect_left(pictures, link.place[0])
            has_picture = first < len(pictures) and pictures[first] <= link.place[1]
            if not has_picture and not any(map(_is_seen, link.text)):
                yield problem(in_body(prose, *link.target_place), target=link.target)


def _is_seen(sign: str) -> bool:
    """Whether a sign leaves ink: blanks do not, nor do joiners and marks of direction."""
    return unicodedata.category(sign)[0] not in "CZ"
