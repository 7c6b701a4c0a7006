"""A list that was typed or pasted, and is printed as one line.

Bullets from Word, dashes, letters and numbers in front of lines make no list in Markdown. The lines are one paragraph,
and run together in print: “• Første • Andre”.

Begin each item with a hyphen and a blank, or with `1.`, `2.` and so on, below an empty line.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan, Prose
from ...source.faults import Severity
from ...source.meant import ORDINAL
from .. import Problem, Scope, problem, rule
from .._prose import Lines, line_of, paragraphs
from .._signs import BULLETS, LETTER_BULLETS

_BULLET = re.compile(
    rf"(?P<mark>[{BULLETS}])[\s\u00a0]*(?P<words>\S.*)|[{LETTER_BULLETS}]\t\s*(?P<behind>\S.*)"
    r"|[-*+][\u00a0\u2000-\u200b\u202f]\s*(?P<blank>[^\W\d].*)"
)
_OTHERS = re.escape("«»“”„‘’\"'()[]{}<>|#`*_$€£%@&~=/\\.,:;!?+…-")
# Before a number a plus sign is that.
_ITEM = re.compile(r"(?:[-*]|\+(?![ \t]+\d)) ")
# Items that stand in one line, behind the words that lead in.
_INLINE = re.compile(
    r"[:.;,][ \t\u00a0]+[•◦‣▪●■➢\uf000-\uf0ff][ \t\u00a0]+(?P<words>[^\W\d][^•◦‣▪●■➢\uf000-\uf0ff]*)"
)
_BEHIND_NUMBER = ":/. \u00a0-–—"
# These make a list only where several lines begin so.
_LOOSE = (
    ("sign", re.compile(r"(?P<mark>[–—‐])[\s\u00a0]+(?P<words>\S.*)")),
    # Any sign that begins no word, number, quotation or markup.
    ("sign", re.compile(rf"(?P<mark>[^\w\s{_OTHERS}])[\s\u00a0]*(?P<words>[^\W\d].*)")),
    ("glued", re.compile(r"(?P<mark>[-*+]|\d{1,2}[.)])(?P<words>[A-ZÆØÅ]\w.*)")),
    ("sign", re.compile(r"(?P<mark>o)[ \t]+(?P<words>\S.*)")),
    ("letter", re.compile(r"(?P<mark>\(?[^\W\d_]\)|\(?[ivxIVX]{1,4}[.)])[\s\u00a0]+(?P<words>\S.*)")),
    ("letter", re.compile(r"(?P<mark>[a-h]\.)[\s\u00a0]+(?P<words>\S.*)", re.IGNORECASE)),
    ("number", re.compile(r"(?P<mark>\(?\d{1,2}[.)])[\s\u00a0]+(?P<words>\S.*)")),
    (
        "letter",
        re.compile(r"(?P<mark>§[ \u00a0]?\d{1,3}(?:[-–]\d{1,3})?\.?)[\s\u00a0]+(?P<words>[A-ZÆØÅ].*)"),
    ),
    ("ordinal", re.compile(r"(?P<mark>\d{1,2}\.)[\s\u00a0]+(?P<words>\S.*)")),
    ("letter", re.compile(r"(?P<mark>\d{1,2}(?:\.\d{1,2})+\.?)[\s\u00a0]+(?P<words>[A-ZÆØÅ].*)")),
    ("count", re.compile(r"(?P<mark>\d{1,2}(?:[:/]|[ \u00a0]?[-–—])?)[\s\u00a0]+(?P<words>[A-ZÆØÅ].*)")),
)


@rule(
    "T137",
    Severity.WARNING,
    Scope.FILE,
    message="The bullet in front of “{words}” makes no list: it is printed as it stands.",
    message_blank="The blank in front of “{words}” is no ordinary one, so the sign before it begins no list.",
    message_sign="“{mark}” in front of “{words}” and other lines makes no list: the lines run together.",
    message_glued="There is no blank behind the sign in front of “{words}”: the lines run together.",
    message_letter="“{mark}” makes no list: the lines run together.",
    message_count="“{mark}” makes no list: the lines run together.",
    message_number="“{mark}” begins no list within a paragraph: the lines run together.",
    message_deep="“{mark}” in front of “{words}” begins no list, because the line is indented too far: it goes on with the line above.",
    message_ordinal="“{mark}” begins no list in front of such words: the lines run together.",
    help="Write `- {words}`, and leave a line empty above the first item.",
    help_inline="Write each item in a line of its own, as `- {words}`, and leave a line empty above the first.",
    help_blank="Write `- {words}` with an ordinary blank, and leave a line empty above the first item.",
    help_glued="Write `{mark} {words}`, and leave a line empty above the first item.",
    help_letter="Write `- {mark} {words}`, and leave a line empty above the first item.",
    help_count="Write `{mark}. {words}`, and leave a line empty above the first item.",
    help_deep="Begin the line at most three blanks behind the words above it.",
    help_ordinal="Write `- {mark} {words}`, or leave a line empty between the two.",
    help_number="Leave a line empty above the first item.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for prose in plan.texts:
        for lines in paragraphs(prose):
            yield from _in_paragraph(prose, lines)


def _in_paragraph(prose: Prose, lines: Lines) -> Iterator[Problem]:
    for line, text in lines:
        if bullet := _BULLET.match(text):
            words = bullet["words"] or bullet["behind"] or bullet["blank"]
            yield problem(line_of(prose, line), "blank" if bullet["blank"] else "", words=_shown(words))
            return
        if inline := _INLINE.search(text):
            yield problem(line_of(prose, line), "inline", words=_shown(inline["words"].rstrip()))
            return
    for line, text in lines[1:]:
        # Nothing but blanks keeps it from beginning a list there.
        if item := _ITEM.match(text):
            yield problem(
                line_of(prose, line), "deep", mark=item[0].strip(), words=_shown(text[item.end() :])
            )
            return
    for variant, pattern in _LOOSE:
        items = [(line, found) for line, text in lines if (found := pattern.match(text))]
        if variant == "number":
            items = [item for item in items if not ORDINAL.match(item[1]["words"])]
        # An item of a list may go on with another sign.
        several = len(items) > 1 or (variant == "sign" and _ITEM.match(lines[0][1]) and items)
        counted = variant not in ("count", "ordinal") or _counted([found["mark"] for _, found in items])
        # Several dates may stand first in their lines by chance, but not in each, one after the other.
        last = variant != "ordinal" or [line for line, _ in items] == [
            line for line, _ in lines[-len(items) :]
        ]
        if several and counted and last:
            line, found = items[0]
            mark = found["mark"].rstrip(_BEHIND_NUMBER) if variant == "count" else found["mark"]
            yield problem(line_of(prose, line), variant, mark=mark, words=_shown(found["words"]))
            return


def _counted(marks: list[str]) -> bool:
    return [int(mark.rstrip(_BEHIND_NUMBER)) for mark in marks] == list(range(1, len(marks) + 1))


def _shown(words: str) -> str:
    return words.replace("\t", " ")[:60]
