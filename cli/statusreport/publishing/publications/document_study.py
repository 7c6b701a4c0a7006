"""The document study: what a portfolio of projects consists of, and what was learned from it."""

from __future__ import annotations

from collections.abc import Callable

from ...model.field_json import as_json, record_json
from ...model.field_types import Text as TextType
from ...model.field_types import TextList
from ...model.fields import Field, fields_of
from ...model.records import Evaluation, Project
from ...source.markdown import Section as BodySection
from ..assembly import Assembly
from ..breakdowns import longest
from ..document import (
    Cell,
    Column,
    DataTable,
    Edition,
    Facts,
    Link,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
    by_name,
)
from ..language import begun
from ..places import Publication
from ..printed import OpenData, columns, facts


def _edition(make: Assembly) -> Edition:
    plan = make.plan
    front = make.chapters("front")
    numbers = _numbers(make)
    appendices = (_projects(make), *_evaluations(make))
    document = make.document((*front, *numbers, *appendices), "", "vedlegg-1")
    return Edition(
        document=document,
        data=make.public(_data(make)),
        tables=(_projects_data(make), _evaluations_data(make)),
        records={make.anchor(project): str(project.order) for project in plan.projects},
    )


def _numbers(make: Assembly) -> tuple[Section, ...]:
    """The breakdowns that no chapter shows: none is ever missing from the study."""
    left = [b for name, b in make.figures.breakdowns.items() if not b.of_measures and name not in make.placed]
    if not left:
        return ()
    scale = longest([breakdown] for breakdown in left)
    blocks = tuple(block for breakdown in left for block in make.breakdown(breakdown, scale=scale))
    return (Section("utvalget-i-tall", make.language("document-study.numbers"), 2, blocks),)


def _projects(make: Assembly) -> Section:
    say, plan = make.language, make.plan
    units = plan.settings.vocabulary("units")
    groups: dict[str, list[Project]] = {}
    for project in plan.projects:
        groups.setdefault(units.label_of(project.unit), []).append(project)
    sections = tuple(
        Section(
            f"vedlegg-1-{number}",
            unit,
            3,
            sections=tuple(_project(make, project) for project in projects),
        )
        for number, (unit, projects) in enumerate(groups.items(), 1)
    )
    lead = Paragraph.of(say("document-study.appendix_projects_lead"))
    title = say("document-study.appendix_projects")
    return Section("vedlegg-1", title, 2, (lead, _projects_table(make)), sections)


def _projects_table(make: Assembly) -> Table:
    say = make.language
    columns = (
        Column(say("document-study.column.order"), number=True),
        Column(say("document-study.column.title"), header=True, wide=True),
        Column(say("document-study.column.place")),
        Column(say("document-study.column.partner")),
        Column(say("document-study.column.period")),
        Column(say("document-study.column.amount"), number=True),
    )
    rows = tuple(
        Row(
            (
                (Text(str(project.order)),),
                (_linked(project, make.anchor(project)),),
                (Text(project.place or "–"),),
                (make.words(_partner(make, project)),),
                (Text(str(project.period)),),
                (Text(say.number(project.amount or 0)),),
            )
        )
        for project in make.plan.projects
    )
    amount = sum(project.amount or 0 for project in make.plan.projects)
    total = Row(
        (
            (Text(""),),
            (Text(say("document-study.column.total")),),
            (Text(""),),
            (Text(""),),
            (Text(""),),
            (Text(say.number(amount)),),
        )
    )
    caption = say("document-study.projects_table")
    return Table("prosjekter-tabell", caption, columns, rows, total, shown=by_name("table:projects"))


def _project(make: Assembly, project: Project) -> Section:
    evaluation = _section(make, project)
    said = make.language("document-study.project", number=str(project.order))
    panels = (
        make.panel(section, project, "account", 3, said)
        for section in project.body.sections
        if section is not evaluation
    )
    return Section(
        make.anchor(project),
        project.title,
        4,
        (_facts(make, project), *make.remark(project, 5), *panels),
        role="project",
        label=str(project.order),
        language=project.title_language,
        said=said,
        short=project.short_title,
    )


def _linked(project: Project, anchor: str) -> Link:
    """A project's title that leads to where the project, or its evaluation, stands."""
    return Link(project.brief, f"#{anchor}", language=project.title_language)


# The labels that are not called as their field is.
_LABELS = {
    "evaluations": "document-study.fact.evaluation",
    "year": "document-study.column.date",
    "month": "document-study.column.date",
}


def _called(make: Assembly, field: Field[object], part: str) -> str:
    """What a field is called as a `fact` or as a `column`."""
    if isinstance(field.type, (TextType, TextList)) and field.type.of:
        return make.term(field.type.of)
    return make.language(_LABELS.get(field.name, f"document-study.{part}.{field.name}"))


def _facts(make: Assembly, project: Project) -> Facts:
    rows = [
        (_called(make, field, "fact"), _fact(make, project, field)) for field in facts(fields_of(Project))
    ]
    return Facts(tuple((label, cell) for label, cell in rows if cell))


def _fact(make: Assembly, project: Project, field: Field[object]) -> Cell:
    """A field as it is printed; empty where it says nothing."""
    say, value = make.language, field.of(project)
    match field.name, field.type:
        case "evaluations", _:
            return _evaluation_fact(make, project)
        case "continues", _:
            before = make.plan.projects_by_order.get(project.continues or 0)
            return (_linked(before, make.anchor(before)),) if before else ()
        case "amount", _:
            text = say("document.amount", amount=say.number(project.amount or 0))
        case "countries", _:
            countries = tuple(say.country(code) for code in project.countries)
            text = ", ".join(countries) if countries != (project.place,) else ""
        case "partner", _:
            text = _partner(make, project)
        case _, TextList(of=name) if isinstance(value, tuple):
            text = begun(", ".join(_label(make, name, word) for word in value))
        case _:
            text = "" if value is None else str(value)
    return (Text(text),) if text else ()


def _label(make: Assembly, vocabulary: str, word: str) -> str:
    """What a word of a vocabulary is printed as."""
    return make.plan.settings.vocabulary(vocabulary).label_of(word)


def _evaluation_fact(make: Assembly, project: Project) -> Cell:
    called = make.language("document-study.fact.evaluation")
    text = ", ".join(_when(make, evaluation, called) for evaluation in project.evaluations)
    if _section(make, project):
        return (Link(text or called, f"#{_evaluation_anchor(make, project)}"),)
    return (Text(text),) if text else ()


def _partner(make: Assembly, project: Project) -> str:
    """A partner as it was written, or its label where that was the id."""
    term = make.plan.settings.vocabulary("partners").find(project.partner)
    return term.label if term and term.id == project.partner else project.partner


def _when(make: Assembly, evaluation: Evaluation, called: str) -> str:
    """What an evaluation was, and when; the time alone where it was what it is `called` here."""
    date = _date(make, evaluation)
    kind = "" if date and evaluation.kind.casefold() == called.casefold() else evaluation.kind
    return ", ".join(filter(None, (kind, date)))


def _date(make: Assembly, evaluation: Evaluation) -> str:
    return make.language.month(evaluation.year, evaluation.month) if evaluation.year else ""


def _evaluation_anchor(make: Assembly, project: Project) -> str:
    return f"{make.language('document-study.evaluation_anchor')}-{project.order}"


def _section(make: Assembly, project: Project) -> BodySection | None:
    """Where a project's evaluation is told, under the heading that the plan names."""
    headings = make.plan.settings.sections.get("evaluation", ())
    return next((section for section in project.body.sections if section.title in headings), None)


def _evaluations(make: Assembly) -> tuple[Section, ...]:
    say = make.language
    evaluated = [project for project in make.plan.projects if project.evaluations or _section(make, project)]
    if not evaluated:
        return ()
    columns = (
        Column(say("document-study.column.title"), header=True, wide=True),
        Column(say("document-study.column.partner")),
        Column(say("document-study.column.kind")),
        Column(say("document-study.column.date")),
        Column(say("document-study.column.evaluators")),
    )
    rows = []
    for project in evaluated:
        anchor = _evaluation_anchor(make, project) if _section(make, project) else make.anchor(project)
        rows += [
            Row(
                (
                    (_linked(project, anchor),),
                    (make.words(_partner(make, project)),),
                    (Text(evaluation.kind or "–"),),
                    (Text(_date(make, evaluation) or "–"),),
                    (Text(", ".join(evaluation.evaluators) or "–"),),
                )
            )
            for evaluation in project.evaluations or (Evaluation(),)
        ]
    caption = say("document-study.evaluations_table")
    named = by_name("table:evaluations")
    table = Table("evalueringer-tabell", caption, columns, tuple(rows), shown=named)
    sections = tuple(_evaluation(make, project) for project in evaluated if _section(make, project))
    title = say("document-study.appendix_evaluations")
    return (Section("vedlegg-2", title, 2, (table,), sections),)


def _evaluation(make: Assembly, project: Project) -> Section:
    say = make.language
    section = _section(make, project)
    assert section is not None
    rows: list[tuple[str, Cell]] = [
        (say("document-study.column.title"), (_linked(project, make.anchor(project)),)),
        (make.term("partners"), (make.words(_partner(make, project)),)),
    ]
    for evaluation in project.evaluations:
        rows += [
            (say("document-study.fact.kind"), (Text(evaluation.kind),)),
            (say("document-study.column.date"), (Text(_date(make, evaluation)),)),
            (say("document-study.fact.evaluators"), (Text(", ".join(evaluation.evaluators)),)),
        ]
    given = tuple((label, cell) for label, cell in rows if any(inline.text for inline in cell))
    # The section's heading says what all of these are, and is printed only for what else stands in it.
    heading = make.subheading(section, project, 2)
    inline = heading.prose.tokens[1].children or []
    told = bool(heading.anchor) or any(child.type != "text" for child in inline)
    blocks = (
        Facts(given),
        *((heading,) if told else ()),
        *make.below(section, project, 1, 3),
    )
    return Section(
        _evaluation_anchor(make, project),
        project.title,
        3,
        blocks,
        role="evaluation",
        label=f"{project.place}:" if project.place else "",
        language=project.title_language,
        short=project.short_title,
    )


def _data(make: Assembly) -> dict[str, object]:
    plan, settings = make.plan, make.plan.settings
    return {
        "title": make.imprint.title,
        "publication": as_json(make.imprint),
        "language": settings.language,
        "fingerprint": make.fingerprint,
        "projects": [_project_data(make, project) for project in plan.projects],
        "figures": {
            name: figure.value if isinstance(figure.value, int) else round(float(figure.value), 6)
            for name, figure in sorted(make.figures.figures.items())
        }
        | {name: make.language.figure(words) for name, words in make.figures.words.items()},
        **settings.extra,
    }


def _project_data(make: Assembly, project: Project) -> dict[str, object]:
    return {
        **record_json(project, fields_of(Project)),
        "sections": make.markdown_sections(project),
        "anchor": make.anchor(project),
        **project.extra,
    }


def _projects_data(make: Assembly) -> DataTable:
    say = make.language
    table: OpenData[Project] = OpenData()
    for column, field in columns(fields_of(Project)):
        part = "column" if field.name in ("order", "title", "amount") else "fact"
        title = _called(make, field, part)
        match field.name, field.type:
            case "partner", _:
                table.add(column.name, title, lambda project: _partner(make, project), required=True)
            case "period", _:
                table.add_field(field, column, title)
                table.add(
                    "start_year", title, lambda p: p.period and p.period.start, "integer", required=True
                )
                table.add("end_year", title, lambda project: project.period and project.period.end, "integer")
            case "amount", _:
                table.add_field(field, column, title, minimum=1)
            case _, TextType(of=name) if name:
                table.add_field(field, column, title, _label_of(make, name, field))
            case _:
                table.add_field(field, column, title)
    return table.table("projects", say("document-study.projects_table"), make.plan.projects)


def _label_of(make: Assembly, vocabulary: str, field: Field[object]) -> Callable[[Project], str]:
    return lambda project: _label(make, vocabulary, str(field.of(project)))


def _of_evaluation(field: Field[object]) -> Callable[[tuple[Project, Evaluation]], object]:
    return lambda found: field.of(found[1])


def _evaluations_data(make: Assembly) -> DataTable:
    say = make.language
    table: OpenData[tuple[Project, Evaluation]] = OpenData()
    title = say("document-study.column.order")
    table.add("project_order", title, lambda found: found[0].order, "integer", required=True)
    title = say("document-study.column.title")
    table.add("agreement_title", title, lambda found: found[0].title, required=True)
    for column, field in columns(fields_of(Evaluation)):
        title = _called(make, field, "column")
        limits = {"minimum": 1, "maximum": 12} if field.name == "month" else {}
        table.add_field(field, column, title, _of_evaluation(field), **limits)
    found = [(project, evaluation) for project in make.plan.projects for evaluation in project.evaluations]
    return table.table("evaluations", say("document-study.evaluations_table"), found)


# A plan without projects has no study.
publication = Publication[Project](
    order=2,
    applies=lambda plan: bool(plan.projects),
    records=lambda plan: plan.projects,
    anchor=lambda project, say: f"{say('document-study.anchor')}-{project.order}",
    called=lambda project, say: f"{project.order} {project.brief}",
    # What was learnt of the projects is the same in every round of the plan.
    of_round=False,
    edition=_edition,
)
