"""Lines that were meant to stand below each other, and are printed as one.

A line break within a paragraph is a blank in Markdown: the next line goes on where the last one ended. An address, a
verse or a list of names is then one line.

Write a backslash at the end of each line but the last, or make a list of them.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import line_of, paragraphs
from .._signs import BULLETS

# A line of prose is broken where it is full, a line of an address is not.
_SHORT = 40
_FEWEST = 3
_BEGINS = re.compile(r"[«“\"*_]*[A-ZÆØÅÄÖ0-9+]")
_GOES_ON = re.compile(r"[.!?:;,–—-][»”\"*_)]*$")
# The rows of a table, the items of a list and notes have rules of their own.
_ELSE = re.compile(rf"[|\[{BULLETS}-]")
_NAMED = re.compile(r"[A-ZÆØÅ][\w ./-]{1,24}:\s+\S.*")


@rule(
    "T140",
    Severity.WARNING,
    Scope.FILE,
    message="“{words}” and the lines below it are printed as one line.",
    help="Write `{words}\\`, and a backslash at the end of each line but the last; or make a list of them.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        for lines in paragraphs(record):
            if len(lines) > 1 and (words := _meant_apart([text for _, text in lines])):
                yield problem(line_of(record, lines[0][0]), words=words)


def _meant_apart(texts: list[str]) -> str:
    """The first of lines that were meant to stand apart, or ""."""
    if any(_ELSE.match(text) or "\t" in text for text in texts):
        return ""
    verse = (
        len(texts) >= _FEWEST
        and all(len(text) <= _SHORT and _BEGINS.match(text) for text in texts)
        and not any(_GOES_ON.search(text) for text in texts[:-1])
    )
    return texts[0] if verse or all(map(_NAMED.fullmatch, texts)) else ""
