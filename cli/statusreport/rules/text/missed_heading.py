"""A heading that is none.

`## Status` is a heading because an ordinary blank stands behind the number signs. Without it, or with a no-break blank,
as some keyboards make it with Alt, the line is a sentence that begins with number signs, and is printed so.

Write one ordinary blank behind the number signs. If the signs belong to the sentence, write a backslash before them.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise

from ...model.plan import FieldText, Plan, Prose
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import line_of
from .._sections import indented_headings, required_of

# A single sign before a number is that: «#2»; before capitals it may begin an error of Excel.
_MISSED = re.compile(
    r"(?P<signs>#{2,6}|#(?=[A-ZÆØÅ\u00a0])(?![A-ZÆØÅ_/0]+[!?]|N/A|I/T))(?P<blank>[\u00a0\u2000-\u200b\u202f]*)(?P<title>[^\s#].*)"
)

# What stands in front of a heading within a list or a quotation.
_WITHIN = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+|>[ \t]?)*")
# Signs behind a heading are markup only behind a blank.
_CLOSED = re.compile(r"(?P<title>.*[^\s#\\])#{2,}")

# More signs than a heading can have.
_DEEP = re.compile(r"(?P<signs>#{7,})[ \u00a0]*(?P<title>[^\s#].*)")


@rule(
    "T135",
    Severity.WARNING,
    Scope.FILE,
    message="This is no heading, because there is no blank behind the number signs.",
    message_blank="This is no heading, because the blank behind the number signs is a no-break blank.",
    message_indented="This is no heading, because blanks stand in front of it: it is printed as code.",
    message_deep="This is no heading, because it has {number} number signs, and six are the most.",
    message_empty="This heading has no words.",
    message_closed="The number signs behind this heading are printed, because there is no blank in front of them.",
    message_field="This is no heading, because there is no blank behind the number signs.",
    help="Write `{signs} {title}`.",
    help_blank="Write `{signs} {title}` with an ordinary blank.",
    help_indented="Write `{signs} {title}` at the beginning of the line.",
    help_deep="Write `### {title}`, or as many `#` as the heading needs.",
    help_empty="Write the words of the heading behind the number signs, or delete them.",
    help_closed="Write `{signs} {title}`.",
    help_field="Write a line of its own in bold, or move it to the text below the facts.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for prose in plan.texts:
        titles = {section.title for section in prose.body.sections}
        missing = {title for title in required_of(plan, prose) if title not in titles}
        if "#" in prose.body.shown:
            yield from _in_lines(prose, missing)
        yield from _signs_alone(prose, missing)
        for line, signs, title in indented_headings(prose):
            if title not in missing:
                yield problem(line_of(prose, line), "indented", signs=max(signs, "##"), title=title)


def _in_lines(prose: Prose, missing: AbstractSet[str]) -> Iterator[Problem]:
    """Lines that were meant as headings; a required one is reported as missing."""
    lines = (
        block.line + number
        for block in prose.body.blocks
        if not block.level
        for number in range(block.text.count("\n") + 1)
    )
    for number in lines:
        line = prose.body.line(number)
        text = _WITHIN.sub("", line, count=1)
        if deep := _DEEP.fullmatch(text):
            yield problem(line_of(prose, number), "deep", number=len(deep["signs"]), title=deep["title"])
        found = _MISSED.match(text)
        # An item may begin with a word that has a number sign in front of it.
        if found and found["title"] not in missing and (text == line or len(found["signs"]) > 1):
            signs = max(found["signs"], "##")
            variant = "field" if isinstance(prose, FieldText) else "blank" if found["blank"] else ""
            yield problem(line_of(prose, number), variant, signs=signs, title=found["title"])


def _signs_alone(prose: Prose, missing: AbstractSet[str]) -> Iterator[Problem]:
    """Headings without words, and those with signs behind that are part of the words."""
    for opening, words in pairwise(prose.body.every_token()):
        if opening.type == "heading_open" and opening.map:
            place = line_of(prose, prose.body.first_line + opening.map[0])
            closed = _CLOSED.fullmatch(words.content)
            if not words.content:
                yield problem(place, "empty")
            elif closed and closed["title"] not in missing:
                yield problem(place, "closed", signs="#" * int(opening.tag[1:]), title=closed["title"])
