"""A chapter of a publication that does not exist.

A chapter is printed in the publication it names. There are two, the status report and the document study; a
chapter of any other would be printed nowhere.

Write `status-report` or `document-study`.
"""

from collections.abc import Iterator

from ...model.plan import PUBLICATIONS, Plan
from ...model.spelling import nearest
from ...source.faults import Severity
from .. import Problem, problem, rule


@rule(
    "C101",
    Severity.ERROR,
    message="“{value}” is not a publication.",
    help="Allowed are {allowed}.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for chapter in plan.chapters:
        if chapter.publication and chapter.publication not in PUBLICATIONS:
            yield problem(
                chapter.source.at("publication"),
                value=chapter.publication,
                allowed=PUBLICATIONS,
                nearest=nearest(chapter.publication, PUBLICATIONS),
            )
