"""A link that is none.

A link is `[words](address)`, with nothing between the brackets and the parenthesis. With a blank there, with both the
other way round or without the last parenthesis it is no link: readers see the signs.

Write it as the finding says.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_body

_TARGET = r"(?:https?://|www\.|mailto:)[^\s()<>\[\]|]{1,500}|[\w./-]{1,200}\.md(?:#[\w-]{1,100})?"
# One that is not closed may have parentheses of its own.
_OPEN = r"(?:https?://|www\.|mailto:)(?:[^\s()<>\[\]|]|\([^\s()<>]{0,200}\)){1,500}|[\w./-]{1,200}\.md(?:#[\w-]{1,100})?"
_WORDS = r"[^\[\]()|\n]{1,200}(?:\n[^\[\]()|\n]{1,200})?"
# The kinds of slips, whose names are the variants of the texts, with how each is written.
_KINDS = {
    "blank": rf"\[(?P<blank_words>{_WORDS})\](?:[ \t\u00a0]{{1,3}}\n?|\n)[ \t]{{0,3}}\((?P<blank_target>{_TARGET})\)",
    "swapped": rf"\((?P<swapped_words>{_WORDS})\)[ \t]{{0,3}}\[(?P<swapped_target>{_TARGET})\]",
    "brackets": rf"\[(?P<brackets_words>{_WORDS})\][ \t]{{0,3}}\[(?P<brackets_target>{_TARGET})\]",
    "open": rf"\[(?P<open_words>{_WORDS})\]\((?P<open_target>{_OPEN})(?=\s|\Z)(?![^\n()]{{0,300}}\))",
    "angle": r"<(?P<angle_target>(?:https?://|www\.)[^\s<>]{1,500})(?=\s|\Z)",
    # With a letter: numbers are notes.
    "label": rf"\[(?P<label_words>(?=[^\]]{{0,200}}[^\W\d_]){_WORDS})\]\[(?P<label_target>(?:(?=[^\]]{{0,60}}[^\W\d_])[\w .-]{{1,60}})?)\](?![:(\[{{])",
    "bar": rf"\[(?P<bar_words>{_WORDS})\|(?P<bar_target>{_TARGET})\]",
}
_MISSED = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _KINDS.items()))


@rule(
    "T154",
    Severity.WARNING,
    Scope.FILE,
    message="“{found}” is no link: it is printed as it stands.",
    message_blank="This is no link, because of the blank between the brackets and the parenthesis.",
    message_swapped="This is no link, because the brackets stand behind the parentheses.",
    message_open="This is no link, because the parenthesis that begins here is never closed.",
    message_angle="The sign < is printed as it stands, because the sign > behind the address is missing.",
    message_label="This is no link, because nothing in this file says where “{target}” leads.",
    help="Write `[{words}]({target})`.",
    help_label="Write `[{words}](https://…)` with the address, or the words alone.",
    help_angle="Write `<{target}>`, or the address alone.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for prose in plan.texts:
        shown = prose.body.shown
        # To look for a sign is cheap, for the patterns it is not.
        for found in _MISSED.finditer(shown) if "[" in shown or "<" in shown else ():
            kind = next(name for name in _KINDS if found[name] is not None)
            target = found[f"{kind}_target"]
            place = found.span()
            if kind in ("open", "angle"):
                target = target.rstrip(".,;:!?")
                place = found.start(), found.start(f"{kind}_target") + len(target)
            if found.start() not in prose.body.escaped:
                meant = f"https://{target}" if target.startswith("www.") else target
                meant = meant or found["label_words"]
                words = " ".join((found.groupdict().get(f"{kind}_words") or "").split())
                written = " ".join(found[0].split())[:60]
                yield problem(in_body(prose, *place), kind, found=written, words=words, target=meant)
