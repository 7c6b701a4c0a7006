"""A published breakdown whose parts do not add up to its total.

The parts of a breakdown are shown as shares of its total. Where the total has more than the parts, `rest`
labels what they leave, and the publication shows it; without it readers would see shares that do not add up.
Parts never add up to more than the total, unless they overlap, as target groups do.

Check every part and the total against the source. If the source gives no more parts, add a `rest` with a
label for what is left.
"""

from collections.abc import Iterator

from ...model.dataset import PublishedBreakdown
from ...model.figures import OVERLAPPING
from ...model.plan import Plan
from ...model.spelling import grouped
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule


@rule(
    "N102",
    Severity.ERROR,
    Scope.FILE,
    message="The parts add up to {sum}, which is {difference} less than the total of {total}.",
    message_more="The parts add up to {sum}, which is {difference} more than the total of {total}.",
    message_part="The part {sum} is {difference} more than the total of {total}.",
    help="Correct the parts or the total, or add `rest:` with a label for what is left.",
    help_more="Correct the parts or the total.",
    help_part="Correct the part or the total.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for dataset in plan.datasets:
        for key, published in dataset.breakdowns.items():
            if f"breakdowns.{key}.parts" not in dataset.source.faulty:
                for part, variant, number in _wrong(published):
                    place = dataset.source.at(f"breakdowns.{key}.{part}")
                    yield problem(place, variant, **_numbers(number, published.total))


def _wrong(published: PublishedBreakdown) -> Iterator[tuple[str, str, int]]:
    """What does not fit the total: its key, a variant, and its number."""
    total = published.total
    if published.vocabulary in OVERLAPPING and not published.rest:
        yield from ((f"parts.{word}", "part", part) for word, part in published.parts.items() if part > total)
        return
    whole = sum(published.parts.values())
    if whole > total or (whole < total and not published.rest):
        yield "total", "more" if whole > total else "", whole


def _numbers(parts: int, total: int) -> dict[str, str]:
    return {"sum": grouped(parts), "total": grouped(total), "difference": grouped(abs(total - parts))}
