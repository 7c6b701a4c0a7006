"""What other programs say, which is English: turned into sentences of our own.

Their own words follow as a quotation, for whoever can use them. Of what is not known here, they are all there is.
"""

from __future__ import annotations

import re

from .faults import Phrase

# What the operating system says has a name in each language.
SYSTEM = Phrase("foreign.system")

# What is meant, by how what is said begins. A name in it stands in the sentence too.
_MEANT = {
    "Jinja": {
        "undefined": r"'(?P<name>.+)' is undefined|.* has no (?:attribute|element) '?(?P<other>[^']+)",
        "tag": r"Encountered unknown tag '(?P<name>.+?)'",
        "filter": r"No (?:filter|test) named '(?P<name>.+?)'",
        "twice": r"block '.+?' defined twice",
        "unsafe": r"access to attribute '(?P<name>.+?)' of .* is unsafe",
        "ended": r"[Uu]nexpected end of template|Missing end of|.*got 'end of ",
        "sign": r"unexpected (?:char )?'(?P<name>.+?)'(?: at \d+)?$",
        "otherwise": r"expected token ",
    },
    "Typst": {
        "undefined": r"unknown variable: (?P<name>.+)|.*does not contain key \"(?P<other>[^\"]+)",
        "font": r"unknown font family: (?P<name>.+)",
        "file": r"file not found",
        "ended": r"unclosed ",
        "otherwise": r"expected ",
    },
    "TOML": {
        "equals": r"Expected '=' after a key",
        "twice": r"Cannot (?:overwrite a value|declare .* twice|mutate )",
        "ended": r"Unclosed |Unterminated |Expected ['\"]",
        "value": r"Invalid value|Illegal character|Expected newline",
    },
    "XML": {
        "element": r"Opening and ending tag mismatch: (?P<name>\S+) ",
        "ended": r"Premature end of data|EndTag: ",
    },
    "Git": {
        "damaged": r".*(?:corrupt|is empty|unable to read|bad object|missing blob)",
        "access": r".*[Pp]ermission denied",
    },
}


def said_by(program: str | Phrase, words: str | None) -> Phrase:
    """What a program says, for a gap in a sentence of ours."""
    said = " ".join((words or "").split()).rstrip(".")
    gaps: dict[str, object] = {"program": program, "words": said}
    for key, pattern in _MEANT.get(program, {}).items() if isinstance(program, str) else ():
        if found := re.match(pattern, said):
            return Phrase(f"foreign.{key}", gaps | {"name": found[found.lastindex or 0]})
    return Phrase("foreign.unknown", gaps)
