"""A chapter of a publication that does not exist.

A chapter is printed in the publication it names; a chapter of any other would be printed nowhere.

Write the id of one that there is, as `status-report`.
"""

from collections.abc import Iterator

from ... import registry
from ...model.plan import Plan
from ...model.spelling import nearest
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule


@rule(
    "C101",
    Severity.ERROR,
    Scope.FILE,
    message="“{value}” is not a publication.",
    help="Allowed are {allowed}.",
)
def check(plan: Plan) -> Iterator[Problem]:
    known = registry.publications()
    for chapter in plan.chapters:
        if chapter.publication and chapter.publication not in known:
            yield problem(
                chapter.source.at("publication"),
                value=chapter.publication,
                allowed=known,
                nearest=nearest(chapter.publication, known),
            )
