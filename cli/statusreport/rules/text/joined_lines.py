"""Lines that were meant to stand below each other, and are printed as one.

A line break within a paragraph is a blank in Markdown: the next line goes on where the last one ended. An address, a
verse or a list of names is then one line.

Write a backslash at the end of each line but the last, or make a list of them.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import line_of, paragraphs
from .._signs import BULLETS

# A line of a verse or of an address is short, one of a list of names may be longer.
_SHORT, _LONG = 40, 100
_FEWEST = 3
_BEGINS = re.compile(r"[«“\"*_]*[A-ZÆØÅÄÖ0-9+]")
_GOES_ON = re.compile(r"[.!?:;–—-][»”\"*_)]*$")
_COMMA = re.compile(r",[»”\"*_)]*$")
_PLACE = re.compile(r"\d{4} [A-ZÆØÅ][\w .-]{1,24}")
# The rows of a table, the items of a list and notes have rules of their own.
_ELSE = re.compile(rf"^[\[{BULLETS}-]|[|\t]|\S  +\S|;\S")
_NAMED = re.compile(r"[A-ZÆØÅ][\w ./-]{1,24}:\s+\S.*")


@rule(
    "T140",
    Severity.WARNING,
    Scope.FILE,
    yields_to=("template-leftover",),
    message="“{words}” and the lines below it are printed as one line.",
    help="Write `{words}\\`, and a backslash at the end of each line but the last; or make a list of them.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for prose in plan.texts:
        for lines in paragraphs(prose):
            if len(lines) > 1 and (words := _meant_apart([text for _, text in lines])):
                yield problem(line_of(prose, lines[0][0]), words=words)


def _meant_apart(texts: list[str]) -> str:
    """The first of lines that were meant to stand apart, or ""."""
    if any(_ELSE.search(text) for text in texts):
        return ""
    ends = not any(map(_GOES_ON.search, texts[:-1]))
    apart = all(map(_NAMED.fullmatch, texts)) or (ends and (_is_address(texts) or _is_verse(texts)))
    return texts[0] if apart else ""


def _is_address(texts: list[str]) -> bool:
    # With more commas in a line they are those of a sentence.
    short = all(
        len(text) <= _SHORT and _BEGINS.match(text) and text.count(",") < _FEWEST - 1 for text in texts
    )
    return short and (len(texts) >= _FEWEST or _PLACE.fullmatch(texts[-1]) is not None)


def _is_verse(texts: list[str]) -> bool:
    """Whether lines end before they are full, which those of prose do not, and mostly where a pause is."""
    if len(texts) < _FEWEST or not _end_early(texts):
        return False
    if all(map(_BEGINS.match, texts)) and max(map(len, texts)) <= _LONG:
        return True
    pauses = sum(1 for above, below in pairwise(texts) if _COMMA.search(above) or _BEGINS.match(below))
    return max(map(len, texts)) <= _SHORT and 2 * pauses >= len(texts) - 1


def _end_early(texts: list[str]) -> bool:
    width = max(map(len, texts))
    return any(len(above) + 1 + len(below.split(" ")[0]) <= width for above, below in pairwise(texts))
