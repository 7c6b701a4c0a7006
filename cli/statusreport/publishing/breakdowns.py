"""Breakdowns as a bar chart, and as the tables of its data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from ..model.figures import REST, Breakdown
from ..model.figures import Row as Part
from .document import Bar, Cell, Chart, Column, Row, Table, Text
from .language import Language, begun

# One breakdown, or two that are held against each other.
Breakdowns = Sequence[Breakdown]


def bars_chart(ident: str, title: str, bars: tuple[Bar, ...], say: Language, about: str = "") -> Chart:
    """Bars, and every value in words."""
    parts = "; ".join(
        (say("document.figure_part", label=bar.label, value=bar.value) if bar.label else bar.value)
        + (f" ({bar.told})" if bar.told else "")
        for bar in bars
    )
    return Chart(ident, title, bars, f"{parts}.", about)


def _by_amount(breakdowns: Breakdowns) -> bool:
    """Whether parts are measured by their amounts: as each record counts once there, else by counts."""
    return all(breakdown.has_amounts for breakdown in breakdowns)


def _size(part: Part, *, money: bool) -> int:
    return max((part.amount if money else part.count) or 0, 0)


def longest(shown: Iterable[Breakdowns]) -> dict[bool, int]:
    """The largest value that is shown of some, of amounts and of counts: charts beside each other share a scale."""
    found = {True: 1, False: 1}
    for breakdowns in shown:
        money = _by_amount(breakdowns)
        for breakdown in breakdowns:
            sizes = (max(_size(row, money=money), row.published or 0) for row in breakdown.rows)
            found[money] = max(found[money], *sizes, 0)
    return found


def chart(
    breakdowns: Breakdowns, ident: str, title: str, scale: Mapping[bool, int], say: Language, *, finding: str
) -> Chart:
    """Bars on a scale of the `longest`.

    Where there are two numbers of a part, as of two breakdowns or as one was printed elsewhere, both stand together and
    each says whose it is. A `finding` is the title where there is one.
    """
    money = _by_amount(breakdowns)
    bars: list[Bar] = []
    for label, values in _values(breakdowns, say, money=money):
        for number, (words, value, outlined) in enumerate(values):
            bars.append(Bar("" if number else begun(label), words, value / scale[money], outlined=outlined))
    about = say("breakdown.chart_amount" if money else "breakdown.chart_count", title=title)
    return bars_chart(ident, finding or about, tuple(bars), say, about if finding else "")


# What is said of a part, how much it is, and whether its bar is another's.
_Value = tuple[str, int, bool]


def _values(breakdowns: Breakdowns, say: Language, *, money: bool) -> Iterator[tuple[str, Iterable[_Value]]]:
    """The label of each part and what its bars are."""
    if len(breakdowns) == 1:
        (breakdown,) = breakdowns
        differs = not money and any(row.published not in (None, row.count) for row in breakdown.rows)
        for part in breakdown.rows:
            one = _told(breakdown, part, say, money=money)
            yield (
                part.label,
                _held_against(part, say) if differs else [(one, _size(part, money=money), False)],
            )
        return
    rows = [{part.id: part for part in breakdown.rows} for breakdown in breakdowns]
    for ident in sorted(
        dict.fromkeys(ident for parts in rows for ident in parts), key=lambda ident: ident == REST
    ):
        found = [(number, parts[ident]) for number, parts in enumerate(rows) if ident in parts]
        yield (
            found[0][1].label,
            [
                (
                    say(
                        "breakdown.bar_of",
                        value=_told(breakdowns[number], part, say, money=money),
                        whose=whose(breakdowns[number], say),
                    ),
                    _size(part, money=money),
                    number == 0,
                )
                for number, part in found
            ],
        )


def _told(breakdown: Breakdown, part: Part, say: Language, *, money: bool) -> str:
    """How much a part is, and which share of the whole."""
    share = part.amount_share if money else part.count_share
    value = say.millions(part.amount or 0) if money else say.number(part.count or 0)
    if share is None:
        return value
    return say(
        "breakdown.bar_value", value=value, share=say.percent(share, None if money else breakdown.count)
    )


def _held_against(part: Part, say: Language) -> Iterator[_Value]:
    """The number of a part that was printed elsewhere, and the one that is counted."""
    if part.published is not None:
        yield say("breakdown.as_printed", value=say.number(part.published)), part.published, False
    count = part.count or 0
    yield say("breakdown.as_counted", value=say.number(count)), count, True


def whose(breakdown: Breakdown, say: Language) -> str:
    """What has these parts, as it is called within a sentence."""
    return (
        breakdown.whose
        or breakdown.title
        or say(f"breakdown.{'measures' if breakdown.of_measures else 'sample'}")
    )


def table(
    breakdown: Breakdown, title: str, ident: str, say: Language, *, term: str, labels: Mapping[str, Cell]
) -> Table:
    """Counts and amounts with their shares.

    `term` is what a part is called; `labels` are the parts' own, by id.
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
            values += [say.number(part.count or 0), _share(part.count_share, breakdown.count, say)]
        if money:
            values += [say.number(part.amount or 0), _share(part.amount_share, None, say)]
        return Row((label, *((Text(value),) for value in values)))

    rows = tuple(row(part, labels[part.id]) for part in breakdown.rows)
    total = None if breakdown.overlapping else row(_whole(breakdown), (Text(say("breakdown.total")),))
    return Table(ident, title, tuple(columns), rows, total, _notes(breakdown, say))


def _share(share: Fraction | None, of: int | None, say: Language) -> str:
    return "–" if share is None else say.percent(share, of)


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
    for column, of in (("count_share", breakdown.count), ("amount_share", None)):
        shares = [share for part in breakdown.rows if (share := getattr(part, column)) is not None]
        if shares and sum(say.rounded(share, of) for share in shares) != say.rounded(sum(shares), of):
            return True
    return False
