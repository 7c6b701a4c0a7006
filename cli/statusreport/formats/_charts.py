"""Where the parts of a bar chart stand: from top to bottom, each bar under its label, and its value beside it or above."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..publishing.document import Bar, Chart

LINE, BAR, GAP, TOGETHER, BASELINE = 20, 16, 12, 4, 15
# What stands free between a label and its bar. Where there are many bars they stand closer, so that a page has room for them.
UNDER, MANY, CLOSER = 2, 8, 6
# Of the width: the longest bar, with a long value behind it or a short one, and what a sign needs within a part of a bar.
# They are the same in all charts: bars are held against those of other charts.
LONGEST, LONGEST_OF_PARTS = 0.5, 0.67
NARROWEST = 0.025
SQUARE = 6


@dataclass(frozen=True)
class Pattern:
    """Lines, each as wide and high as it says, that repeat in squares turned by an angle."""

    angle: int
    lines: tuple[tuple[int, int], ...]
    square: int = SQUARE


# By one of `LOOKS`.
PATTERNS = {
    "hatched": Pattern(45, ((2, SQUARE),)),
    "ended": Pattern(45, ((1, SQUARE), (SQUARE, 1))),
    "paused": Pattern(0, ((2, SQUARE),)),
}


@dataclass(frozen=True)
class DrawnLine:
    """A line of a label, at its baseline."""

    text: str
    y: int


@dataclass(frozen=True)
class DrawnPart:
    """A part of a bar; `middle` is where its value stands, which is empty where there is no room for it."""

    x: float
    length: float
    middle: float
    look: str
    value: str


@dataclass(frozen=True)
class DrawnBar:
    """A bar with the lines above it and, where there is room, its value behind; lengths are parts of the drawing's width."""

    lines: tuple[DrawnLine, ...]
    y: int
    length: float
    value: str
    value_y: int
    parts: tuple[DrawnPart, ...]
    outlined: bool


@dataclass(frozen=True)
class Drawing:
    """A chart ready to be printed; heights in pixels, lengths in the unit of its width."""

    height: int
    bar_height: int
    bars: tuple[DrawnBar, ...]


def patterns(charts: Iterable[Chart]) -> Mapping[str, Pattern]:
    """The patterns that parts of bars have, by look."""
    looks = {part.look for chart in charts for bar in chart.bars for part in bar.parts}
    return {look: pattern for look, pattern in PATTERNS.items() if look in looks}


def draw(chart: Chart, room: int, width: float = 100) -> Drawing:
    """Lays the bars out; a line has `room` characters.

    As it is, lengths are percentages, so that text keeps its size. If one value has no room behind its bar, all stand above.
    """
    bars: list[DrawnBar] = []
    y = 0
    gap = CLOSER if sum(bool(bar.label) for bar in chart.bars) > MANY else GAP
    beside = all(bar.length * _longest(bar) + len(bar.value) / room <= 1 for bar in chart.bars)
    for bar in chart.bars:
        if not bar.label and bars:
            y += TOGETHER - gap
        drawn = _bar(bar, y, width, room, beside=beside)
        bars.append(drawn)
        y = drawn.y + BAR + gap
    return Drawing(max(y - gap, 1), BAR, tuple(bars))


def _bar(bar: Bar, y: int, width: float, room: int, *, beside: bool) -> DrawnBar:
    texts = [*textwrap.wrap(bar.label, room), *(() if beside else textwrap.wrap(bar.value, room))]
    lines = tuple(DrawnLine(text, y + number * LINE + BASELINE) for number, text in enumerate(texts))
    top = y + len(lines) * LINE + (UNDER if lines else 0)
    unit = _longest(bar) * width
    length = round(bar.length * unit, 2)
    value = bar.value if beside else ""
    return DrawnBar(lines, top, length, value, top + 13, tuple(_parts(bar, unit)), bar.outlined)


def _longest(bar: Bar) -> float:
    return LONGEST_OF_PARTS if bar.parts else LONGEST


def _parts(bar: Bar, unit: float) -> Iterator[DrawnPart]:
    x = 0.0
    for part in bar.parts:
        length = part.length * unit
        value = part.value if part.length >= NARROWEST * len(part.value) else ""
        yield DrawnPart(round(x, 2), round(length, 2), round(x + length / 2, 2), part.look, value)
        x += length
