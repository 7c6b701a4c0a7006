"""Where the parts of a bar chart stand: from top to bottom, each bar under its label and before its value."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from ..publishing.document import Bar, Chart

LINE, BAR, GAP, BASELINE = 20, 16, 14, 15
LONGEST = 0.52


@dataclass(frozen=True)
class DrawnLine:
    """A line of a label, at its baseline."""

    text: str
    y: int


@dataclass(frozen=True)
class DrawnBar:
    """A bar with its label above and its value behind; `length` is a part of the drawing's width."""

    lines: tuple[DrawnLine, ...]
    y: int
    length: float
    value: str
    value_y: int


@dataclass(frozen=True)
class Drawing:
    """A chart ready to be printed; heights in pixels, lengths in the unit of its width."""

    height: int
    bar_height: int
    bars: tuple[DrawnBar, ...]


def draw(chart: Chart, width: float = 100, room: int = 30) -> Drawing:
    """Lays the bars out; a line of a label has `room` characters.

    As it is, lengths are percentages, so that text keeps its size, and labels fit a phone.
    """
    bars: list[DrawnBar] = []
    y = 0
    for bar in chart.bars:
        drawn = _bar(bar, y, width, room)
        bars.append(drawn)
        y = drawn.y + BAR + GAP
    return Drawing(max(y - GAP, 1), BAR, tuple(bars))


def _bar(bar: Bar, y: int, width: float, room: int) -> DrawnBar:
    texts = textwrap.wrap(bar.label, room) or [""]
    lines = tuple(DrawnLine(text, y + number * LINE + BASELINE) for number, text in enumerate(texts))
    top = y + len(lines) * LINE
    length = round(bar.length * LONGEST * width, 2)
    return DrawnBar(lines, top, length, bar.value, top + 13)
