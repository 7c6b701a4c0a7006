"""A published number that differs from the computed one.

Under `published`, a file of figures holds numbers that were printed elsewhere against those that are computed
here from the records. A difference is a mistake in one of the two, or it has a reason that readers should
know. A published share is given in whole per cent.

Check the records and the printed number. If the difference is explained, waive N103 with the reason.
"""

from collections.abc import Iterator
from fractions import Fraction

from ...model.figures import Figure, compute
from ...model.plan import Plan
from ...model.spelling import grouped
from ...source.faults import Severity
from .. import Problem, problem, rule


@rule(
    "N103",
    Severity.WARNING,
    message="“{name}” was published as {published}, but {computed} is computed here.",
    help="Correct the records or the number; if the difference is explained, waive N103 with the reason.",
)
def check(plan: Plan) -> Iterator[Problem]:
    figures = compute(plan).figures
    for dataset in plan.datasets:
        for name, published in dataset.published.items():
            figure = figures.get(name)
            if figure and published != (computed := _as_published(figure)):
                unit = " %" if figure.kind == "share" else ""
                yield problem(
                    dataset.source.at(f"published.{name}"),
                    name=name,
                    published=grouped(published) + unit,
                    computed=grouped(computed) + unit,
                )


def _as_published(figure: Figure) -> int:
    """The figure as a whole number: a share in per cent, half a per cent rounded up."""
    return int(figure.value * 100 + Fraction(1, 2)) if figure.kind == "share" else int(figure.value)
