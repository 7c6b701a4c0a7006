"""How wide the columns of a printed table are, and which of them a page has room for."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from math import ceil

from .. import fonts
from .document import Cell, Column, Inline, Link, Row, Status, Table

# Characters of the size of tables that a page's width holds, and what stands free behind a column.
PAGE, FREE = 96, 3
# The page's width in ems of that size.
TEXT = 49
# The size of heads, and the width of a status's mark, in such ems.
HEAD, MARK = 0.93, 1.3
# A longer word may be hyphenated into pieces; a still longer one, and a longer text, need no more room.
LONGEST_PIECE, LONGEST_WORD, LONGEST_TEXT, LONGEST_WIDE = 12, 22, 40, 90
# How much lower a table must get for its statuses to be broken; by how much columns are widened at a time, and for how
# many rows, which stand for all.
LOWER, STEP, ENOUGH = 0.85, 1.5, 60

# The lengths of rows' texts, by column.
Rows = tuple[tuple[int, ...], ...]


def widths(table: Table) -> tuple[float, ...]:
    """The columns' shares of the page's width, which add up to 1.

    Every column gets its numbers and the pieces of its words, then its longest word, and what is left goes where it
    makes rows lower. A status stands on one line, unless rows get much lower where it need not.
    """
    whole, rows = _sizes(table, _all_needs(table))
    if max(map(_height(whole), rows), default=1) > 1 and any(map(_has_status, table.rows)):
        needs = [
            _needs(column, [text.replace("_", " ") for text in _texts(table, number)], _marked(table, number))
            for number, column in enumerate(table.columns)
        ]
        broken, _ = _sizes(table, needs)
        if sum(map(_height(broken), rows)) < LOWER * sum(map(_height(whole), rows)):
            whole = broken
    return tuple(size / sum(whole) for size in whole)


def _sizes(table: Table, needs: list[tuple[int, int, int]]) -> tuple[tuple[float, ...], Rows]:
    """The columns' widths in characters, and how many each of some rows has in them."""
    sizes = [float(need[0] + FREE) for need in needs]
    left = PAGE - sum(sizes)
    more = [need[1] - need[0] for need in needs]
    part = min(max(left, 0) / max(sum(more), 1), 1)
    sizes = [size + extra * part for size, extra in zip(sizes, more, strict=True)]
    most = tuple(need[2] + FREE for need in needs)
    rows = tuple(
        tuple(min(len(_text(cell)) + FREE, limit) for cell, limit in zip(row.cells, most, strict=True))
        for row in table.rows[:: len(table.rows) // ENOUGH + 1]
    )
    left = PAGE - sum(most)
    if left < 0:
        return _lowest(tuple(sizes), most, rows), rows
    roomy = [column.wide or column.header for column in table.columns]
    spare = left / max(sum(roomy), 1)
    return tuple(size + spare * room for size, room in zip(most, roomy, strict=True)), rows


def _height(sizes: tuple[float, ...]) -> Callable[[tuple[int, ...]], float]:
    """How high a row is in columns of these widths, in lines and parts of lines."""
    return lambda row: max(1.0, *(length / size for length, size in zip(row, sizes, strict=True)))


@lru_cache(maxsize=64)  # a table is asked for its widths again and again
def _lowest(sizes: tuple[float, ...], most: tuple[int, ...], rows: Rows) -> tuple[float, ...]:
    """The widths with what is left of the page given, bit by bit, to the column that makes rows lower by it the most."""
    found = list(sizes)
    while sum(found) + STEP <= PAGE:
        gains = [0.0] * len(found)
        for row in rows:
            heights = [length / size for length, size in zip(row, found, strict=True)]
            highest = max(heights)
            column = heights.index(highest)
            others = max(1.0, *heights[:column], *heights[column + 1 :])
            if highest > others:
                gains[column] += highest - max(others, row[column] / (found[column] + STEP))
        best = max(gains)
        # Where no row gets lower, texts are brought nearer to one line.
        column = gains.index(best) if best else max(range(len(found)), key=lambda n: (most[n] - found[n], -n))
        found[column] += STEP
    return tuple(found)


def _has_status(row: Row) -> bool:
    return any(isinstance(inline, Status) for cell in row.cells for inline in cell)


def sheet_widths(table: Table, size: float) -> tuple[float, ...]:
    """The columns' shares where words have a part of their size: the one that names the rows gets what others leave."""
    shares = [share * size for share in widths(table)]
    named = next((number for number, column in enumerate(table.columns) if column.header), 0)
    shares[named] += 1 - sum(shares)
    return tuple(shares)


def lines(table: Table, size: float) -> int:
    """How many lines the rows of a sheet have, about, where words have a part of their size."""
    rooms = [max(share * PAGE / size - FREE, 1) for share in sheet_widths(table, size)]
    return sum(
        max(ceil(len(_text(cell)) / room) for cell, room in zip(row.cells, rooms, strict=True))
        for row in table.rows
    )


def broken_words(table: Table) -> tuple[int, ...]:
    """The columns with words that are wider than the column: they must be hyphenated."""
    rooms = [max(share * PAGE - FREE, 1) for share in widths(table)]
    return tuple(
        number
        for number, room in enumerate(rooms)
        if any(len(word) > room for text in _texts(table, number) for word in _words(text))
    )


def tight(table: Table) -> tuple[int, ...]:
    """The columns with words that may be wider than the column, whatever letters they are made of."""
    rows = (*table.rows, *((table.total,) if table.total else ()))
    found = []
    for number, (share, column) in enumerate(zip(widths(table), table.columns, strict=True)):
        most = HEAD * _widest(fonts.spelled(column.label))
        for inline in (inline for row in rows for inline in row.cells[number]):
            most = max(most, _widest(fonts.spelled(inline.text)) + MARK * (inline.kind == "status"))
        if most > _room(share):
            found.append(number)
    return tuple(found)


def wraps(table: Table) -> bool:
    """Whether some texts surely need more than a line, as wide as the columns may be."""
    return sum(max(map(_least, _texts(table, n)), default=0) for n in range(len(table.columns))) > TEXT


def tall(table: Table, lines: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The rows that have more lines than that, and those that may have, whatever letters they are made of.

    The head is row 0.
    """
    shares = widths(table)
    head = [fonts.spelled(column.label) for column in table.columns]
    rows = [head, *(list(map(_text, row.cells)) for row in table.rows)]

    def most(texts: list[str], size: Callable[[str], float]) -> float:
        return max(size(text) / _room(share) for text, share in zip(texts, shares, strict=True))

    surely = tuple(number for number, texts in enumerate(rows) if most(texts, _least) > lines)
    perhaps = (number for number, texts in enumerate(rows) if most(texts, _most) * 2 > lines)
    return surely, tuple(number for number in perhaps if number not in surely)


def _room(share: float) -> float:
    """The width of a column's text, in ems of the size of tables."""
    return max(share * TEXT - 0.9, 1)


def _widest(text: str) -> float:
    return max(map(_most, _words(text)), default=0)


def _most(text: str) -> float:
    """The most that a text is wide in our fonts, in ems."""
    return sum(map(_em, text))


def _least(text: str) -> float:
    """The least that a text is wide, in ems: figures are all of one width, and no letter is narrower than a blank."""
    return sum(0.49 if sign.isdigit() else 0.2 for sign in text)


def _em(sign: str) -> float:
    if sign in "mwMW@%–—…":
        return 0.95
    if not sign.isalnum():
        return 0.45
    return 0.57 if sign.islower() or sign.isdigit() else 0.7


def parts(table: Table) -> tuple[tuple[int, ...], ...]:
    """The columns of the narrower tables that a table becomes which no page has room for; else all its columns.

    Each begins with the columns up to the one that names the rows, or else with the first one.
    """
    sizes = [need[0] + FREE for need in _all_needs(table)]
    if sum(sizes) <= PAGE:
        return (tuple(range(len(sizes))),)
    names = 1 + next((number for number, column in enumerate(table.columns) if column.header), 0)
    room = PAGE - sum(sizes[:names])
    found: list[list[int]] = [[]]
    for number in range(names, len(sizes)):
        if found[-1] and sum(sizes[other] for other in found[-1]) + sizes[number] > room:
            found.append([])
        found[-1].append(number)
    return tuple((*range(names), *part) for part in found)


def _all_needs(table: Table) -> list[tuple[int, int, int]]:
    columns = enumerate(table.columns)
    return [_needs(column, _texts(table, number), _marked(table, number)) for number, column in columns]


def _marked(table: Table, number: int) -> bool:
    """Whether a column shows marks: several of them stand in a line."""
    links = (inline for row in table.rows for inline in row.cells[number] if isinstance(inline, Link))
    return any(link.mark for link in links)


def _needs(column: Column, texts: list[str], marked: bool) -> tuple[int, int, int]:
    """The characters of the longest piece of a word, of the longest word, and of the longest text."""
    heading = [len(word) for word in _words(fonts.spelled(column.label))]
    # Numbers are never broken, not even at their blanks.
    words = [len(text) for text in texts] if column.number else _lengths(texts)
    figures = max(words, default=0) if column.number else _longest_figure(texts)
    piece = max(min(max((*heading, *words), default=0), LONGEST_PIECE), min(figures, LONGEST_WORD))
    word = max(piece, *(min(size, LONGEST_WORD) for size in (*heading, *words)), 0)
    limit = LONGEST_WIDE if column.wide or marked else LONGEST_TEXT
    most = max((min(len(text), limit) for text in texts), default=0)
    return piece, word, max(word, most)


def _lengths(texts: list[str]) -> list[int]:
    return [len(word) for text in texts for word in _words(text)]


def _longest_figure(texts: list[str]) -> int:
    """The characters of the longest number, which no hyphen can divide."""
    words = (word for text in texts for word in _words(text))
    return max((len(word) for word in words if not any(map(str.isalpha, word))), default=0)


def _texts(table: Table, number: int) -> list[str]:
    rows = (*table.rows, *((table.total,) if table.total else ()))
    return [_text(row.cells[number]) for row in rows]


def _text(cell: Cell) -> str:
    """A cell's words; a status is kept on one line, with its mark, and a number that is a mark has its ground."""
    return fonts.spelled("".join(map(_shown, cell)))


def _shown(inline: Inline) -> str:
    match inline:
        case Status():
            return f"___{inline.text.replace(' ', '_')}"
        case Link(mark=mark) if mark:
            return f"_{inline.text}_"
        case _:
            return inline.text


def _words(text: str) -> list[str]:
    """What may stand on different lines."""
    return re.split(r"[^\S\u00a0\u202f]+|/+|(?<=-)", text)
