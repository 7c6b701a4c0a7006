"""A plan without any measure or project.

There is nothing to publish. Often the files lie in another folder than `content/measures` and `content/projects`,
or are not saved with the ending `.md`.

Put the files there.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, problem, rule
from .._all import unread


@rule(
    "M121",
    Severity.ERROR,
    message="The plan has neither measures nor projects.",
    help="Put them in content/measures and content/projects, each in a file that ends in `.md`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    if not (plan.measures or plan.projects or unread(plan, "measures") or unread(plan, "projects")):
        yield problem(plan.settings.source.at("title"))
