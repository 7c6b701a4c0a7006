"""Signs that no editor shows, those that other programs put in front of an item, and letters that were misread."""

import re
from collections.abc import Iterator

from ..source.commonmark import Run
from ..source.faults import Sign
from ..source.markdown import Body

# What Word, Outlook, Teams and readers of PDF leave in front of an item; the private ones are those of Symbol.
BULLETS = "•◦‣▪▫●○■□►➢✓✔·\uf000-\uf0ff"
# Letters that are the bullets of fonts which are not there, with a tab behind.
LETTER_BULLETS = "o§ØüŸv"
# A soft hyphen, blanks without width, what joins letters, and what turns the direction of a text.
HIDDEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069"
_HIDDEN = re.compile(f"[{HIDDEN}]")


def without_hidden(word: str) -> str:
    """A word without what cannot be seen of it."""
    return _HIDDEN.sub("", word)


def entities(body: Body) -> Iterator[tuple[Run, str]]:
    """The signs of a text that are written by name or number, as `&shy;`, each with how."""
    for run in body.runs if "&" in body.markdown else ():
        if run.kind == "entity":
            yield run, body.markdown[run.start : run.end]


def well_read(word: str) -> str:
    """A word as it was before its bytes were misread, or "" if that cannot be told."""
    try:
        return word.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""


def hidden(word: str) -> Sign | None:
    """The first sign in a word that cannot be seen, if there is one."""
    found = _HIDDEN.search(word)
    return Sign(found[0]) if found else None
