"""Two chapters with the same order.

`order` is a chapter's place among those of its publication. Chapters before the generated parts
(`place: front`) and after them (`place: back`) are counted apart. Of two chapters with the same order nobody
can say which comes first.

Give one of the two another order.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...model.records import Chapter
from ...source.faults import Severity
from .. import Problem, problem, rule


@rule(
    "C102",
    Severity.ERROR,
    message="Order {order} is already taken: {path}, line {line}.",
    help="Give each chapter its own order; the next free one is {free}.",
)
def check(plan: Plan) -> Iterator[Problem]:
    seen: dict[tuple[str, str], dict[int, Chapter]] = {}
    doubled: list[tuple[Chapter, int, dict[int, Chapter]]] = []
    for chapter in plan.chapters:
        if chapter.order is None or not chapter.publication:
            continue
        others = seen.setdefault((chapter.publication, chapter.place), {})
        if others.setdefault(chapter.order, chapter) is not chapter:
            doubled.append((chapter, chapter.order, others))
    for chapter, order, others in doubled:
        first = others[order].source.at("order")
        yield problem(
            chapter.source.at("order"),
            order=order,
            path=first.path,
            line=first.span.line,
            free=max(others) + 1,
        )
