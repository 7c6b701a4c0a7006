"""The report's chapter on changes: what moved since the last sealed round, and how the plan has come there."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial

from ..model.records import Measure
from ..rounds.comparison import GONE, ChangeSet
from ..rounds.history import STANDING
from .assembly import Assembly
from .breakdowns import bars_chart
from .changes import corrections, lead, of_all, of_measures, promises, remarks, state_name
from .document import Bar, Block, Cell, Chart, Column, Paragraph, Part, Section, Table, Text, by_name
from .measure_table import NOTHING, Columns, table_of

# How many rounds stand side by side on a page.
_ROUNDS = 4


def chapter(make: Assembly) -> tuple[Section, ...]:
    """The report's chapter on what changed since the last sealed round; without one only what was corrected."""
    say, states = make.language, make.states
    if not make.comparisons:
        told = corrections(states, say)
        return (Section("endringer", say("changes.corrections"), 2, told),) if told else ()
    # A sealed round keeps no projects: the report speaks of measures.
    changes = _brief(replace(make.comparisons[-1], projects=()), make)
    parts = (
        *of_measures(changes, say, make.said_by, make.measure_anchors),
        ("stillstand", "standing", _standing(make)),
        ("runder", "strips", (_strips(make),)),
        *of_all(changes, say),
    )
    words = {"lofter": promises(changes, say, make.said_by, 4)}
    inner = tuple(
        Section(f"endringer-{anchor}", say(f"changes.{title}"), 3, blocks, words.get(anchor, ()))
        for anchor, title, blocks in parts
        if blocks
    )
    first: tuple[Block, ...] = (lead(changes, say), *corrections(states, say), *remarks(changes, say))
    first = (*first, _trend(make))
    return (Section("endringer", say("changes.chapter"), 2, first, inner),)


def _trend(make: Assembly) -> Chart:
    """How many measures stood in each class in every round, on one scale."""
    say, most = make.language, max(len(state.measures) for state in make.states) or 1
    bars = []
    for state in make.states:
        counts = Counter(measure.reported_status or "" for measure in state.measures)
        parts, told = [], []
        for status in state.statuses.advanced:
            n = sum(count for word, count in counts.items() if state.statuses.find(word) == status)
            if n:
                parts.append(Part(n / most, make.status(status.label, state.statuses).look, say.number(n)))
                told.append(say("document.figure_part", label=status.label, value=say.number(n)))
        n = sum(count for word, count in counts.items() if state.statuses.find(word))
        value = say("glance.counted", n=n)
        bars.append(Bar(state_name(state, say), value, n / most, tuple(parts), say.list(tuple(told))))
    made = bars_chart("utvikling", say("changes.trend"), tuple(bars), say)
    return replace(made, shown=by_name("chart:rounds"))


def _strips(make: Assembly) -> Table:
    """What each measure's status was in the last rounds, side by side."""
    say, states = make.language, make.states[-_ROUNDS:]
    of = Columns(make)
    rounds = (
        (Column(state_name(states[-back], say)), partial(_entry, make, back))
        for back in range(len(states), 0, -1)
    )
    caption = say("changes.strips_table")
    made = table_of("runder-tabell", caption, (of.number, of.title, *rounds), make.plan.measures)
    return replace(made, shown=by_name("table:rounds"))


def _entry(make: Assembly, back: int, measure: Measure) -> Cell:
    """A measure's status in one of the last rounds, of which the first from behind is this one."""
    past = make.histories[measure.number].entries
    status = past[-back].status if back <= len(past) else None
    return (make.status(status, make.states[-back].statuses),) if status else NOTHING


def _brief(changes: ChangeSet, make: Assembly) -> ChangeSet:
    """The same changes with the short titles of the measures that have one."""
    titles = {measure.number: measure.short_title for measure in make.plan.measures if measure.short_title}
    return replace(
        changes,
        changes=tuple(
            change if change.kind in GONE else replace(change, title=titles.get(change.number, change.title))
            for change in changes.changes
        ),
        facts=tuple(replace(fact, title=titles.get(fact.number, fact.title)) for fact in changes.facts),
    )


def _standing(make: Assembly) -> tuple[Block, ...]:
    """The measures that should get further and have had the same class for some rounds, the longest first."""
    say, plan = make.language, make.plan

    def standing(measure: Measure) -> int:
        return make.histories[measure.number].standing

    still = [
        measure
        for measure in plan.measures
        if standing(measure) >= STANDING and plan.settings.statuses.may_stand_still(measure.status)
    ]
    if not still:
        return ()
    of = Columns(make)
    rounds = (
        Column(say("changes.column.rounds"), number=True),
        lambda measure: (Text(say.number(standing(measure))),),
    )
    still.sort(key=standing, reverse=True)
    caption = say("changes.standing_table")
    found = table_of("stillstand-tabell", caption, (of.number, of.title, of.status, rounds), still)
    return (Paragraph.of(say("changes.standing_lead")), found)
