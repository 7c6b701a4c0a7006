"""A name that is given to two figures.

Figures and breakdowns are found by name: the name of their file, a dot, and their key. Of two with the same
name only one could be printed, and nobody would notice which. The names that begin with `measures.` and
`projects.` belong to what is computed from the records.

Rename the key or the file.
"""

from collections.abc import Iterator

from ...model.dataset import Dataset
from ...model.plan import Plan
from ...source.faults import Location, Severity
from .. import Problem, problem, rule

COMPUTED = ("measures", "projects")


@rule(
    "N106",
    Severity.ERROR,
    message="The name “{name}” is already taken: {path}, line {line}.",
    message_file="Figures in a file of the name “{name}” would be mistaken for computed ones.",
    message_part="“{name}” is the same term as “{first}” in line {line}.",
    help="Rename the key.",
    help_file="Rename the file.",
    help_part="Give each term one part.",
)
def check(plan: Plan) -> Iterator[Problem]:
    figures: dict[str, Location] = {}
    breakdowns: dict[str, Location] = {}
    for dataset in plan.datasets:
        if dataset.name in COMPUTED:
            yield problem(dataset.source.at("title"), "file", name=dataset.name)
            continue
        keys = [("figures", key, figures) for key in dataset.figures]
        keys += [("shares", key, figures) for key in dataset.shares]
        keys += [("breakdowns", key, breakdowns) for key in dataset.breakdowns]
        for group, key, seen in keys:
            place = dataset.source.at(f"key:{group}.{key}")
            first = seen.setdefault(f"{dataset.name}.{key}", place)
            if first is not place:
                name = f"{dataset.name}.{key}"
                yield problem(place, name=name, path=first.path, line=first.span.line)
        yield from _parts(plan, dataset)


def _parts(plan: Plan, dataset: Dataset) -> Iterator[Problem]:
    for key, published in dataset.breakdowns.items():
        vocabulary = plan.settings.vocabulary(published.vocabulary)
        seen: dict[str, str] = {}
        for word in published.parts:
            term = vocabulary.find(word)
            if term and (first := seen.setdefault(term.id, word)) != word:
                address = f"key:breakdowns.{key}.parts."
                line = dataset.source.at(address + first).span.line
                yield problem(dataset.source.at(address + word), "part", name=word, first=first, line=line)
