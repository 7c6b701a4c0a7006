"""Words that stand behind the target of a link or picture, where few readers see them.

`[rapporten](https://example.no "Bare på engelsk")` has a title. Web pages show it to those who rest the pointer on the
link; in print, and on a telephone, it is nowhere to be read.

Write the words in the text, or remove them.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_body


@rule(
    "T147",
    Severity.WARNING,
    Scope.FILE,
    message="“{title}” is printed nowhere: few readers of the web pages see it.",
    help="Write it in the text, or remove it with its quotes.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for prose in plan.texts:
        for link in prose.body.links:
            if link.title:
                start = prose.body.markdown.find(link.title, link.target_place[1])
                place = (start, start + len(link.title)) if start >= 0 else link.target_place
                yield problem(in_body(prose, *place), title=link.title[:60])
