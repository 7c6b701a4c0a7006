"""Lines that were meant to stand below each other, and are printed as one.

A line break within a paragraph is a blank in Markdown: the next line goes on where the last one ended. An address, a
verse or a list of names is then one line.

Write a backslash at the end of each line but the last, or make a list of them.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan, Record
from ...source.faults import Severity
from .. import Problem, problem, rule
from .._prose import line_of

# A line of prose is broken where it is full, a line of an address is not.
_SHORT = 40
_FEWEST = 3
_BEGINS = re.compile(r"[«“\"*_]*[A-ZÆØÅÄÖ0-9+]")
_GOES_ON = re.compile(r"[.!?:;,–—-][»”\"*_)]*$|\\$")
_NAMED = re.compile(r"[A-ZÆØÅ][\w ./-]{1,24}:\s+\S.*")


@rule(
    "T140",
    Severity.WARNING,
    message="“{words}” and the lines below it are printed as one line.",
    help="Write `{words}\\`, and a backslash at the end of each line but the last; or make a list of them.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        for token in record.body.every_token():
            if token.type == "paragraph_open" and token.map and token.map[1] - token.map[0] > 1:
                first, end = (record.body.first_line + number for number in token.map)
                if words := _meant_apart(record, range(first, end)):
                    yield problem(line_of(record, first), words=words)


def _meant_apart(record: Record, numbers: range) -> str:
    """The first of lines that were meant to stand apart, or ""."""
    texts = [record.body.line(number).lstrip("> ") for number in numbers]
    if any(text.startswith(("|", "-", "•", "[")) or "\t" in text for text in texts):
        return ""
    # Lines that end with two blanks are apart already.
    lines = record.body.markdown.split("\n")[
        numbers.start - record.body.first_line : numbers.stop - record.body.first_line
    ]
    if any(line.endswith("  ") for line in lines[:-1]):
        return ""
    verse = (
        len(texts) >= _FEWEST
        and all(len(text) <= _SHORT and _BEGINS.match(text) for text in texts)
        and not any(_GOES_ON.search(text) for text in texts[:-1])
    )
    return texts[0] if verse or all(map(_NAMED.fullmatch, texts)) else ""
