"""A figure or breakdown that does not exist.

The role `` {figure}`projects.amount.sum` `` prints a computed number and the directive `{breakdown}` a table
with its chart, or one chart of two breakdowns that have the same parts; files of published figures name computed ones under `shares` and `published`. A name that
nothing is computed for would leave a hole in the text.

Write a name that exists. All figures stand by name under `figures` in the document study's JSON.
"""

from collections.abc import Iterator

from ...model.dataset import Dataset
from ...model.figures import Figures, compute
from ...model.plan import Plan
from ...model.records import Record
from ...model.spelling import nearest
from ...source.faults import Location, Severity, Span
from .. import Problem, problem, rule
from .._prose import in_body, line_of
from ._names import Names, is_explained


@rule(
    "N101",
    Severity.ERROR,
    message="There is no figure “{name}”.",
    message_top="There is no figure “{name}”.",
    message_breakdown="“{name}” is a breakdown, not a single figure.",
    message_table="There is no breakdown “{name}”.",
    message_figure="“{name}” is a single figure, not a breakdown.",
    message_apart="“{name}” and “{first}” do not stand in one chart.",
    message_more="A chart shows one breakdown, or two.",
    message_nameless="The directive does not say which breakdown to show.",
    help="Names that begin with “{beginning}” go on with {words}.",
    help_top="Names begin with {words}.",
    help_breakdown="Show it with a `{{breakdown}}` directive, or name one of its figures.",
    help_table="Allowed are {allowed}.",
    help_figure="Show it in the text with the role {{figure}}`{name}`. Breakdowns are {allowed}.",
    help_apart="Both must be of the same vocabulary, and both be counts or both amounts. Else give each a directive.",
    help_more="Give “{name}” a directive of its own.",
    help_nameless="Allowed are {allowed}.",
)
def check(plan: Plan) -> Iterator[Problem]:
    figures = compute(plan)
    names = Names(figures)
    for record in plan.records:
        yield from _roles(plan, names, record)
        yield from _directives(plan, figures, record)
    numbers = Names(figures, numbers=True)
    for dataset in plan.datasets:
        yield from _names_in(plan, numbers, dataset)


def _roles(plan: Plan, names: Names, record: Record) -> Iterator[Problem]:
    for role in record.body.roles:
        name = role.content
        if name.endswith("{figure}"):  # a role that is not closed, which is another finding
            continue
        if role.name == "figure" and name not in names and not is_explained(plan, name):
            yield _unknown(names, in_body(record, *role.content_place), name)


def _directives(plan: Plan, figures: Figures, record: Record) -> Iterator[Problem]:
    allowed = tuple(figures.breakdowns)
    for directive, names, line in record.body.directives:
        if directive != "breakdown":
            continue
        for place, name in enumerate(names.split() or [""]):
            fault = _fault(plan, figures, names.split(), place)
            if fault:
                yield problem(
                    _in_line(record, name, line),
                    fault,
                    name=name,
                    first=names.split()[0] if place else "",
                    allowed=allowed,
                    nearest=nearest(name, allowed) if fault == "table" else "",
                )


def _fault(plan: Plan, figures: Figures, names: list[str], place: int) -> str:
    """What is wrong with one of the names of a directive."""
    if not names:
        return "nameless"
    found = figures.breakdowns.get(names[place])
    if found is None:
        return "" if is_explained(plan, names[place]) else "figure" if figures.find(names[place]) else "table"
    first = figures.breakdowns.get(names[0])
    if place > 1:
        return "more"
    return "apart" if place and first and (names[0] == names[1] or not first.comparable(found)) else ""


def _names_in(plan: Plan, names: Names, dataset: Dataset) -> Iterator[Problem]:
    for key, ratio in dataset.shares.items():
        for end, name in (("part", ratio.part), ("whole", ratio.whole)):
            if name not in names and not is_explained(plan, name):
                yield _unknown(names, dataset.source.at(f"shares.{key}.{end}"), name)
    for name in dataset.published:
        if name not in names and not is_explained(plan, name):
            yield _unknown(names, dataset.source.at(f"key:published.{name}"), name)


def _unknown(names: Names, place: Location, name: str) -> Problem:
    beginning, words = names.choices(name)
    variant = "breakdown" if name in names.figures.breakdowns else "" if beginning else "top"
    meant = names.nearest(name)
    return problem(place, variant, name=name, beginning=beginning, words=words, nearest=meant)


def _in_line(record: Record, name: str, line: int) -> Location:
    """Where a directive names a breakdown, else its whole line."""
    text = record.body.markdown.split("\n")[line - record.body.first_line]
    start = text.rfind(name) + 1 if name else 0
    span = Span(line, start, line, start + len(name))
    return Location(record.source.path, span) if start else line_of(record, line)
