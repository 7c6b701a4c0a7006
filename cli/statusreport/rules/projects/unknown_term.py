"""A word that the plan's vocabulary does not know.

The words of a vocabulary, as a project's units and partners, a measure's theme or the terms of an own field, are
declared in `statusreport.yaml`, each under its own key. A word that is not declared there is counted nowhere, so the
breakdowns would not add up.

Write the id of a declared term, its label or one of its aliases, exactly. If the term is new, declare it.
"""

from collections.abc import Iterator, Mapping

from ...model.field_types import Keyed, ListOf, TextList, vocabulary_of
from ...model.fields import Field, several
from ...model.plan import Plan
from ...model.spelling import BETWEEN, divided, nearest, slug
from ...model.vocabulary import Vocabulary
from ...source.faults import Location, Severity
from .. import Problem, Scope, problem, rule
from .._signs import hidden, without_hidden

# These have rules of their own.
_OTHERS = ("statuses", "responsible")


def _words(field: Field[object], address: str, value: object) -> Iterator[tuple[str, str, str]]:
    """The words of a field: its vocabulary, and each word with its address; of a table those of its columns."""
    if (name := vocabulary_of(field)) and name not in _OTHERS:
        yield from ((name, place, str(word)) for place, word in several(address, value))
    if isinstance(field.type, ListOf) and isinstance(field.type.item, Keyed):
        for place, row in several(address, value):
            for column in field.type.item.fields:
                inner = row.get(column.name) if isinstance(row, Mapping) else None
                yield from _words(column, f"{place}.{column.name}", inner)


@rule(
    "P101",
    Severity.ERROR,
    Scope.FILE,
    message="“{value}” is not among the plan's `{vocabulary}`.",
    message_hidden="A {sign}, which no editor shows, stands in this “{meant}”.",
    message_undeclared="“{value}” means nothing yet: the plan declares no `{vocabulary}`.",
    message_several="“{value}” is one text, but names several terms.",
    help="Allowed are {allowed}. A new one is declared in statusreport.yaml under `{vocabulary}`.",
    help_hidden="Delete the word and type it anew.",
    help_undeclared='Add this to statusreport.yaml: `{vocabulary}: {{{id}: "{value}"}}`.',
    help_several="Write `{field}: [{line}]`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        for field in plan.fields_of(record):
            for name, address, word in _words(field, field.name, field.of(record)):
                vocabulary = plan.settings.vocabulary(name)
                if vocabulary.find(word):
                    continue
                yield _unknown(vocabulary, field, record.source.at(address), word)


def _unknown(vocabulary: Vocabulary, field: Field[object], place: Location, word: str) -> Problem:
    if vocabulary.find(meant := without_hidden(word)):
        return problem(place, "hidden", sign=hidden(word), meant=meant)
    names = divided(word, BETWEEN, lambda name: vocabulary.find(name) is not None)
    terms = [term.id for name in names if (term := vocabulary.find(name))]
    if len(terms) == len(names) > 1 and isinstance(field.type, TextList):
        return problem(place, "several", value=word, field=field.name, line=", ".join(terms))
    return problem(
        place,
        "" if vocabulary else "undeclared",
        value=word,
        vocabulary=vocabulary.name,
        allowed=tuple(term.id for term in vocabulary),
        nearest=nearest(word, vocabulary.words()),
        id=slug(word),
    )
