"""The measures for programs: the JSON of the status report, and its tables of open data."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..model.field_json import as_json, record_json
from ..model.field_types import Keyed, ListOf, Markdown, item_of, vocabulary_of
from ..model.fields import Column, Field, Json, OwnField, fields_of, with_texts
from ..model.records import Measure, Milestone
from ..rounds.history import Entry
from .assembly import Assembly
from .changes import label
from .document import DataTable
from .printed import OpenData, R, columns


def tables(make: Assembly) -> tuple[DataTable, ...]:
    """The open data: the measures first, then their milestones, and each table among the plan's own fields."""
    return (_table(make), *_milestone_table(make), *_own_tables(make))


def data(make: Assembly) -> dict[str, object]:
    """The report's data."""
    plan, settings = make.plan, make.plan.settings
    classes = [settings.status_class(measure.status) for measure in plan.measures]
    themes = {
        theme.id: {"label": theme.label, "count": len(measures)} for theme, measures in make.groups if theme
    }
    return {
        "title": make.imprint.title,
        "round": settings.round,
        "publication": as_json(make.imprint),
        **_round_data(make, settings.round),
        "language": settings.language,
        "fingerprint": make.fingerprint,
        "counts": {status.label: classes.count(status) for status in settings.statuses},
        **({"themes": themes} if plan.themed else {}),
        "measures": [_measure_data(make, measure) for measure in plan.measures],
        **settings.extra,
    }


def _round_data(make: Assembly, name: str) -> dict[str, object]:
    day = make.plan.settings.last_day(name)
    return {"round_label": make.language.round(name), "round_date": day.isoformat() if day else None}


def _measure_data(make: Assembly, measure: Measure) -> dict[str, object]:
    settings = make.plan.settings
    data: dict[str, object] = {}
    for field in fields_of(Measure):
        data[field.name] = _json(make, measure, field)
        if field.name == "status":
            data |= _class_data(make, measure.status)
        if field.name == "due":
            data["overdue"] = make.deadlines.overdue(measure)
        if field.name == "milestones":
            data["milestones"] = [
                _milestone_data(make, measure, milestone) for milestone in measure.milestones
            ]
    return {
        **data,
        "fields": {field.name: _json(make, measure, field) for field in settings.own_fields},
        "sections": make.markdown_sections(measure),
        "anchor": make.anchor(measure),
        "history": [
            {"round": entry.round, "status": entry.status, "class_id": entry.class_id}
            | ({"corrected": list(entry.corrected)} if entry.corrected else {})
            for entry in make.histories[measure.number].entries
        ],
        **measure.extra,
    }


def _json(make: Assembly, measure: Measure, field: Field[object]) -> Json:
    value = make.plan.settings.canonical(field, field.of(measure))
    return as_json(with_texts(value, make.filled) if isinstance(item_of(field), Markdown) else value)


def _class_data(make: Assembly, status: str) -> dict[str, object]:
    found = make.plan.settings.status_class(status)
    return {"class": found.label if found else None, "class_id": found.id if found else None}


def _milestone_data(make: Assembly, measure: Measure, milestone: Milestone) -> dict[str, object]:
    return {
        **record_json(milestone, fields_of(Milestone)),
        **_class_data(make, milestone.status),
        "overdue": make.deadlines.overdue(measure, milestone),
        **milestone.extra,
    }


def _table(make: Assembly) -> DataTable:
    say, settings = make.language, make.plan.settings
    table: OpenData[Measure] = OpenData()
    labels = [status.label for status in settings.statuses]
    words = list(dict.fromkeys(word for status in settings.statuses for word in status.words))
    for column, field in columns(settings.measure_fields):
        match field.name:
            case "responsible":
                title = say("status-report.column.lead")
                table.add("lead", title, lambda measure: measure.responsible[:1], required=True)
                title = say("status-report.column.joint")
                table.add("joint", title, lambda measure: measure.responsible[1:])
            case "status":
                title = say("status-report.column.status")
                table.add_field(field, column, title, enum=words)
                table.add("class", title, lambda m: _class(make, m.status), required=True, enum=labels)
            case "round":
                title = label(field, say)
                table.add("round", title, lambda measure: measure.round or settings.round, required=True)
            case "due":
                table.add_field(field, column, label(field, say))
                title = say("status-report.overdue_column")
                table.add("overdue", title, make.deadlines.overdue, "boolean", required=True)
            case "number" | "title":
                table.add_field(field, column, say(f"status-report.column.{field.name}"))
            case _:
                table.add_field(field, column, label(field, say), _of_measure(make, field))
    table.add("previous_round", say("changes.column.previous_round"), lambda m: _previous(make, m).round)
    table.add("previous_status", say("changes.column.previous_status"), lambda m: _previous(make, m).status)
    standing, title = make.histories, say("changes.column.rounds")
    table.add("rounds_standing", title, lambda m: standing[m.number].standing or None, "integer")
    return table.table("measures", say("status-report.overview_table"), make.plan.measures)


def _class(make: Assembly, status: str) -> str | None:
    found = make.plan.settings.status_class(status)
    return found.label if found else None


def _of_measure(make: Assembly, field: Field[object]) -> Callable[[Measure], object]:
    return lambda measure: _named(make, field, field.of(measure))


def _named(make: Assembly, field: Field[object], value: object) -> object:
    """A value whose terms are called by their labels, and whose figures are filled in."""
    if isinstance(item_of(field), Markdown):
        return with_texts(value, make.filled)
    return with_texts(value, make.plan.settings.vocabulary(vocabulary_of(field)).label_of)


def _previous(make: Assembly, measure: Measure) -> Entry:
    """A measure's entry in the round before, or one that says nothing."""
    past = make.histories[measure.number].entries
    return past[-2] if len(past) > 1 else Entry("", None, None)


def _milestone_table(make: Assembly) -> tuple[DataTable, ...]:
    """The milestones as open data, with the number of their measure."""
    say, settings = make.language, make.plan.settings
    found = [
        (measure, number, milestone)
        for measure in make.plan.measures
        for number, milestone in enumerate(measure.milestones, 1)
    ]
    if not found:
        return ()
    labels = [status.label for status in settings.statuses]
    table: OpenData[tuple[Measure, int, Milestone]] = OpenData()
    _add_measure(make, table, lambda row: row[0])
    table.add("position", say("status-report.column.number"), lambda row: row[1], "integer", required=True)
    for column, field in columns(fields_of(Milestone)):
        key = "milestone" if field.name == "title" else field.name
        table.add_field(field, column, say(f"status-report.column.{key}"), _of_milestone(field))
        if field.name == "due":
            title = say("status-report.overdue_column")
            table.add(
                "overdue", title, lambda row: make.deadlines.overdue(row[0], row[2]), "boolean", required=True
            )
        if field.name == "status":
            title = say("status-report.column.status")
            table.add("class", title, lambda row: _class(make, row[2].status), required=True, enum=labels)
    return (table.table("milestones", say("status-report.milestones_table"), found),)


def _of_milestone(field: Field[object]) -> Callable[[tuple[Measure, int, Milestone]], object]:
    return lambda row: field.of(row[2])


def _own_tables(make: Assembly) -> tuple[DataTable, ...]:
    """Each table that measures have of the plan's own, with the number of the measure in every row."""
    return tuple(
        _own_table(make, field, field.type.item.fields)
        for field in make.plan.settings.own_fields
        if isinstance(field.type, ListOf) and isinstance(field.type.item, Keyed)
    )


def _own_table(make: Assembly, field: OwnField[object], inner: tuple[Field[object], ...]) -> DataTable:
    table: OpenData[tuple[Measure, Mapping[str, object]]] = OpenData()
    _add_measure(make, table, lambda row: row[0])
    for place, column in enumerate(inner):
        title = label(column, make.language)
        table.add_field(column, Column(column.name, place), title, _of_row(make, column))
    rows = [
        (measure, row)
        for measure in make.plan.measures
        if isinstance(found := field.of(measure), tuple)
        for row in found
    ]
    return table.table(field.name, field.label, rows)


def _of_row(
    make: Assembly, column: Field[object]
) -> Callable[[tuple[Measure, Mapping[str, object]]], object]:
    return lambda row: _named(make, column, row[1].get(column.name))


def _add_measure(make: Assembly, table: OpenData[R], measure: Callable[[R], Measure]) -> None:
    """The columns that say which measure a row belongs to."""
    say = make.language
    title = say("status-report.column.measure_number")
    table.add("measure", title, lambda row: measure(row).number, required=True)
