"""A page for each responsible body: what it leads and shares, and what changed there since the last round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import quote, urljoin, urlsplit

from ..model.records import Measure
from .assembly import Assembly
from .changes import moved
from .document import Document, Paragraph, Section, Table
from .glance import marks
from .measure_table import Columns, table_of


def pages(make: Assembly, main: Document) -> dict[str, Document]:
    """The pages of those who are responsible for anything, by name."""
    made = {}
    for short, name in make.body_pages.items():
        if make.led[short] or make.shared[short]:
            summary = _summary(make, short)
            page = replace(
                main,
                title=make.plan.settings.responsible_name(short),
                subtitle=main.title,
                imprint=replace(main.imprint, number="", url=_address(main.imprint.url, name)),
                summary=summary,
                sections=tuple(_sections(make, short, summary)),
                notes=(),
                pictures={},
                home=True,
            )
            made[name] = make.finished(page)
    return made


def _address(whole: str, name: str) -> str:
    """Where a page is published, beside a whole that lies in a folder or is a file there."""
    last = urlsplit(whole).path.rpartition("/")[2]
    folder = whole if not last or "." in last else f"{whole}/"
    return urljoin(folder, f"{quote(name)}.html") if whole else ""


def _summary(make: Assembly, short: str) -> str:
    """How much a body leads, how much of that is completed, and how much it shares."""
    say, settings, led, shared = make.language, make.plan.settings, make.led[short], make.shared[short]
    body, completed = settings.responsible_name(short), settings.statuses.completed
    done = sum(settings.status_class(measure.status) in completed for measure in led)
    if len(led) == 1:
        sentences = [say("bodies.led_one_done" if done else "bodies.led_one", n=1, body=body)]
    else:
        sentences = [
            say("bodies.led", n=len(led), body=body) if led else say("bodies.led_none", body=body),
            say("bodies.done" if done else "bodies.done_none", n=done) if led else "",
        ]
    sentences += [
        say("bodies.shared", n=len(shared)) if shared else "",
    ]
    return " ".join(filter(None, sentences))


def _sections(make: Assembly, short: str, summary: str) -> Iterator[Section]:
    say, led, shared = make.language, make.led[short], make.shared[short]
    title = say("document.status_at", round=say.round(make.plan.settings.round))
    marked = (marks(make, led),) if led else ()
    yield Section("status", title, 2, (Paragraph.of(summary), *marked), role="glance")
    for anchor, key, measures in (("hovedansvar", "lead", led), ("medansvar", "joint", shared)):
        if measures:
            table = _table(make, key, measures)
            yield Section(anchor, say(f"status-report.column.{key}"), 2, (table,))
    for changes in make.comparisons[-1:]:
        own = tuple(change for change in changes.changes if short in change.responsible)
        told = moved(replace(changes, changes=own), say, make.measure_anchors)
        if told.rows:
            yield Section("endringer", say("changes.chapter"), 2, (told,))


def _table(make: Assembly, key: str, measures: Sequence[Measure]) -> Table:
    of = Columns(make)
    caption = make.language(f"bodies.{key}_table", n=len(measures))
    columns = (of.number, of.title, of.responsible, of.status)
    return table_of(f"{key}-tabell", caption, columns, measures)
