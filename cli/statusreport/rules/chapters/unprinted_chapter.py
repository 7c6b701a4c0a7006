"""A chapter of the document study in a plan that has no projects.

The document study is about the projects; a plan without any builds the status report alone. This chapter is
then printed nowhere.

Add the projects, or move the chapter to the status report.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, problem, rule
from .._all import unread


@rule(
    "C104",
    Severity.WARNING,
    message="This chapter is not printed: without projects there is no document study.",
    help="Add the projects, or write `publication: status-report`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    if plan.projects or unread(plan, "projects"):
        return
    for chapter in plan.chapters:
        if chapter.publication == "document-study":
            yield problem(chapter.source.at("publication"))
