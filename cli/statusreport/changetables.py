"""A comparison as blocks of a document: for a page of its own, and for the report's chapter on changes."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from .comparison import Change, ChangeSet, Kind, words_changed
from .document import (
    Bar,
    Block,
    Cell,
    Chart,
    Column,
    Link,
    Paragraph,
    Revision,
    Row,
    Section,
    Table,
    Text,
)
from .localize import Language

LABEL_WIDTH = 44
_SIGNS = {Kind.ADVANCED: "↗", Kind.REGRESSED: "↘"}


def lead(changes: ChangeSet, say: Language) -> Paragraph:
    """How many measures have another status."""
    moved = len(changes.changes)
    text = say(
        "changes.lead" if moved else "changes.lead_none",
        old=say.round(changes.old.label),
        new=say.round(changes.new.label),
        changed=say.number(moved),
        n=say.number(len(changes.new.measures)),
    )
    return Paragraph((Text(text),))


def remarks(changes: ChangeSet, say: Language) -> tuple[Paragraph, ...]:
    """What could not be compared, and why."""
    remarks = []
    if changes.unknown_classes:
        classes = say.list(tuple(f"«{ident}»" for ident in changes.unknown_classes))
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
    return Table("endringer-tabell", say("changes.moved"), columns, rows, stacked=True)


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
    ranks = {status.label: rank for rank, status in enumerate(changes.new.statuses)}
    ids = {status.label: status.id for status in (*changes.new.statuses, *changes.old.statuses)}
    counted = [(old, new, n) for old, row in changes.matrix.items() for new, n in row.items()]
    longest = max([n for _, _, n in counted], default=1)
    bars = []
    for old, new, n in counted:
        same = ids[old] == ids[new]
        known = old in ranks and not changes.reordered
        sign = "=" if same else _direction(ranks[old], ranks[new]) if known else "?"
        label = say("changes.flow_same" if same else "changes.flow", sign=sign, old=old, new=new)
        bars.append(Bar(tuple(textwrap.wrap(label, LABEL_WIDTH)), label, say.number(n), n / longest))
    title = say("changes.matrix_chart")
    parts = "; ".join(say("document.figure_part", label=bar.label, value=bar.value) for bar in bars)
    return Chart("overganger", title, say("document.figure_of", title=title, parts=f"{parts}."), tuple(bars))


def _direction(old: int, new: int) -> str:
    return _SIGNS[Kind.ADVANCED if new > old else Kind.REGRESSED]


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
    note = say("changes.matrix_note", n=say.number(sum(sums.values())))
    return Table("overganger-tabell", say("changes.matrix_table"), columns, rows, total, (note,))


def wording(changes: ChangeSet, say: Language) -> tuple[Block, ...]:
    """The numbers of the measures that say something else while their status stands."""
    numbers = say.list(tuple(found.number for found in changes.wording))
    key = "changes.wording_list" if numbers else "changes.wording_none"
    return (Paragraph((Text(say(key, numbers=numbers)),)),)


def revisions(changes: ChangeSet, say: Language, level: int) -> tuple[Section, ...]:
    """Those measures' texts, with what was taken out and put in, word by word."""
    return tuple(
        Section(
            anchor=f"tekst-{found.number}",
            title=say("changes.revision", number=found.number),
            level=level,
            blocks=tuple(
                Revision(heading or say("changes.revision_title"), level + 1, words_changed(old, new))
                for heading, (old, new) in found.parts.items()
            ),
        )
        for found in changes.wording
    )
