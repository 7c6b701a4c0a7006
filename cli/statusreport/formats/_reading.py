"""Markdown as others read it, to prove what a format says."""

from __future__ import annotations

import re
from functools import cache
from html import unescape

from markdown_it import MarkdownIt

_TAG = re.compile(r"<[^>]*>")
# A text without any of these says what it is.
_MARKUP = re.compile(r"[\\`*_\[\]<>&#|~\n]")


def said(markdown: str) -> str:
    """The words of a text without its markup; those of its footnotes where they are written."""
    return unescape(_TAG.sub("", _parser().render(markdown))) if _MARKUP.search(markdown) else markdown


@cache
def _parser() -> MarkdownIt:
    # What others may take for a link's target is the text of a footnote.
    return MarkdownIt("commonmark").enable("table").disable("reference")
