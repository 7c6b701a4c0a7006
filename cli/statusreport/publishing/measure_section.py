"""A measure as a section of the report: its facts, its milestones, its text and what the plan says of it in fields of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from ..model.field_types import (
    Amount,
    Hyperlink,
    Keyed,
    ListOf,
    Markdown,
    Number,
    RecordNumbers,
    RoundId,
    TextList,
)
from ..model.field_types import Text as TextType
from ..model.fields import EMPTY, Field, OwnField
from ..model.records import Measure, Milestone
from ..model.vocabulary import Vocabulary
from .assembly import Assembly
from .changes import label
from .colophon import WEB
from .document import (
    Block,
    Cell,
    Column,
    Facts,
    Inline,
    Link,
    Page,
    Panel,
    Row,
    Section,
    Subheading,
    Table,
    Text,
    listed,
)
from .measure_table import NOTHING, Declared, table_of
from .printed import facts, in_words


def page(make: Assembly, short: str) -> Page:
    """A body's full name, which leads to its page."""
    return Page(make.body(short), make.body_pages[short])


def measure_section(make: Assembly, measure: Measure) -> Section:
    """The measure, with all that is known of it."""
    promised = make.plan.settings.promise
    said = make.language("status-report.measure", number=measure.number)
    # What is more than a line stands behind the facts, and what the plan has of its own behind the text.
    of_all = [field for field in facts(make.plan.settings.measure_fields) if not isinstance(field, OwnField)]
    blocks: list[Block] = [
        _facts(make, measure),
        *chain.from_iterable(_part(make, measure, field) for field in of_all),
        *make.remark(measure, 4),
        *_milestones(make, measure),
    ]
    for section in measure.body.sections:
        role = "promise" if section.title == promised and section.title else "account"
        blocks.append(make.panel(section, measure, role, 2, said))
    blocks += chain.from_iterable(_part(make, measure, field) for field in make.plan.settings.own_fields)
    return Section(
        make.anchor(measure),
        measure.title,
        3,
        tuple(blocks),
        role="measure",
        label=measure.number,
        language=measure.title_language,
        short=measure.short_title,
        said=said,
        status=make.status(measure.status),
    )


def _milestones(make: Assembly, measure: Measure) -> tuple[Table, ...]:
    """The parts of a measure that are reached one by one; a column that says nothing is left out."""
    say = make.language
    if not measure.milestones:
        return ()
    columns: list[Declared[Milestone]] = [
        (
            Column(say("status-report.column.milestone"), header=True, wide=True),
            lambda found: (Text(found.title),),
        )
    ]
    if any(found.due for found in measure.milestones):
        due = Column(say("status-report.column.due"))
        columns.append((due, lambda found: make.due(measure, found) or NOTHING))
    columns.append((Column(say("status-report.column.status")), lambda found: (make.status(found.status),)))
    if any(found.completed for found in measure.milestones):
        title = say("status-report.column.completed")
        columns.append((Column(title), lambda found: (Text(in_words(found.completed, say)),)))
    caption = say("status-report.milestones", number=measure.number)
    return (table_of(f"{make.anchor(measure)}-milestones", caption, columns, measure.milestones),)


def _part(make: Assembly, measure: Measure, field: Field[object]) -> tuple[Block, ...]:
    """A field that is no line among the facts: a table, or text of several paragraphs."""
    say, value = make.language, field.of(measure)
    if field.fact is None or value in EMPTY:
        return ()
    heading = label(field, say)
    match field.type, value:
        case Markdown(), str():
            return (Panel(Subheading.of(heading, 4), "account", make.written(value, measure, 4)),)
        case ListOf(item=Markdown()), tuple():
            texts = (make.written(str(text), measure, 4) for text in value)
            return (Panel(Subheading.of(heading, 4), "account", tuple(chain.from_iterable(texts))),)
        case ListOf(item=Keyed(fields=inner)), tuple():
            columns = tuple(
                Column(label(column, say), number=is_number(column), header=not number)
                for number, column in enumerate(inner)
            )
            rows = tuple(
                Row(tuple(_value_cell(make, measure, c, row.get(c.name)) for c in inner)) for row in value
            )
            caption = say("status-report.own_table", label=heading, number=measure.number)
            return (Table(f"{make.anchor(measure)}-{field.name}", caption, columns, rows),)
    return ()


def _value_cell(make: Assembly, measure: Measure, field: Field[object], value: object) -> Cell:
    return _shown(make, measure, field, value) if value not in EMPTY else NOTHING


def _facts(make: Assembly, measure: Measure) -> Facts:
    say = make.language
    rows: list[tuple[str, Cell]] = []
    for field in facts(make.plan.settings.measure_fields):
        if field.name == "responsible" and len(measure.responsible) > 1:
            lead, *others = measure.responsible
            rows.append((say("status-report.column.lead"), _bodies(make, (lead,))))
            rows.append((say("status-report.column.joint"), _bodies(make, others)))
        else:
            rows.append((label(field, say), fact_cell(make, measure, field)))
        if field.name == "round":
            rows.append((say("changes.history"), _history(make, measure)))
    return Facts(tuple((label, cell) for label, cell in rows if cell))


def fact_cell(make: Assembly, measure: Measure, field: Field[object]) -> Cell:
    """A field as it is printed; empty where it says nothing that does not stand elsewhere."""
    said_elsewhere = (("round", make.plan.settings.round), ("was", (measure.number,)))
    value = field.of(measure)
    if value in EMPTY or (field.name, value) in said_elsewhere:
        return ()
    if field.name == "due":
        return make.due(measure)
    # These stand below the facts.
    item = field.type.item if isinstance(field.type, ListOf) else field.type
    return () if isinstance(item, (Markdown, Keyed)) else _shown(make, measure, field, value)


def _shown(make: Assembly, measure: Measure, field: Field[object], value: object) -> Cell:
    """A value as it is printed in a line."""
    say, inner = make.language, value if isinstance(value, tuple) else ()
    match field.type, value:
        case TextType(of="statuses"), str():
            cell: Cell = (make.status(value),)
        case TextList(of="responsible"), _:
            cell = _bodies(make, inner)
        case _, Hyperlink() | (Hyperlink(), *_):
            links = inner or (value,)
            cell = listed(_link(make, measure, link) for link in links)
        case RoundId(), str():
            cell = (Text(say.round(value)),)
        case RecordNumbers(), _:
            cell = (Text(say.list(inner)),)
        case _:
            cell = (Text(in_words(value, say, field.type, _vocabularies(make))),)
    return cell


def _bodies(make: Assembly, shorts: Iterable[str]) -> Cell:
    return listed(page(make, short) for short in shorts)


def _vocabularies(make: Assembly) -> Mapping[str, Vocabulary]:
    """All words whose labels are printed."""
    settings = make.plan.settings
    return {**settings.vocabularies, "responsible": settings.vocabulary("responsible")}


def _history(make: Assembly, measure: Measure) -> Cell:
    """What became of a measure that was in more than one round, or was corrected: a mark for each."""
    say, past = make.language, make.histories[measure.number].entries
    if len(past) == 1 and not past[0].corrected:
        return ()
    cell: list[Inline] = []
    for entry, state in zip(past, make.states[-len(past) :], strict=True):
        cell.append(
            Text(say("changes.history_entry", round=say.round(entry.round), before="; " if cell else ""))
        )
        none = Text(say("changes.not_reported"))
        cell.append(make.status(entry.status, state.statuses) if entry.status else none)
        cell += (Text(say("changes.history_corrected", reason=reason)) for reason in entry.corrected)
    return tuple(cell)


def _link(make: Assembly, measure: Measure, found: Hyperlink) -> Link | Text:
    """What leads to a page or a record as a link; anything else is words, whatever it would do when followed."""
    link, title = found.url, found.title
    target = link if link.startswith("#") else make.target(link, measure.source.path)
    if target != link:
        record = make.record(link, measure.source.path)
        return Link(title or record.title, target, language="" if title else record.title_language)
    return Link(title or link, target) if WEB.fullmatch(target) else Text(title or link)


def is_number(field: Field[object]) -> bool:
    """Whether a field's values stand to the right, as numbers do."""
    return isinstance(field.type, (Number, Amount))
