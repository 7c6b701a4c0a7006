"""The status report: how far each measure of the plan has come."""

from __future__ import annotations

import re
from datetime import date

from ...model.field_types import Links, RecordNumbers, RoundId, TextList
from ...model.field_types import Text as TextType
from ...model.fields import EMPTY, Field, as_json, fields_of
from ...model.figures import responsible_bodies
from ...model.plan import Measure
from ...rounds.history import Entry
from ...rounds.states import is_reported
from ..assembly import Assembly, Publication
from ..changes import chapter
from ..document import (
    Block,
    Cell,
    Column,
    DataTable,
    Edition,
    Facts,
    Filter,
    Link,
    Option,
    Paragraph,
    Row,
    Section,
    Status,
    Table,
    Text,
)
from ..printed import OpenData, columns, facts

_WEB = re.compile(r"https?://[^\s<>\[\]/?#]+([/?#][^\s<>]*)?|mailto:[^\s<>]+", re.IGNORECASE)


def _edition(make: Assembly) -> Edition:
    language, plan = make.language, make.plan
    front = make.chapters("front")
    generated = (
        _summary(make),
        *chapter(make),
        _overview(make),
        _by_responsible(make),
        Section(
            "tiltakene",
            language("status-report.measures"),
            2,
            sections=tuple(_measure(make, measure) for measure in plan.measures),
        ),
    )
    lead = language("document.status_at", round=language.round(plan.settings.round))
    document = make.document((*front, *generated), lead)
    return Edition(
        document=document,
        data=_data(make),
        tables=(_table(make),),
        records={make.anchor(measure): measure.number for measure in plan.measures},
    )


def _summary(make: Assembly) -> Section:
    say, settings = make.language, make.plan.settings
    lead = say("status-report.summary_lead", n=len(make.plan.measures))
    blocks: list[Block] = [Paragraph((Text(lead),))]
    blocks += make.breakdown(make.figures.breakdowns["measures.statuses"])
    for status in settings.statuses:
        if status.terms:
            terms = say.list(tuple(say("document.quoted", words=term.label) for term in status.terms))
            label = say("document.quoted", words=status.label)
            sentence = say("status-report.summary_terms", n=len(status.terms), terms=terms, label=label)
            blocks.append(Paragraph((Text(sentence),)))
    waiting = sum(1 for measure in make.plan.measures if not is_reported(measure, make.plan))
    if waiting:
        blocks.append(Paragraph((Text(say("status-report.summary_unreported", n=waiting)),)))
    return Section("status-samlet", say("status-report.summary"), 2, tuple(blocks))


def _overview(make: Assembly) -> Section:
    say, plan = make.language, make.plan
    bodies = responsible_bodies(plan)
    used = {short for measure in plan.measures for short in measure.responsible}
    classes = plan.settings.statuses
    rows = []
    for measure in plan.measures:
        status = make.status(measure.status)
        rows.append(
            Row(
                (
                    (Text(measure.number),),
                    (
                        Link(
                            measure.title,
                            f"#{make.anchor(measure)}",
                            language=measure.title_language,
                        ),
                    ),
                    _spaced(tuple(make.responsible(short) for short in measure.responsible)),
                    _dated(make, measure, status),
                )
            )
        )
    filters = (
        Filter(
            "responsible",
            say("status-report.filter_responsible"),
            tuple(Option(str(n), short) for n, short in enumerate(bodies) if short in used),
            tuple(tuple(str(bodies.index(short)) for short in m.responsible) for m in plan.measures),
        ),
        Filter(
            "status",
            say("status-report.filter_status"),
            tuple(Option(str(n), status.label) for n, status in enumerate(classes)),
            tuple((str(make.status(measure.status).rank),) for measure in plan.measures),
        ),
    )
    columns = (
        Column(say("status-report.column.number"), number=True),
        Column(say("status-report.column.title"), header=True, wide=True),
        Column(say("status-report.column.responsible")),
        Column(say("status-report.column.status")),
    )
    caption = say("status-report.overview_table")
    table = Table("oversikt-tabell", caption, columns, tuple(rows), filters=filters, stacked=True)
    return Section("oversikt", say("status-report.overview"), 2, (table,))


def _dated(make: Assembly, measure: Measure, status: Status) -> Cell:
    """A status, with the round it is for where that is not the one being published."""
    if is_reported(measure, make.plan) or not measure.round:
        return (status,)
    say = make.language
    return (status, Text(" "), Text(say("status-report.status_from", round=say.round(measure.round))))


def _spaced(cell: Cell) -> Cell:
    spaced: list[object] = []
    for item in cell:
        spaced += [Text(", "), item] if spaced else [item]
    return tuple(spaced)  # type: ignore[arg-type]


def _by_responsible(make: Assembly) -> Section:
    say, plan = make.language, make.plan
    responsible_rows, status_rows = [], []
    classes = plan.settings.statuses
    for short in responsible_bodies(plan):
        lead = [m for m in plan.measures if m.responsible[:1] == (short,)]
        joint = [m for m in plan.measures if short in m.responsible[1:]]
        if not lead and not joint:
            continue
        name: Cell = (make.responsible(short),)
        counts = ((Text(say.number(len(lead))),), (Text(say.number(len(joint))),))
        responsible_rows.append(
            Row((_full_name(make, short), counts[0], _numbers(make, lead), counts[1], _numbers(make, joint)))
        )
        if lead:
            found = [plan.settings.status_class(measure.status) for measure in lead]
            cells = tuple((Text(say.number(found.count(status))),) for status in classes)
            status_rows.append(Row((name, *cells, (Text(say.number(len(lead))),))))
    everything = [plan.settings.status_class(measure.status) for measure in plan.measures]
    total = Row(
        (
            (Text(say("status-report.column.total")),),
            *((Text(say.number(everything.count(status))),) for status in classes),
            (Text(say.number(len(plan.measures))),),
        )
    )
    measures = say("status-report.column.measures")
    responsible_table = Table(
        "ansvarlige-tabell",
        say("status-report.responsible_table"),
        (
            Column(say("status-report.column.body"), header=True, wide=True),
            Column(say("status-report.column.lead"), number=True),
            Column(measures),
            Column(say("status-report.column.joint"), number=True),
            Column(measures),
        ),
        tuple(responsible_rows),
        notes=(say("status-report.responsible_rule", n=len(plan.measures)),),
    )
    status_table = Table(
        "ansvarlige-status-tabell",
        say("status-report.status_table"),
        (
            Column(say("status-report.column.body"), header=True),
            *(Column(status.label, number=True) for status in classes),
            Column(say("status-report.column.total"), number=True),
        ),
        tuple(status_rows),
        total,
    )
    return Section("ansvarlige", say("status-report.responsible"), 2, (responsible_table, status_table))


def _full_name(make: Assembly, short: str) -> Cell:
    full = make.plan.settings.responsible_name(short)
    return (Text(short if full == short else f"{full} ({short})"),)


def _numbers(make: Assembly, measures: list[Measure]) -> Cell:
    links = tuple(
        Link(m.number, f"#{make.anchor(m)}", make.language("status-report.measure", number=m.number))
        for m in measures
    )
    return _spaced(links) or (Text("–"),)


def _measure(make: Assembly, measure: Measure) -> Section:
    promised = (make.plan.settings.sections.get("measure") or ("",))[0]
    blocks: list[Block] = [_facts(make, measure)]
    for section in measure.body.sections:
        role = "promise" if section.title == promised and section.title else "account"
        blocks.append(make.panel(section, measure, role, 2))
    return Section(
        make.anchor(measure),
        measure.title,
        3,
        tuple(blocks),
        role="measure",
        label=measure.number,
        language=measure.title_language,
    )


def _facts(make: Assembly, measure: Measure) -> Facts:
    say = make.language
    rows: list[tuple[str, Cell]] = []
    for field in facts(fields_of(Measure)):
        rows.append((say(f"status-report.fact.{field.name}"), _fact(make, measure, field)))
        if field.name == "round":
            rows.append((say("changes.history"), _history(make, measure)))
    return Facts(tuple((label, cell) for label, cell in rows if cell))


def _fact(make: Assembly, measure: Measure, field: Field[object]) -> Cell:
    """A field as it is printed; empty where it says nothing that does not stand elsewhere."""
    said_elsewhere = (("round", make.plan.settings.round), ("was", (measure.number,)))
    value = field.of(measure)
    if value in EMPTY or (field.name, value) in said_elsewhere:
        return ()
    match field.type, value:
        case TextType(of="statuses"), str():
            return (make.status(value),)
        case TextList(of="responsible"), tuple():
            return _spaced(tuple(make.responsible(short) for short in value))
        case Links(), tuple():
            return _spaced(tuple(_evidence(make, measure, link) for link in value))
        case RoundId(), str():
            value = make.language.round(value)
        case _, date():
            value = make.language.day(value)
        case RecordNumbers(), tuple():
            value = make.language.list(value)
    return (Text(str(value)),)


def _history(make: Assembly, measure: Measure) -> Cell:
    """What became of a measure that was reported in more than one round."""
    say, past = make.language, make.histories[measure.number].entries
    entries = (
        say("changes.history_entry", round=say.round(e.round), status=e.status or say("changes.not_reported"))
        for e in past
    )
    return (Text("; ".join(entries)),) if len(past) > 1 else ()


def _evidence(make: Assembly, measure: Measure, link: str) -> Link | Text:
    """What leads to a page or a record as a link; anything else is words, whatever it would do when followed."""
    target = link if link.startswith("#") else make.target(link, measure.source.path)
    if target != link:
        record = make.record(link, measure.source.path)
        return Link(record.title, target, language=record.title_language)
    return Link(link, target) if _WEB.fullmatch(target) else Text(link)


def _data(make: Assembly) -> dict[str, object]:
    plan, settings = make.plan, make.plan.settings
    classes = [settings.status_class(measure.status) for measure in plan.measures]
    return {
        "title": make.heading.title,
        "round": settings.round,
        "language": settings.language,
        "fingerprint": make.fingerprint,
        "counts": {status.label: classes.count(status) for status in settings.statuses},
        "measures": [_measure_data(make, measure) for measure in plan.measures],
        **settings.extra,
    }


def _measure_data(make: Assembly, measure: Measure) -> dict[str, object]:
    status = make.plan.settings.status_class(measure.status)
    data: dict[str, object] = {}
    for field in fields_of(Measure):
        data[field.name] = as_json(field.of(measure))
        if field.name == "status":
            data["class"] = status.label if status else None
            data["class_id"] = status.id if status else None
    return {
        **data,
        "sections": make.markdown_sections(measure),
        "anchor": make.anchor(measure),
        "history": [
            {"round": entry.round, "status": entry.status, "class_id": entry.class_id}
            for entry in make.histories[measure.number].entries
        ],
        **measure.extra,
    }


def _table(make: Assembly) -> DataTable:
    say, settings = make.language, make.plan.settings
    table: OpenData[Measure] = OpenData()
    for column, field in columns(fields_of(Measure)):
        match field.name:
            case "responsible":
                title = say("status-report.column.lead")
                table.add("lead", title, lambda measure: measure.responsible[:1], required=True)
                title = say("status-report.column.joint")
                table.add("joint", title, lambda measure: measure.responsible[1:])
            case "status":
                title, labels = say("status-report.column.status"), [s.label for s in settings.statuses]
                words = list(dict.fromkeys(word for status in settings.statuses for word in status.words))
                table.add_field(field, column, title, enum=words)
                table.add("class", title, lambda measure: _class(make, measure), required=True, enum=labels)
            case "round":
                title = say("colophon.round")
                table.add("round", title, lambda measure: measure.round or settings.round, required=True)
            case name:
                table.add_field(field, column, say(f"status-report.column.{name}"))
    table.add("previous_round", say("changes.column.previous_round"), lambda m: _previous(make, m).round)
    table.add("previous_status", say("changes.column.previous_status"), lambda m: _previous(make, m).status)
    standing, title = make.histories, say("changes.column.rounds")
    table.add("rounds_standing", title, lambda m: standing[m.number].standing or None, "integer")
    return table.table("measures", say("status-report.overview_table"), make.plan.measures)


def _class(make: Assembly, measure: Measure) -> str | None:
    status = make.plan.settings.status_class(measure.status)
    return status.label if status else None


def _previous(make: Assembly, measure: Measure) -> Entry:
    """A measure's entry in the round before, or one that says nothing."""
    past = make.histories[measure.number].entries
    return past[-2] if len(past) > 1 else Entry("", None, None)


# Every plan has a status report, but for one that is all projects.
publication = Publication[Measure](
    order=1,
    applies=lambda plan: bool(plan.measures) or not plan.projects,
    records=lambda plan: plan.measures,
    anchor=lambda measure, say: f"{say('status-report.anchor')}-{measure.number}",
    edition=_edition,
)
