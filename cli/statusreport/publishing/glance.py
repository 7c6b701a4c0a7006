"""Where the plan stands, on one page: a sentence, every measure as a mark, the bodies on one scale, what is far behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..model.records import Measure
from ..model.vocabulary import StatusClass
from .assembly import Assembly
from .breakdowns import bars_chart
from .document import (
    Bar,
    Block,
    Cell,
    Chart,
    Column,
    Link,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
    Text,
    by_name,
    listed,
)
from .measure_table import NOTHING, Columns, table_of

# How far on the scale what has come least far has come at most.
_BEHIND = 0.5


def glance(make: Assembly, result: str) -> Section:
    """The status before anything else, as a section of its own; `result` is the `sentence`."""
    say = make.language
    title = say("document.status_at", round=say.round(make.plan.settings.round))
    blocks: list[Block] = [Paragraph.of(result), marks(make, make.plan.measures)]
    bodies = _bodies(make)
    blocks += (*bodies, *_behind(make, told=bool(bodies)))
    return Section("status", title, 2, tuple(blocks), role="glance")


def classed(make: Assembly, measures: Sequence[Measure]) -> list[tuple[StatusClass, list[Measure]]]:
    """Measures by class, the most advanced first; classes off the scale stand last."""
    settings = make.plan.settings
    return [
        (status, [measure for measure in measures if settings.status_class(measure.status) == status])
        for status in settings.statuses.advanced
    ]


def sentence(make: Assembly) -> str:
    """The result in words: how many are completed, where the others stand, and who has most to do."""
    say, plan = make.language, make.plan
    classes = classed(make, plan.measures)
    completed = plan.settings.statuses.completed
    done = sum(len(measures) for status, measures in classes if status in completed)
    sentences = [say("glance.done", n=done, all=say.number(len(plan.measures)))]
    others = [(len(measures), status) for status, measures in classes if measures and status not in completed]
    if others:
        parts = (
            say(
                "glance.further" if number else "glance.first",
                n=n,
                status=say("document.quoted", words=status.label),
            )
            for number, (n, status) in enumerate(others)
        )
        sentences.append(say("glance.rest", parts=say.list(tuple(parts))))
    leads = _leads(make)
    if len(leads) > 1 and len(leads[0][1]) > len(leads[1][1]):
        short, led = leads[0]
        finished = sum(1 for measure in led if plan.settings.status_class(measure.status) in completed)
        sentences.append(
            say(
                "glance.most" if finished else "glance.most_none",
                body=plan.settings.responsible_name(short),
                led=say.number(len(led)),
                n=finished,
            )
        )
    if late := sum(map(make.deadlines.overdue, plan.measures)):
        sentences.append(say("glance.late", n=late))
    return " ".join(sentences)


def _leads(make: Assembly) -> list[tuple[str, Sequence[Measure]]]:
    """The bodies that lead measures, each with them, those with the most first."""
    leads = [(short, led) for short, led in make.led.items() if led]
    return sorted(leads, key=lambda lead: -len(lead[1]))


def marks(make: Assembly, measures: Sequence[Measure]) -> Table:
    """Each measure once, as a mark of its class."""
    say = make.language
    columns = (
        Column(say("glance.column.status"), header=True),
        Column(say("glance.column.count"), number=True),
        Column(say("glance.column.measures"), wide=True),
    )
    rows = tuple(
        Row(((make.status(status.label),), (Text(say.number(len(found))),), mark_row(make, found)))
        for status, found in classed(make, measures)
    )
    caption = say("glance.marks", n=len(measures))
    return Table("status-merker", caption, columns, rows, marks=True, shown=by_name("chart:measures"))


def mark_row(make: Assembly, measures: Sequence[Measure]) -> Cell:
    """Measures as marks that lead to them; a reader who hears them is told number, title and status."""
    say = make.language
    found = (
        Link(
            measure.number,
            f"#{make.anchor(measure)}",
            say("glance.mark", number=measure.number, title=measure.title, status=measure.status),
            mark=make.status(measure.status).look,
        )
        for measure in measures
    )
    return listed(found, " ") or NOTHING


def _bodies(make: Assembly) -> tuple[Chart, ...]:
    """The status of what each body leads, as bars on one scale."""
    say = make.language
    leads = _leads(make)
    if len(leads) < 2:
        return ()
    most = max(len(led) for _, led in leads)
    bars = []
    for short, led in leads:
        counted = [(make.status(status.label), len(measures)) for status, measures in classed(make, led)]
        parts = tuple(
            Part(count / most, status.look, say.number(count)) for status, count in counted if count
        )
        told = tuple(
            say("document.figure_part", label=status.text, value=say.number(count))
            for status, count in counted
            if count
        )
        bars.append(
            Bar(make.body(short), say("glance.counted", n=len(led)), len(led) / most, parts, say.list(told))
        )
    made = bars_chart("status-ansvarlige", say("glance.bodies"), tuple(bars), say)
    return (replace(made, shown=by_name("chart:responsible")),)


def _behind(make: Assembly, *, told: bool) -> tuple[Table, ...]:
    """What has come least far, the least far first, and what else is late; of bodies whose names may be `told`."""
    say, late = make.language, make.deadlines.overdue
    completed = make.plan.settings.statuses.completed
    waiting = [
        measure
        for status, measures in reversed(classed(make, make.plan.measures))
        for measure in measures
        if late(measure)
        or not (status.off_scale or status in completed or make.status(status.label).share >= _BEHIND)
    ]
    if not waiting:
        return ()
    of = Columns(make, told)
    columns = (of.number, of.title, of.lead, *of.due(waiting), of.status)
    key = "glance.behind_or_late" if any(map(late, waiting)) else "glance.behind"
    return (table_of("status-kortest", say(key, n=len(waiting)), columns, waiting),)
