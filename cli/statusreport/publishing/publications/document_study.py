"""The document study: what a portfolio of projects consists of, and what was learned from it."""

from __future__ import annotations

from ...model.plan import Evaluation, Project
from ...source.markdown import Section as BodySection
from ..assembly import Assembly, Publication
from ..document import (
    Cell,
    Column,
    DataColumn,
    DataTable,
    Edition,
    Facts,
    Link,
    Panel,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
)


def _edition(make: Assembly) -> Edition:
    language, plan = make.language, make.plan
    front = make.chapters("front")
    numbers = _numbers(make)
    appendices = (_projects(make), *_evaluations(make))
    lead = language("document.round", round=language.round(plan.settings.round))
    document = make.document((*front, *numbers, *appendices), lead)
    return Edition(
        document=document,
        data=_data(make),
        tables=(_projects_data(make), _evaluations_data(make)),
        records={make.anchor(project): str(project.order) for project in plan.projects},
    )


def _numbers(make: Assembly) -> tuple[Section, ...]:
    """The breakdowns that no chapter shows: none is ever missing from the study."""
    left = [
        b
        for name, b in make.figures.breakdowns.items()
        if not name.startswith("measures.") and name not in make.placed
    ]
    if not left:
        return ()
    blocks = tuple(block for breakdown in left for block in make.breakdown(breakdown))
    return (Section("utvalget-i-tall", make.language("document-study.numbers"), 2, blocks),)


def _projects(make: Assembly) -> Section:
    say, plan = make.language, make.plan
    units = plan.settings.vocabulary("units")
    groups: dict[str, list[Project]] = {}
    for project in plan.projects:
        term = units.find(project.unit)
        groups.setdefault(term.label if term else project.unit, []).append(project)
    sections = tuple(
        Section(
            f"vedlegg-1-{number}",
            unit,
            3,
            sections=tuple(_project(make, project) for project in projects),
        )
        for number, (unit, projects) in enumerate(groups.items(), 1)
    )
    lead = Paragraph((Text(say("document-study.appendix_projects_lead")),))
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
                (Text(_partner(make, project)),),
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
    return Table(
        "prosjekter-tabell", say("document-study.projects_table"), columns, rows, total, stacked=True
    )


def _project(make: Assembly, project: Project) -> Section:
    evaluation = _section(make, project)
    panels = (
        Panel(section.title, 5, "account", make.blocks(section.tokens, project, 3, 5 if section.title else 4))
        for section in project.body.sections
        if section is not evaluation
    )
    return Section(
        make.anchor(project),
        project.title,
        4,
        (_facts(make, project), *panels),
        role="project",
        label=str(project.order),
        language=project.title_language,
    )


def _linked(project: Project, anchor: str) -> Link:
    """A project's title that leads to where the project, or its evaluation, stands."""
    return Link(project.title, f"#{anchor}", language=project.title_language)


def _facts(make: Assembly, project: Project) -> Facts:
    say, settings = make.language, make.plan.settings
    rows: list[tuple[str, Cell]] = []

    def add(key: str, text: str) -> None:
        if text:
            rows.append((say(f"document-study.fact.{key}"), (Text(text),)))

    def labels(name: str, words: tuple[str, ...]) -> str:
        vocabulary = settings.vocabulary(name)
        return ", ".join(term.label if (term := vocabulary.find(word)) else word for word in words)

    add("place", project.place)
    countries = tuple(say.country(code) for code in project.countries)
    if countries != (project.place,):
        add("countries", ", ".join(countries))
    add("partner", _partner(make, project))
    add("agreements", ", ".join(project.agreements))
    add("period", str(project.period))
    add("amount", say("document-study.fact.amount_value", amount=say.number(project.amount or 0)))
    add("forms", labels("forms", project.forms))
    add("target_groups", labels("target_groups", project.target_groups))
    add("categories", labels("categories", project.categories))
    before = make.plan.projects_by_order.get(project.continues or 0)
    if before:
        link = _linked(before, make.anchor(before))
        rows.append((say("document-study.fact.continues"), (link,)))
    if _section(make, project):
        texts = ", ".join(_when(make, evaluation) for evaluation in project.evaluations)
        label = texts or say("document-study.fact.evaluation")
        rows.append(
            (say("document-study.fact.evaluation"), (Link(label, f"#{_evaluation_anchor(make, project)}"),))
        )
    else:
        add("evaluation", ", ".join(_when(make, evaluation) for evaluation in project.evaluations))
    return Facts(tuple(rows))


def _partner(make: Assembly, project: Project) -> str:
    """A partner as it was written, or its label where that was the id."""
    term = make.plan.settings.vocabulary("partners").find(project.partner)
    return term.label if term and term.id == project.partner else project.partner


def _when(make: Assembly, evaluation: Evaluation) -> str:
    date = make.language.month(evaluation.year, evaluation.month) if evaluation.year else ""
    return f"{evaluation.kind}, {date}" if evaluation.kind and date else evaluation.kind or date


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
        for evaluation in project.evaluations or (Evaluation(),):
            when = say.month(evaluation.year, evaluation.month) if evaluation.year else "–"
            rows.append(
                Row(
                    (
                        (_linked(project, anchor),),
                        (Text(_partner(make, project)),),
                        (Text(evaluation.kind or "–"),),
                        (Text(when),),
                        (Text(", ".join(evaluation.evaluators) or "–"),),
                    )
                )
            )
    table = Table(
        "evalueringer-tabell", say("document-study.evaluations_table"), columns, tuple(rows), stacked=True
    )
    sections = tuple(_evaluation(make, project) for project in evaluated if _section(make, project))
    title = say("document-study.appendix_evaluations")
    return (Section("vedlegg-2", title, 2, (table,), sections),)


def _evaluation(make: Assembly, project: Project) -> Section:
    say = make.language
    section = _section(make, project)
    assert section is not None
    rows: list[tuple[str, Cell]] = [
        (say("document-study.column.title"), (_linked(project, make.anchor(project)),)),
        (say("document-study.fact.partner"), (Text(_partner(make, project)),)),
    ]
    for evaluation in project.evaluations:
        rows.append((say("document-study.fact.kind"), (Text(_when(make, evaluation)),)))
        if evaluation.evaluators:
            rows.append((say("document-study.fact.evaluators"), (Text(", ".join(evaluation.evaluators)),)))
    blocks = (Facts(tuple(rows)), *make.blocks(section.tokens, project, 1, 3))
    return Section(
        _evaluation_anchor(make, project),
        project.title,
        3,
        blocks,
        role="evaluation",
        label=f"{project.place}:" if project.place else "",
        language=project.title_language,
    )


def _data(make: Assembly) -> dict[str, object]:
    plan, settings = make.plan, make.plan.settings
    return {
        "title": make.heading.title,
        "round": settings.round,
        "language": settings.language,
        "fingerprint": make.fingerprint,
        "projects": [_project_data(make, project) for project in plan.projects],
        "figures": {
            name: figure.value if isinstance(figure.value, int) else round(float(figure.value), 6)
            for name, figure in sorted(make.figures.figures.items())
        },
    }


def _project_data(make: Assembly, project: Project) -> dict[str, object]:
    period = project.period
    return {
        "title": project.title,
        "title_language": project.title_language or None,
        "order": project.order,
        "unit": project.unit,
        "countries": list(project.countries),
        "place": project.place or None,
        "region": project.region or None,
        "agreements": list(project.agreements),
        "partner": project.partner,
        "period": {"start": period.start, "end": period.end, "spans": [list(span) for span in period.spans]}
        if period
        else None,
        "amount": project.amount,
        "forms": list(project.forms),
        "target_groups": list(project.target_groups),
        "categories": list(project.categories),
        "evaluations": [
            {
                "year": evaluation.year,
                "month": evaluation.month,
                "kind": evaluation.kind or None,
                "evaluators": list(evaluation.evaluators),
            }
            for evaluation in project.evaluations
        ],
        "continues": project.continues,
        "sections": make.markdown_sections(project),
        "anchor": make.anchor(project),
        **project.extra,
    }


def _projects_data(make: Assembly) -> DataTable:
    """Column names follow those Norad publishes its own project data with (noradno/noradstats)."""
    say = make.language
    needed = {"required": True}
    columns = (
        DataColumn(
            "order", say("document-study.column.order"), "integer", {"required": True, "unique": True}
        ),
        DataColumn("agreement_title", say("document-study.column.title"), constraints=needed),
        DataColumn("responsible_unit", say("document-study.fact.unit"), constraints=needed),
        DataColumn("place", say("document-study.fact.place")),
        DataColumn("recipient_country", say("document-study.fact.countries")),
        DataColumn("main_region", say("vocabulary.regions.term")),
        DataColumn("agreement_number", say("document-study.fact.agreements")),
        DataColumn("agreement_partner", say("document-study.fact.partner"), constraints=needed),
        DataColumn("period", say("document-study.fact.period"), constraints=needed),
        DataColumn("start_year", say("document-study.fact.period"), "integer", needed),
        DataColumn("end_year", say("document-study.fact.period"), "integer"),
        DataColumn(
            "amount_nok", say("document-study.column.amount"), "integer", {"required": True, "minimum": 1}
        ),
        DataColumn("forms", say("document-study.fact.forms")),
        DataColumn("target_groups", say("document-study.fact.target_groups")),
        DataColumn("categories", say("document-study.fact.categories")),
        DataColumn("continues_order", say("document-study.fact.continues"), "integer"),
    )
    settings = make.plan.settings

    def label(name: str, word: str) -> str | None:
        term = settings.vocabulary(name).find(word)
        return (term.label if term else word) or None

    rows = tuple(
        (
            project.order,
            project.title,
            label("units", project.unit),
            project.place or None,
            "; ".join(project.countries) or None,
            label("regions", project.region),
            "; ".join(project.agreements) or None,
            _partner(make, project),
            str(project.period),
            project.period.start if project.period else None,
            project.period.end if project.period else None,
            project.amount,
            "; ".join(project.forms) or None,
            "; ".join(project.target_groups) or None,
            "; ".join(project.categories) or None,
            project.continues,
        )
        for project in make.plan.projects
    )
    return DataTable("projects", say("document-study.projects_table"), columns, rows, ("order",))


def _evaluations_data(make: Assembly) -> DataTable:
    say = make.language
    columns = (
        DataColumn("project_order", say("document-study.column.order"), "integer", {"required": True}),
        DataColumn("agreement_title", say("document-study.column.title"), constraints={"required": True}),
        DataColumn("year", say("document-study.column.date"), "integer", {"required": True}),
        DataColumn("month", say("document-study.column.date"), "integer", {"minimum": 1, "maximum": 12}),
        DataColumn("kind", say("document-study.column.kind")),
        DataColumn("evaluators", say("document-study.column.evaluators")),
    )
    rows = tuple(
        (
            project.order,
            project.title,
            evaluation.year,
            evaluation.month,
            evaluation.kind or None,
            "; ".join(evaluation.evaluators) or None,
        )
        for project in make.plan.projects
        for evaluation in project.evaluations
    )
    return DataTable("evaluations", say("document-study.evaluations_table"), columns, rows)


# A plan without projects has no study.
publication = Publication[Project](
    order=2,
    applies=lambda plan: bool(plan.projects),
    records=lambda plan: plan.projects,
    anchor=lambda project, say: f"{say('document-study.anchor')}-{project.order}",
    edition=_edition,
)
