"""A page for each responsible body: what it leads and shares, and what changed there since the last round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..model.plan import Measure
from ..rounds.comparison import ChangeSet
from .assembly import Assembly
from .changes import moved
from .document import Document, Paragraph, Section, Table
from .glance import marks
from .measure_table import Columns, table_of


def pages(make: Assembly, main: Document) -> dict[str, Document]:
    """The pages of those who are responsible for anything, by name."""
    changes = make.comparisons[-1] if make.comparisons else None
    made = {}
    for short, name in make.body_pages.items():
        led, shared = make.led[short], make.shared[short]
        if led or shared:
            sections = tuple(_sections(make, short, led, shared, changes))
            title = make.plan.settings.responsible_name(short)
            made[name] = replace(
                main, title=title, subtitle=main.title, sections=sections, notes=(), pictures={}, home=True
            )
    return made


def _sections(
    make: Assembly,
    short: str,
    led: Sequence[Measure],
    shared: Sequence[Measure],
    changes: ChangeSet | None,
) -> Iterator[Section]:
    say = make.language
    body = make.plan.settings.responsible_name(short)
    completed = make.plan.settings.statuses.completed
    done = sum(make.plan.settings.status_class(measure.status) in completed for measure in led)
    sentences = [
        say("bodies.led", n=len(led), body=body) if led else say("bodies.led_none", body=body),
        say("bodies.done", n=done) if led else "",
        say("bodies.shared", n=len(shared)) if shared else "",
    ]
    summary = Paragraph.of(" ".join(filter(None, sentences)))
    title = say("document.status_at", round=say.round(make.plan.settings.round))
    yield Section("status", title, 2, (summary, *((marks(make, led),) if led else ())), role="glance")
    for anchor, key, measures in (("hovedansvar", "lead", led), ("medansvar", "joint", shared)):
        if measures:
            table = _table(make, key, measures)
            yield Section(anchor, say(f"status-report.column.{key}"), 2, (table,))
    if changes is not None:
        own = replace(
            changes, changes=tuple(change for change in changes.changes if short in change.responsible)
        )
        anchors = {measure.number: make.anchor(measure) for measure in make.plan.measures}
        told = moved(own, say, anchors)
        if told.rows:
            yield Section("endringer", say("changes.chapter"), 2, (told,))


def _table(make: Assembly, key: str, measures: Sequence[Measure]) -> Table:
    of = Columns(make)
    caption = make.language(f"bodies.{key}_table", n=len(measures))
    columns = (of.number, of.full_title, of.responsible, of.status)
    return table_of(f"{key}-tabell", caption, columns, measures)
