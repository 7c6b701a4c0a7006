"""A word of a project that the plan's vocabulary does not know.

The words of a project's vocabularies, as units and partners, are declared in `statusreport.yaml`, each under
its own key. A word that is not declared there is counted nowhere, so the breakdowns would not add up.

Write the id of a declared term, its label or one of its aliases, exactly. If the term is new, declare it.
"""

from collections.abc import Iterator

from ...model.fields import Field
from ...model.plan import TERM_FIELDS, Plan, Project
from ...model.spelling import nearest, slug
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._signs import hidden, without_hidden


def _words(project: Project, field: Field[object]) -> Iterator[tuple[str, str]]:
    """The words of a field, each with its address."""
    value = field.of(project)
    if isinstance(value, tuple):
        yield from ((f"{field.name}.{number}", word) for number, word in enumerate(value))
    else:
        yield field.name, str(value)


@rule(
    "P101",
    Severity.ERROR,
    Scope.FILE,
    message="“{value}” is not among the plan's `{vocabulary}`.",
    message_hidden="A {sign}, which no editor shows, stands in this “{meant}”.",
    message_undeclared="“{value}” means nothing yet: the plan declares no `{vocabulary}`.",
    help="Allowed are {allowed}. A new one is declared in statusreport.yaml under `{vocabulary}`.",
    help_hidden="Delete the word and type it anew.",
    help_undeclared='Add this to statusreport.yaml: `{vocabulary}: {{{id}: "{value}"}}`.',
)
def check(plan: Plan) -> Iterator[Problem]:
    for name, field in TERM_FIELDS.items():
        vocabulary = plan.settings.vocabulary(name)
        allowed = tuple(term.id for term in vocabulary)
        for project in plan.projects:
            for address, word in _words(project, field):
                if not word or vocabulary.find(word):
                    continue
                if vocabulary.find(meant := without_hidden(word)):
                    yield problem(project.source.at(address), "hidden", sign=hidden(word), meant=meant)
                    continue
                yield problem(
                    project.source.at(address),
                    "" if vocabulary else "undeclared",
                    value=word,
                    vocabulary=name,
                    allowed=allowed,
                    nearest=nearest(word, vocabulary.words()),
                    id=slug(word),
                )
