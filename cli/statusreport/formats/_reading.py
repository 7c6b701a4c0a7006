"""Markdown as others read it, to prove what a format says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, partial
from html import unescape
from typing import Any

from markdown_it import MarkdownIt

from . import Recall

_TAG = re.compile(r"<[^>]*>")
# What has none of these says all that it is but for its signs, and the numbers of a list.
_MARKUP = re.compile(r"[\\`\[<&|~]")
# What may go on below an empty line that nothing indented follows.
_OPEN = re.compile(r"```|~~~|<(?:[!?]|script|pre|style|textarea)", re.IGNORECASE)
_APART = re.compile(r"\n\n(?=\S)")
# What is written below a text, and how it is read where nothing above it is left open.
_END = "\n\nEND\n", "<p>END</p>\n"


def said(markdown: str) -> tuple[str, bool]:
    """The words of a text without its markup, those of its footnotes where they are written.

    And whether it ends all that it begins: what stands below it is read as if it stood alone. Signs that are markup, and
    the numbers of lists, may be among the words.
    """
    if not _OPEN.search(markdown):
        return "\n\n".join(map(_read, _APART.split(markdown))), True
    written, read = _END
    html = plain_reader().render(f"{markdown}{written}")
    is_whole = html.endswith(read)
    html = html.removesuffix(read) if is_whole else plain_reader().render(markdown)
    return unescape(_TAG.sub("", html)), is_whole


def _read(block: str) -> str:
    return unescape(_TAG.sub("", plain_reader().render(block))) if _MARKUP.search(block) else block


def said_of_all(pieces: Iterable[str], recall: Recall) -> str:
    """The words of a text in pieces, each of which is only read where it is not known what it says."""
    pieces = list(pieces)
    read: list[Any] = [recall(piece, partial(said, piece)) for piece in pieces]
    whole = len(read) == 1 or all(is_whole for _, is_whole in read)
    return "".join(words for words, _ in read) if whole else said("".join(pieces))[0]


@cache
def plain_reader() -> MarkdownIt:
    """What reads CommonMark with tables."""
    # What others may take for a link's target is the text of a footnote.
    return MarkdownIt("commonmark").enable("table").disable("reference")
