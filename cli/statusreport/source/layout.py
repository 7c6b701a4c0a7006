"""How the lines of a text became items of lists, and parts of what stands above them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

    from .markdown import Body

# A line that may begin a paragraph of its own.
_BEGINS = re.compile(r"[«“\"*_(\[]*[A-ZÆØÅÄÖ0-9]")
_INSIDE = {"list_item_open": "item", "blockquote_open": "quotation"}


@dataclass(frozen=True)
class Item:
    """An item of a numbered list on `line` of the file, with its number as `written` and as it is `printed`.

    `first` is the line on which the list begins.
    """

    line: int
    written: int
    printed: int
    point: str
    first: int


def numbered_items(body: Body) -> Iterator[Item]:
    """Every item of a numbered list, in the order of the text."""
    lists: list[tuple[int, int]] = []
    for token in body.every_token():
        if token.type == "ordered_list_open" and token.map:
            lists.append((int(token.attrs.get("start", 1)), body.first_line + token.map[0]))
        elif token.type == "ordered_list_close":
            lists.pop()
        elif token.type == "list_item_open" and token.info and token.map:
            number, first = lists[-1]
            lists[-1] = number + 1, first
            yield Item(body.first_line + token.map[0], int(token.info), number, token.markup, first)


def glued_lines(body: Body) -> Iterator[tuple[int, str]]:
    """Lines at the margin that are part of an `item`, a `quotation`, a `note` or a `table` above, and what of.

    Only the first of several, and only those that may begin a paragraph of their own.
    """
    lines = body.markdown.split("\n")
    notes = (_glued(note, lines, "note") for note in body.notes)
    for number, kind in chain(_glued(body.tokens, lines), *notes):
        yield body.first_line + number, kind


def _glued(tokens: tuple[Token, ...], lines: list[str], *within: str) -> Iterator[tuple[int, str]]:
    inside = list(within)
    for token in tokens:
        if token.type in _INSIDE:
            inside.append(_INSIDE[token.type])
        elif token.type.replace("_close", "_open") in _INSIDE:
            inside.pop()
        elif token.type == "tr_open" and token.map and "|" not in lines[token.map[0]]:
            yield token.map[0], "table"
        elif token.type == "paragraph_open" and token.map and inside:
            below = range(token.map[0] + 1, token.map[1])
            yield from [(number, inside[-1]) for number in below if _BEGINS.match(lines[number])][:1]
