"""A breakdown as a bar chart, and as the table of its data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from ..model.figures import Breakdown
from ..model.figures import Row as Part
from .document import Bar, Cell, Chart, Column, Row, Table, Text
from .language import Language, begun


def bars_chart(ident: str, title: str, bars: tuple[Bar, ...], say: Language) -> Chart:
    """Bars with a description that states every value."""
    parts = "; ".join(
        (say("document.figure_part", label=bar.label, value=bar.value) if bar.label else bar.value)
        + (f" ({bar.told})" if bar.told else "")
        for bar in bars
    )
    return Chart(ident, title, say("document.figure_of", title=title, parts=f"{parts}."), bars)


def longest(breakdowns: Iterable[Breakdown]) -> dict[bool, int]:
    """The largest value that is shown of some breakdowns, of amounts and of counts: charts beside each other share a scale."""
    found = {True: 1, False: 1}
    for breakdown in breakdowns:
        for row in breakdown.rows:
            shown = max(breakdown.size(row), row.published or 0)
            found[breakdown.has_amounts] = max(found[breakdown.has_amounts], shown)
    return found


def chart(breakdown: Breakdown, title: str, ident: str, most: int, say: Language) -> Chart:
    """Amounts as bars where each record counts once, else counts, on a scale up to `most`.

    Where another number was printed elsewhere, both stand side by side and each says whose it is.
    """
    money = breakdown.has_amounts
    differs = not money and any(row.published not in (None, row.count) for row in breakdown.rows)
    bars = []
    for part in breakdown.rows:
        value = breakdown.size(part)
        share = part.amount_share if money else part.count_share
        shown = say.millions(value) if money else say.number(value)
        label = begun(part.label)
        if differs:
            if part.published is not None:
                told = say("breakdown.as_printed", value=say.number(part.published))
                bars.append(Bar(label, told, part.published / most))
                label = ""
            shown = say("breakdown.as_counted", value=shown)
        elif share is not None:
            shown = say("breakdown.bar_value", value=shown, share=say.percent(share))
        bars.append(Bar(label, shown, max(value, 0) / most, outlined=differs))
    name = say("breakdown.chart_amount" if money else "breakdown.chart_count", title=title)
    return bars_chart(ident, name, tuple(bars), say)


def table(
    breakdown: Breakdown, title: str, ident: str, say: Language, *, term: str, labels: Mapping[str, Cell]
) -> Table:
    """Counts and amounts with their shares.

    `term` is what a part is called; `labels` are cells that stand for a part's own label, by its id.
    """
    counts, money = breakdown.count is not None, breakdown.has_amounts
    both = counts and money
    columns = [Column(term, header=True, wide=True)]
    if counts:
        columns += [
            Column(say("breakdown.count"), number=True),
            Column(say("breakdown.count_share" if both else "breakdown.share"), number=True),
        ]
    if money:
        columns += [
            Column(say("breakdown.amount"), number=True),
            Column(say("breakdown.amount_share" if both else "breakdown.share"), number=True),
        ]

    def row(part: Part, label: Cell) -> Row:
        values: list[str] = []
        if counts:
            values += [say.number(part.count or 0), _share(part.count_share, say)]
        if money:
            values += [say.number(part.amount or 0), _share(part.amount_share, say)]
        return Row((label, *((Text(value),) for value in values)))

    rows = tuple(row(part, labels.get(part.id, (Text(begun(part.label)),))) for part in breakdown.rows)
    total = None if breakdown.overlapping else row(_whole(breakdown), (Text(say("breakdown.total")),))
    return Table(ident, title, tuple(columns), rows, total, _notes(breakdown, say))


def _share(share: Fraction | None, say: Language) -> str:
    return "–" if share is None else say.percent(share)


def _whole(breakdown: Breakdown) -> Part:
    return Part(
        "",
        "",
        sum(part.count or 0 for part in breakdown.rows),
        _sum(part.count_share for part in breakdown.rows),
        sum(part.amount or 0 for part in breakdown.rows),
        _sum(part.amount_share for part in breakdown.rows),
    )


def _sum(shares: Iterable[Fraction | None]) -> Fraction | None:
    known = [share for share in shares if share is not None]
    return sum(known, Fraction(0)) if known else None


def _notes(breakdown: Breakdown, say: Language) -> tuple[str, ...]:
    """What a reader must know: whose share it is, whether parts overlap, and who counted."""
    notes: list[str] = []
    if breakdown.overlapping:
        notes.append(say("breakdown.overlapping", n=breakdown.count or 0))
    elif breakdown.origin and breakdown.amount is not None:
        notes.append(say("breakdown.base_amount", total=say.number(breakdown.amount)))
    elif breakdown.origin and breakdown.count is not None:
        notes.append(say("breakdown.base_count", total=say.number(breakdown.count)))
    if not breakdown.overlapping and _rounded_apart(breakdown, say):
        notes.append(say("breakdown.rounded"))
    if breakdown.origin:
        notes.append(say("breakdown.origin", origin=breakdown.origin))
    return tuple(notes)


def _rounded_apart(breakdown: Breakdown, say: Language) -> bool:
    """Whether the printed shares of a whole do not add up to the whole."""
    for column in ("count_share", "amount_share"):
        shares = [share for part in breakdown.rows if (share := getattr(part, column)) is not None]
        if shares and sum(map(say.rounded, shares)) != say.rounded(sum(shares)):
            return True
    return False
