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
# A text without any of these says what it is.
_MARKUP = re.compile(r"[\\`*_\[\]<>&#|~\n]")
# What is written below a text, and how it is read where nothing above it is left open.
_END = "\n\nEND\n", "<p>END</p>\n"


def said(markdown: str) -> tuple[str, bool]:
    """The words of a text without its markup, those of its footnotes where they are written.

    And whether it ends all that it begins: what stands below it is read as if it stood alone.
    """
    if not _MARKUP.search(markdown):
        return markdown, True
    written, read = _END
    html = _parser().render(f"{markdown}{written}")
    is_whole = html.endswith(read)
    html = html.removesuffix(read) if is_whole else _parser().render(markdown)
    return unescape(_TAG.sub("", html)), is_whole


def said_of_all(pieces: Iterable[str], recall: Recall) -> str:
    """The words of a text in pieces, each of which is only read where it is not known what it says."""
    pieces = list(pieces)
    read: list[Any] = [recall(piece, partial(said, piece)) for piece in pieces]
    whole = len(read) == 1 or all(is_whole for _, is_whole in read)
    return "".join(words for words, _ in read) if whole else said("".join(pieces))[0]


@cache
def _parser() -> MarkdownIt:
    # What others may take for a link's target is the text of a footnote.
    return MarkdownIt("commonmark").enable("table").disable("reference")
