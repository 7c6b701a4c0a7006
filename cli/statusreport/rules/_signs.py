"""Signs that no editor shows, in words that must be those of a vocabulary."""

import re

from ..source.faults import Sign

_HIDDEN = re.compile("[\u00ad\u200b-\u200d\u2060]")


def without_hidden(word: str) -> str:
    """A word without what cannot be seen of it."""
    return _HIDDEN.sub("", word)


def hidden(word: str) -> Sign | None:
    """The first sign in a word that cannot be seen, if there is one."""
    found = _HIDDEN.search(word)
    return Sign(found[0]) if found else None
