"""A part of a published breakdown that its vocabulary does not know.

The keys under `parts` are terms of the breakdown's `vocabulary`, so that published and computed parts carry
the same labels and can be compared. A key that is no term would be printed as it stands.

Write the id of a declared term, its label or one of its aliases, or declare the term in `statusreport.yaml`.
What the parts leave of the total is labelled by `rest`.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...model.spelling import nearest
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule


@rule(
    "N104",
    Severity.ERROR,
    Scope.FILE,
    message="“{value}” is not among the plan's `{vocabulary}`.",
    message_undeclared="“{value}” means nothing yet: the plan declares no `{vocabulary}`.",
    help="Allowed are {allowed}.",
    help_undeclared="Declare `{vocabulary}` in statusreport.yaml.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for dataset in plan.datasets:
        for key, published in dataset.breakdowns.items():
            vocabulary = plan.settings.vocabulary(published.vocabulary)
            for word in published.parts:
                if not vocabulary.find(word):
                    yield problem(
                        dataset.source.at(f"key:breakdowns.{key}.parts.{word}"),
                        "" if vocabulary else "undeclared",
                        value=word,
                        vocabulary=published.vocabulary,
                        allowed=tuple(term.id for term in vocabulary),
                        nearest=nearest(word, vocabulary.words()),
                    )
