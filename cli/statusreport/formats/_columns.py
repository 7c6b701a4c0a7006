"""How wide the columns of a printed table are, and how tall its rows."""

from __future__ import annotations

import math
import re

from ..publishing.document import Cell, Column, Row, Table

# Characters of the size of tables that a page's width holds, and what stands free behind a column.
PAGE, FREE = 96, 3
# A longer word is hyphenated; a longer text may as well be broken into lines.
LONGEST_WORD, LONGEST_TEXT, LONGEST_WIDE = 22, 40, 90


def widths(table: Table) -> tuple[float, ...]:
    """The columns' shares of the page's width, which add up to 1.

    As browsers do it: every column gets its longest word, and what is left goes to those with longer texts.
    """
    needs = [_needs(column, _texts(table, number)) for number, column in enumerate(table.columns)]
    least = [need[0] + FREE for need in needs]
    more = [need[1] - need[0] for need in needs]
    left = max(PAGE - sum(least), 0)
    if sum(more) > left:
        sizes = [size + left * extra / sum(more) for size, extra in zip(least, more, strict=True)]
    else:
        roomy = [column.wide or column.header for column in table.columns]
        spare = (left - sum(more)) / max(sum(roomy), 1)
        sizes = [s + m + spare * r for s, m, r in zip(least, more, roomy, strict=True)]
    return tuple(size / sum(sizes) for size in sizes)


def broken_words(table: Table) -> tuple[int, ...]:
    """The columns with words that are wider than the column: they must be hyphenated."""
    return tuple(
        number
        for number, room in enumerate(_rooms(table))
        if any(len(word) > room for text in _texts(table, number) for word in _words(text))
    )


def heights(table: Table) -> tuple[int, ...]:
    """About how many lines each row takes."""
    rooms = _rooms(table)
    return tuple(
        max(math.ceil(len(_text(cell)) / room) for cell, room in zip(row.cells, rooms, strict=True))
        for row in table.rows
    )


def _rooms(table: Table) -> list[float]:
    return [max(share * PAGE - FREE, 1) for share in widths(table)]


def _needs(column: Column, texts: list[str]) -> tuple[int, int]:
    """The characters of the longest word, and of the longest text."""
    # Numbers are never broken, not even at their blanks.
    words = texts if column.number else [word for text in texts for word in _words(text)]
    least = max((min(len(word), LONGEST_WORD) for word in words), default=0)
    heading = max((min(len(word), LONGEST_WORD) for word in _words(column.label)), default=0)
    limit = LONGEST_WIDE if column.wide else LONGEST_TEXT
    most = max((min(len(text), limit) for text in texts), default=0)
    return max(least, heading), max(least, heading, most)


def _texts(table: Table, number: int) -> list[str]:
    rows: tuple[Row, ...] = (*table.rows, *((table.total,) if table.total else ()))
    return [_text(row.cells[number]) for row in rows]


def _text(cell: Cell) -> str:
    """A cell's words; a status is kept on one line, with its mark."""
    return "".join(
        f"___{inline.text.replace(' ', '_')}" if inline.kind == "status" else inline.text for inline in cell
    )


def _words(text: str) -> list[str]:
    return re.split(r"[\s/]+|(?<=-)", text)
