"""Where the parts of a bar chart stand. Lengths are percentages of the width, so that text keeps its size."""

from __future__ import annotations

from dataclasses import dataclass

from .document import Bar, Chart

LINE, BAR, GAP, BASELINE = 20, 16, 14, 15
LONGEST = 64


@dataclass(frozen=True)
class DrawnLine:
    """A line of a label, at its baseline."""

    text: str
    y: int


@dataclass(frozen=True)
class DrawnBar:
    """A bar with its label above and its value behind; `width` is a percentage."""

    lines: tuple[DrawnLine, ...]
    y: int
    width: str
    value: str
    value_y: int


@dataclass(frozen=True)
class Drawing:
    """A chart ready to be printed; heights in pixels."""

    height: int
    bar_height: int
    bars: tuple[DrawnBar, ...]


def draw(chart: Chart) -> Drawing:
    """Lays the bars out from top to bottom."""
    bars: list[DrawnBar] = []
    y = 0
    for bar in chart.bars:
        drawn = _bar(bar, y)
        bars.append(drawn)
        y = drawn.y + BAR + GAP
    return Drawing(max(y - GAP, 1), BAR, tuple(bars))


def _bar(bar: Bar, y: int) -> DrawnBar:
    lines = tuple(DrawnLine(text, y + number * LINE + BASELINE) for number, text in enumerate(bar.lines))
    top = y + len(lines) * LINE
    return DrawnBar(lines, top, f"{bar.length * LONGEST:.2f}".rstrip("0").rstrip("."), bar.value, top + 13)
