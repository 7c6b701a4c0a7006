"""A project that a breakdown of the portfolio does not count.

Where the plan declares the terms of a vocabulary, as regions or target groups, the document study shows how the
projects are spread over them. A project that says nothing there is missing from the table and from the shares, and
readers cannot see that it is.

Write the terms that the project's text supports. If none fits, declare one for that, such as «Ikke
spesifisert».
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...model.records import TERM_FIELDS
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule


@rule(
    "P114",
    Severity.WARNING,
    Scope.FILE,
    message="`{field}` is not given, so the breakdown `projects.{vocabulary}` does not count this project.",
    help="Add `{field}:` with what fits of {allowed}.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for name, declared in TERM_FIELDS.items():
        field = declared.name
        allowed = tuple(term.id for term in plan.settings.vocabulary(name))
        # A required one is missing as such.
        if not allowed or declared.required:
            continue
        for project in plan.projects:
            source = project.source
            if not getattr(project, field) and field not in source.faulty:
                place = source.at_first(field, "title")
                yield problem(place, field=field, vocabulary=name, allowed=allowed)
