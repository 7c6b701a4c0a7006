"""Signs that no editor shows, in words that must be those of a vocabulary."""

import re
import unicodedata

_HIDDEN = re.compile("[\u00ad\u200b-\u200d\u2060]")


def without_hidden(word: str) -> str:
    """A word without what cannot be seen of it."""
    return _HIDDEN.sub("", word)


def hidden(word: str) -> str:
    """What the first sign in a word is called that cannot be seen; "" where all can be."""
    found = _HIDDEN.search(word)
    return unicodedata.name(found[0]).lower() if found else ""
