"""A comparison as blocks of a document: for a page of its own, and for the report's chapter on changes."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.state import State
from ..rounds.comparison import Change, ChangeSet, Kind, compare, words_changed
from ..rounds.states import WORKING
from ..source.markdown import Body, plain_text
from .assembly import Assembly
from .breakdowns import bars_chart
from .document import (
    Bar,
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Link,
    Paragraph,
    Revision,
    Row,
    Section,
    Table,
    Text,
)
from .language import Language

_SIGNS = {Kind.ADVANCED: "↗", Kind.REGRESSED: "↘"}


def lead(changes: ChangeSet, say: Language) -> Paragraph:
    """How many measures have another status."""
    moved = len(changes.changes)
    old, new, total = _name(changes.old, say), _name(changes.new, say), len(changes.new.measures)
    if not moved:
        return Paragraph((Text(say("changes.lead_none", old=old, new=new, n=total)),))
    sentences = say("changes.lead", old=old, new=new, n=moved), say("changes.lead_total", n=total)
    return Paragraph((Text(" ".join(sentences)),))


def _name(state: State, say: Language) -> str:
    """What readers call a state: the month of a round, or where it was read."""
    return say("changes.working") if state.label == WORKING else say.round(state.label)


def remarks(changes: ChangeSet, say: Language) -> tuple[Paragraph, ...]:
    """What could not be compared, and why."""
    remarks = []
    if changes.unknown_classes:
        classes = say.list(tuple(f"«{label}»" for label in changes.unknown_labels))
        remarks.append(Paragraph((Text(say("changes.unknown_classes", classes=classes)),)))
    if changes.reordered:
        remarks.append(Paragraph((Text(say("changes.reordered")),)))
    return tuple(remarks)


def moved(changes: ChangeSet, say: Language, anchors: Mapping[str, str]) -> Table:
    """Every change of status. `anchors` are those of measures that stand in the same document, by number."""
    columns = (
        Column(say("changes.column.number"), number=True),
        Column(say("changes.column.title"), header=True, wide=True),
        Column(say("changes.column.responsible")),
        Column(say("changes.column.kind")),
        Column(say("changes.column.from")),
        Column(say("changes.column.to")),
    )
    rows = tuple(
        Row(
            (
                (Text(change.number),),
                (_title(change, say, anchors),),
                (Text(", ".join(change.responsible)),),
                (Text(say(f"changes.kind.{change.kind}")),),
                (Text(change.old or "–"),),
                (Text(change.new or "–"),),
            )
        )
        for change in changes.changes
    )
    return Table("endringer-tabell", say("changes.moved_table"), columns, rows, stacked=True)


def _title(change: Change, say: Language, anchors: Mapping[str, str]) -> Text | Link:
    title = say("changes.old_number", title=change.title, was=change.was) if change.was else change.title
    anchor = anchors.get(change.number) if change.kind is not Kind.REMOVED else None
    return Link(title, f"#{anchor}") if anchor else Text(title)


def went_back(changes: ChangeSet, say: Language) -> tuple[Block, ...]:
    """The measures that went back, each with its reason."""
    return tuple(
        Paragraph(
            (
                Text(
                    say(
                        "changes.back_reason",
                        number=change.number,
                        title=change.title,
                        old=change.old or "",
                        new=change.new or "",
                        reason=change.reason or say("changes.no_reason"),
                    )
                ),
            )
        )
        for change in changes.of(Kind.REGRESSED)
    )


def matrix(changes: ChangeSet, say: Language) -> tuple[Block, ...]:
    """Where the measures went from and to: as a picture that needs no colour, and as a table."""
    return (_flows(changes, say), _matrix_table(changes, say))


def _flows(changes: ChangeSet, say: Language) -> Chart:
    old_ids = {status.label: status.id for status in changes.old.statuses}
    new_ids = {status.label: status.id for status in changes.new.statuses}
    counted = [(old, new, n) for old, row in changes.matrix.items() for new, n in row.items()]
    longest = max([n for _, _, n in counted], default=1)
    bars = []
    for old, new, n in counted:
        same = old_ids[old] == new_ids[new]
        sign = "=" if same else _SIGNS.get(changes.direction(old_ids[old], new_ids[new]), "?")
        label = say("changes.flow_same" if old == new else "changes.flow", sign=sign, old=old, new=new)
        bars.append(Bar(label, say.number(n), n / longest))
    return bars_chart("overganger", say("changes.matrix_chart"), tuple(bars), say)


def _matrix_table(changes: ChangeSet, say: Language) -> Table:
    labels = [status.label for status in changes.new.statuses]
    columns = (
        Column(say("changes.column.class"), header=True),
        *(Column(label, number=True) for label in labels),
        Column(say("changes.column.total"), number=True),
    )

    def row(name: str, counts: Mapping[str, int]) -> Row:
        numbers = [counts.get(label, 0) for label in labels]
        cells: tuple[Cell, ...] = tuple((Text(say.number(n)),) for n in (*numbers, sum(numbers)))
        return Row(((Text(name),), *cells))

    rows = tuple(row(status.label, changes.matrix.get(status.label, {})) for status in changes.old.statuses)
    sums = {label: sum(counts.get(label, 0) for counts in changes.matrix.values()) for label in labels}
    total = row(say("changes.column.total"), sums)
    note = say("changes.matrix_note", n=sum(sums.values()))
    return Table("overganger-tabell", say("changes.matrix_table"), columns, rows, total, (note,))


def wording(changes: ChangeSet, say: Language) -> tuple[Block, ...]:
    """The numbers of the measures that say something else while their status stands."""
    numbers = tuple(found.number for found in changes.wording)
    key = "changes.wording_list" if numbers else "changes.wording_none"
    return (Paragraph((Text(say(key, numbers=say.list(numbers), n=len(numbers))),)),)


def _readable(heading: str | None, old: str, new: str) -> tuple[str, str]:
    """Two texts without their markup, unless that is all in which they differ; a title has none."""
    if heading is None:
        return old, new
    plain = plain_text(Body(old).tokens), plain_text(Body(new).tokens)
    return plain if plain[0].split() != plain[1].split() else (old, new)


def revisions(changes: ChangeSet, say: Language, level: int) -> tuple[Section, ...]:
    """Those measures' texts, with what was taken out and put in, word by word."""
    return tuple(
        Section(
            anchor=f"tekst-{found.number}",
            title=say("changes.revision", number=found.number),
            level=level,
            blocks=tuple(
                Revision(_part(heading, say), level + 1, words_changed(*_readable(heading, old, new)))
                for heading, (old, new) in found.parts.items()
            ),
        )
        for found in changes.wording
    )


def _part(heading: str | None, say: Language) -> str:
    """What a part of a measure is called: by its heading, if it has one."""
    return say("changes.revision_title") if heading is None else heading or say("changes.revision_text")


def chapter(make: Assembly) -> tuple[Section, ...]:
    """The report's chapter on what changed since the last sealed round; none where there is no such round."""
    say, states = make.language, make.states
    if len(states) == 1:
        return ()
    changes = compare(states[-2], states[-1])
    anchors = {measure.number: make.anchor(measure) for measure in make.plan.measures}
    parts: list[Section] = []

    def part(anchor: str, title: str, blocks: tuple[Block, ...]) -> None:
        if blocks:
            parts.append(Section(f"endringer-{anchor}", say(f"changes.{title}"), 3, blocks))

    part("status", "moved", (moved(changes, say, anchors),) if changes.changes else ())
    part("tilbake", "back", went_back(changes, say))
    part("stillstand", "standing", _standing(make))
    part("matrise", "matrix", matrix(changes, say) if changes.matrix else ())
    part("tekst", "wording", wording(changes, say) if changes.wording else ())
    first = (lead(changes, say), *remarks(changes, say))
    return (Section("endringer", say("changes.chapter"), 2, first, tuple(parts)),)


def _standing(make: Assembly) -> tuple[Block, ...]:
    """The measures that are not completed and have had the same class for some rounds, the longest first."""
    say, plan = make.language, make.plan
    last = plan.settings.statuses[-1].id
    found = make.histories
    still = [
        (found[measure.number].standing, measure)
        for measure in plan.measures
        if found[measure.number].standing > 1 and found[measure.number].entries[-1].class_id != last
    ]
    if not still:
        return ()
    columns = (
        Column(say("changes.column.number"), number=True),
        Column(say("changes.column.title"), header=True, wide=True),
        Column(say("changes.column.status")),
        Column(say("changes.column.rounds"), number=True),
    )
    rows = tuple(
        Row(
            (
                (Text(measure.number),),
                (Link(measure.title, f"#{make.anchor(measure)}", language=measure.title_language),),
                (make.status(measure.status),),
                (Text(say.number(rounds)),),
            )
        )
        for rounds, measure in sorted(still, key=lambda pair: -pair[0])
    )
    table = Table("stillstand-tabell", say("changes.standing_table"), columns, rows, stacked=True)
    return (Paragraph((Text(say("changes.standing_lead")),)), table)


def document(changes: ChangeSet, say: Language) -> Document:
    """A comparison as a document of its own."""
    sections: list[Section] = []
    if changes.changes:
        sections.append(Section("endringer", say("changes.moved"), 2, (moved(changes, say, {}),)))
    if back := went_back(changes, say):
        sections.append(Section("tilbake", say("changes.back"), 2, back))
    sections.append(Section("matrise", say("changes.matrix"), 2, matrix(changes, say)))
    if changes.wording:
        title = say("changes.wording")
        sections.append(Section("tekst", title, 2, wording(changes, say), revisions(changes, say, 3)))
    first = (lead(changes, say), *remarks(changes, say))
    return Document(
        id="diff",
        title=changes.new.title,
        subtitle=say("changes.title"),
        lead=say("changes.from_to", old=_name(changes.old, say), new=_name(changes.new, say)),
        language=say.code,
        round=changes.new.round,
        fingerprint="",
        sections=(Section("sammendrag", say("changes.title"), 2, first), *sections),
    )
