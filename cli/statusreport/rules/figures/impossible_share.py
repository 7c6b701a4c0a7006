"""A share that cannot be computed from its two figures.

A share under `shares` is one figure divided by another. Both must be counts, or both amounts, and the whole
must be more than zero; otherwise the result says nothing, and the publication would have no number to print.

Name two figures of the same kind. A share is not made of another share.
"""

from collections.abc import Iterator

from ...model.dataset import Dataset
from ...model.figures import Figure, compute
from ...model.plan import Plan
from ...source.faults import Phrase, Severity
from .. import Problem, problem, rule


@rule(
    "N105",
    Severity.ERROR,
    message="“{name}” is zero, and nothing can be a share of that.",
    message_share="“{name}” is a share itself.",
    message_kinds="“{name}” is {kind}, but “{part}” is {part_kind}.",
    help="Name a whole that is more than zero.",
    help_share="Name a count or an amount.",
    help_kinds="Name two counts, or two amounts.",
)
def check(plan: Plan) -> Iterator[Problem]:
    figures = compute(plan).figures
    for dataset in plan.datasets:
        for key, ratio in dataset.shares.items():
            part, whole = figures.get(ratio.part), figures.get(ratio.whole)
            if part and whole:
                yield from _problems(dataset, key, part, whole)


def _problems(dataset: Dataset, key: str, part: Figure, whole: Figure) -> Iterator[Problem]:
    places = {end: dataset.source.at(f"shares.{key}.{end}") for end in ("part", "whole")}
    shares = [(end, figure) for end, figure in (("part", part), ("whole", whole)) if figure.kind == "share"]
    for end, figure in shares:
        yield problem(places[end], "share", name=figure.name)
    if shares:
        return
    if part.kind != whole.kind:
        yield problem(
            places["whole"],
            "kinds",
            name=whole.name,
            kind=Phrase(f"found.{whole.kind}"),
            part=part.name,
            part_kind=Phrase(f"found.{part.kind}"),
        )
    elif not whole.value:
        yield problem(places["whole"], name=whole.name)
