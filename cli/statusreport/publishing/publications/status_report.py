"""The status report: how far each measure of the plan has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import chain

from ...model.fields import Field
from ...model.figures import is_reached
from ...model.records import Measure
from ...model.vocabulary import THEMES, Term
from ...rounds.states import is_reported
from ..assembly import Assembly
from ..bodies import pages
from ..changes import label
from ..changes_chapter import chapter
from ..document import (
    Block,
    Cell,
    Column,
    Edition,
    Filter,
    Link,
    Option,
    Paragraph,
    Row,
    Section,
    Status,
    Table,
    Text,
    by_name,
)
from ..glance import glance, mark_row, sentence
from ..measure_data import data, tables
from ..measure_section import fact_cell, is_number, measure_section, page
from ..measure_table import NOTHING, Columns, Declared, table_of
from ..news import news
from ..places import Publication


def _edition(make: Assembly) -> Edition:
    language, plan = make.language, make.plan
    front = make.chapters("front")
    generated = (
        _overview(make),
        _summary(make),
        *chapter(make),
        _by_responsible(make),
        *_by_theme(make),
        *_all_measures(make),
    )
    lead = language("document.status_at", round=language.round(plan.settings.round))
    result = sentence(make)
    document = make.document((glance(make, result), *front, *generated), lead, "oversikt", result)
    return Edition(
        document=document,
        data=make.public(data(make)),
        tables=tables(make),
        records={make.anchor(measure): measure.number for measure in plan.measures},
        pages=pages(make, document),
        news=news(make, result),
    )


def _summary(make: Assembly) -> Section:
    say, settings = make.language, make.plan.settings
    lead = say("status-report.summary_lead", n=len(make.plan.measures))
    blocks: list[Block] = [Paragraph.of(lead)]
    # The status on one page shows the same as marks.
    _, table = make.breakdown(make.figures.breakdowns["measures.statuses"])
    blocks.append(table)
    for status in settings.statuses.advanced:
        if status.terms:
            terms = say.list(tuple(say("document.quoted", words=term.label) for term in status.terms))
            label = say("document.quoted", words=status.label)
            sentence = say("status-report.summary_terms", n=len(status.terms), terms=terms, label=label)
            blocks.append(Paragraph.of(sentence))
    waiting = sum(1 for measure in make.plan.measures if not is_reported(measure, make.plan))
    if waiting:
        blocks.append(Paragraph.of(say("status-report.summary_unreported", n=waiting)))
    milestones = [milestone for measure in make.plan.measures for milestone in measure.milestones]
    if milestones:
        reached = sum(1 for milestone in milestones if is_reached(make.plan, milestone.status))
        sentence = say("status-report.milestones_reached", n=len(milestones), reached=say.number(reached))
        blocks.append(Paragraph.of(sentence))
    blocks += _upcoming(make)
    return Section("status-samlet", say("status-report.summary"), 2, tuple(blocks))


def _upcoming(make: Assembly) -> tuple[Block, ...]:
    """The measures that are due before the next round, the first one first."""
    say = make.language
    measures = [measure for measure in make.plan.measures if make.deadlines.upcoming(measure)]
    if not measures:
        return ()
    of = Columns(make)
    columns = (of.number, of.title, of.responsible, *of.due(measures), of.status)
    caption = say("status-report.upcoming_table")
    lead = Paragraph.of(say("status-report.upcoming", n=len(measures)))
    return lead, table_of("upcoming-table", caption, columns, sorted(measures, key=_last_day))


def _last_day(measure: Measure) -> date:
    """By when a measure is due; what has no date is last."""
    return measure.due.last if measure.due else date.max


def _overview(make: Assembly) -> Section:
    """Every measure in a row. A column that no measure has anything in is left out."""
    say, plan = make.language, make.plan
    of = Columns(make)
    theme = (Column(make.term(THEMES)), lambda m: (Text(_theme_name(make, m) or "–"),))
    own: list[Declared[Measure]] = [
        (Column(label(field, say), number=is_number(field)), _own_cell(make, field))
        for field in plan.settings.own_fields
        if field.overview
    ]
    status, _ = of.status
    columns: list[Declared[Measure]] = [
        of.number,
        of.title,
        *((theme,) if plan.themed else ()),
        of.responsible,
        *of.due(plan.measures),
        *own,
        (status, lambda m: _dated(make, m, make.status(m.status))),
    ]
    shared = any(len(measure.responsible) > 1 for measure in plan.measures)
    notes = (say("status-report.overview_note"),) if shared else ()
    caption = say("status-report.overview_table")
    table = table_of(
        "oversikt-tabell",
        caption,
        columns,
        plan.measures,
        notes=notes,
        filters=_filters(make),
        sheet=True,
        shown=by_name("table:measures"),
    )
    return Section("oversikt", say("status-report.overview"), 2, (table,))


def _own_cell(make: Assembly, field: Field[object]) -> Callable[[Measure], Cell]:
    return lambda measure: fact_cell(make, measure, field) or NOTHING


def _filters(make: Assembly) -> tuple[Filter, ...]:
    """What readers can narrow the overview by."""
    filters = (_theme_filter(make), _body_filter(make), _status_filter(make))
    return filters if make.plan.themed else filters[1:]


def _theme_filter(make: Assembly) -> Filter:
    ids = {theme.id: str(n) for n, theme in enumerate(make.plan.settings.vocabulary(THEMES))}
    themes = [make.theme_of(measure) for measure in make.plan.measures]
    return Filter(
        "theme",
        make.term_within(THEMES),
        tuple(Option(ids[theme.id], theme.label) for theme in make.plan.settings.vocabulary(THEMES)),
        tuple((ids[theme.id],) if theme else () for theme in themes),
    )


def _body_filter(make: Assembly) -> Filter:
    say, ids = make.language, {short: str(n) for n, short in enumerate(make.led)}
    return Filter(
        "responsible",
        say("status-report.filter_responsible"),
        tuple(
            Option(ids[short], make.body(short), _counts(make, short))
            for short in make.led
            if make.led[short] or make.shared[short]
        ),
        tuple(tuple(ids[short] for short in measure.responsible) for measure in make.plan.measures),
        say("status-report.filter_counts"),
    )


def _status_filter(make: Assembly) -> Filter:
    say, settings = make.language, make.plan.settings
    ids = {status.id: str(n) for n, status in enumerate(settings.statuses)}
    found = [settings.status_class(measure.status) for measure in make.plan.measures]
    return Filter(
        "status",
        say("status-report.filter_status"),
        tuple(
            Option(ids[status.id], status.label, say.number(found.count(status)))
            for status in settings.statuses.advanced
        ),
        tuple((ids[status.id],) if status else () for status in found),
    )


def _theme_name(make: Assembly, measure: Measure) -> str:
    theme = make.theme_of(measure)
    return theme.label if theme else ""


def _counts(make: Assembly, short: str) -> str:
    """How many measures a body leads, and how many it shares."""
    lead, joint = len(make.led[short]), len(make.shared[short])
    key = "status-report.filter_lead_and_joint" if joint else "status-report.filter_lead"
    return make.language(key, lead=make.language.number(lead), joint=make.language.number(joint))


def _dated(make: Assembly, measure: Measure, status: Status) -> Cell:
    """A status, with the round it is for where that is not the one being published."""
    if is_reported(measure, make.plan) or not measure.round:
        return (status,)
    say = make.language
    return (status, Text(" "), Text(say("status-report.status_from", round=say.round(measure.round))))


# Measures that are counted together, under a name.
Groups = Iterable[tuple[Cell, Sequence[Measure]]]


def _by_responsible(make: Assembly) -> Section:
    say, plan = make.language, make.plan
    rows = []
    for short, lead in make.led.items():
        joint = make.shared[short]
        if lead or joint:
            counts = ((Text(say.number(len(measures))),) for measures in (lead, joint))
            numbers = (mark_row(make, measures) for measures in (lead, joint))
            rows.append(Row(((page(make, short),), *chain(*zip(counts, numbers, strict=True)))))
    responsible_table = Table(
        "ansvarlige-tabell",
        say("status-report.responsible_table"),
        (
            Column(say("status-report.column.body"), header=True, wide=True),
            Column(say("status-report.column.lead"), number=True),
            Column(say("status-report.column.lead_measures")),
            Column(say("status-report.column.joint"), number=True),
            Column(say("status-report.column.joint_measures")),
        ),
        tuple(rows),
        notes=(say("status-report.responsible_rule", n=len(plan.measures)),),
        shown=by_name("table:responsible"),
    )
    head = Column(say("status-report.column.body"), header=True, wide=True)
    leads: Groups = (((page(make, short),), lead) for short, lead in make.led.items() if lead)
    caption = say("status-report.status_table")
    status_table = _class_table(
        make, ("ansvarlige-status-tabell", "responsible.statuses"), caption, head, leads
    )
    return Section("ansvarlige", say("status-report.responsible"), 2, (responsible_table, status_table))


def _by_theme(make: Assembly) -> tuple[Section, ...]:
    """How many measures each theme has, and how far they have come."""
    if not make.plan.themed:
        return ()
    say = make.language
    title = make.plan.settings.vocabulary(THEMES).title or say("vocabulary.themes.title")
    head = Column(make.term(THEMES), header=True, wide=True)
    groups: Groups = (
        ((Link(_group_title(make, theme), f"#{_group_anchor(make, theme)}"),), measures)
        for theme, measures in make.groups
    )
    table = _class_table(make, ("tema-tabell", THEMES), say("status-report.theme_table"), head, groups)
    return (Section("temaer", title, 2, (table,)),)


def _class_table(
    make: Assembly, called: tuple[str, str], caption: str, head: Column, groups: Groups
) -> Table:
    """How many measures of each group stand in each class, and how many of all do; `called` are its id and its name."""
    say, settings = make.language, make.plan.settings

    def row(name: Cell, measures: Sequence[Measure]) -> Row:
        found = [settings.status_class(measure.status) for measure in measures]
        numbers = (*(found.count(status) for status in settings.statuses.advanced), len(found))
        return Row((name, *((Text(say.number(number)),) for number in numbers)))

    total = say("status-report.column.total")
    columns = (
        head,
        *(Column(status.label, number=True) for status in settings.statuses.advanced),
        Column(total, number=True),
    )
    rows = tuple(row(name, measures) for name, measures in groups)
    summed = row((Text(total),), make.plan.measures)
    ident, name = called
    return Table(ident, caption, columns, rows, summed, shown=by_name(f"table:{name}"))


def _group_title(make: Assembly, theme: Term | None) -> str:
    return theme.label if theme else make.language("status-report.no_theme")


def _group_anchor(make: Assembly, theme: Term | None) -> str:
    return make.theme_anchor(theme) if theme else "uten-tema"


def _all_measures(make: Assembly) -> tuple[Section, ...]:
    """The measures: in one chapter, or in one for each theme."""
    if not make.plan.themed:
        sections = tuple(measure_section(make, measure) for measure in make.plan.measures)
        return (Section("tiltakene", make.language("status-report.measures"), 2, sections=sections),)
    return tuple(_theme(make, theme, measures) for theme, measures in make.groups)


def _theme(make: Assembly, theme: Term | None, measures: tuple[Measure, ...]) -> Section:
    """A theme: what introduces it, how far its measures have come, and the measures."""
    title = _group_title(make, theme)
    introducing = [
        each
        for each in make.plan.chapters
        if theme and each.publication == make.publication.id and make.introduced(each) == theme
    ]
    blocks = [block for each in introducing if each.title == title for block in make.chapter(each, 2).blocks]
    inner = tuple(make.chapter(each, 3) for each in introducing if each.title != title)
    return Section(
        _group_anchor(make, theme),
        title,
        2,
        (*blocks, *_standing(make, theme, measures)),
        (*inner, *(measure_section(make, measure) for measure in measures)),
        role="theme",
    )


def _standing(make: Assembly, theme: Term | None, measures: tuple[Measure, ...]) -> tuple[Block, ...]:
    """How many of a theme's measures stand in each class, in words and as bars."""
    say, settings = make.language, make.plan.settings
    if not measures:
        return (Paragraph.of(say("status-report.theme_empty")),)
    found = [settings.status_class(measure.status) for measure in measures]
    parts = tuple(
        say("document.figure_part", label=status.label, value=say.number(found.count(status)))
        for status in settings.statuses.advanced
        if status in found
    )
    sentence = say("status-report.theme_counts", n=len(measures), parts="; ".join(parts))
    blocks: tuple[Block, ...] = (Paragraph.of(sentence),)
    if theme:
        chart, _ = make.breakdown(make.figures.breakdowns[f"{THEMES}.{theme.id}.statuses"])
        blocks = (*blocks, chart)
    return blocks


# Every plan has a status report, but for one that is all projects.
publication = Publication[Measure](
    order=1,
    applies=lambda plan: bool(plan.measures) or not plan.projects,
    records=lambda plan: plan.measures,
    anchor=lambda measure, say: f"{say('status-report.anchor')}-{measure.number}",
    called=lambda measure, say: f"{say('status-report.measure', number=measure.number)}: {measure.brief}",
    edition=_edition,
    themed=True,
)
