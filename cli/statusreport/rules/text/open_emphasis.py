"""Stars or underscores that were meant to emphasise, and are printed.

Emphasis begins directly before its first word and ends directly behind its last one: `**viktig**`. With a blank inside,
with a full stop inside and a letter behind, or without its partner, the sign is printed as it stands.

Write the signs close around the words, with a blank or a full stop outside. Signs that readers are to see get a
backslash before them.
"""

import re
from collections import Counter
from collections.abc import Iterator

from ...model.plan import Plan, Prose
from ...source.commonmark import Place
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_body, in_prose

_MARKS = re.compile(
    r"(?<!\*)\*\*(?!\*)|(?<![\w_])__(?= [^\W_][^_\n]{0,100} __(?![\w_]))|(?<!\w)__(?=[^\W_])|(?<=[^\W_])__(?!\w)|(?<=[.,:;!?])__(?!_)"
)
# A single one on both sides, with a blank inside.
_SINGLE = re.compile(
    r"(?<![\w*])(\*)( [^*\n]{1,100}[^\s*]|[^\s*][^*\n]{1,100} )\*(?![\w*])|(?<!\w)(_)( [^_\n]{1,100}[^\s_]|[^\s_][^_\n]{1,100} )_(?!\w)"
)

# One that begins emphasis within a sentence, in a paragraph that has no other.
_LONE = re.compile(r"(?<=\S[ \u00a0])\*(?=[^\W\d_])")


@rule(
    "T136",
    Severity.WARNING,
    Scope.FILE,
    message="“{found}” emphasises nothing and is printed as it stands.",
    message_inside="The stars in “{found}” are taken for emphasis, and are not printed.",
    message_blank="“{found}” is printed as it stands: there is a blank inside the signs.",
    help="Write it directly before the first word and directly behind the last, as `{found}viktig{found}`, with a blank outside; or remove it.",
    help_inside="Write `{meant}` if they are to be printed.",
    help_blank="Write `{meant}`, with the blank outside.",
)
def check(plan: Plan) -> Iterator[Problem]:
    seen: Counter[tuple[str, int, str]] = Counter()
    for block, place, found in in_prose(plan, _MARKS, ("**", "__")):
        # Two of them that missed each other are one slip.
        seen[place.path, block.start, found[0]] += 1
        if seen[place.path, block.start, found[0]] % 2:
            yield problem(place, found=found[0])
    for _, place, found in in_prose(plan, _SINGLE, ("*", "_")):
        sign, words = found[1] or found[3], found[2] or found[4]
        yield problem(place, "blank", found=found[0], meant=f"{sign}{words.strip()}{sign}")
    for block, place, found in in_prose(plan, _LONE, ("*",)):
        if block.text.count("*") == 1:
            yield problem(place, found=found[0])
    yield from _inside(plan)


def _inside(plan: Plan) -> Iterator[Problem]:
    """Stars that stand between letters or figures on both sides, as those of a sum."""
    for prose in plan.texts:
        text, reported = prose.body.markdown, -1
        for start, end in _emphasised(prose) if "*" in text else ():
            inside = all(
                text[one - 1 : one].isalnum() and text[other : other + 1].isalnum()
                for one, other in (start, end)
            )
            if inside and start[0] > reported:
                first, reported = _words(text, start[0], end[1])
                found = " ".join(text[first:reported].split())[:60]
                place = in_body(prose, first, reported)
                yield problem(place, "inside", found=found, meant=found.replace("*", "\\*"))


def _words(text: str, start: int, end: int) -> Place:
    """A stretch with the rest of the words that it begins and ends in."""
    while text[start - 1 : start].isalnum():
        start -= 1
    while text[end : end + 1].isalnum() or text[end : end + 1] == "*":
        end += 1
    return start, end


def _emphasised(prose: Prose) -> Iterator[tuple[Place, Place]]:
    """Where the stars stand that begin and end emphasis, in the order of the text."""
    for token in prose.body.every_token():
        opened: list[Place] = []
        found: list[tuple[Place, Place]] = []
        for child in token.children or ():
            if child.markup in ("*", "**") and child.nesting > 0:
                opened.append(child.meta["place"])
            elif child.markup in ("*", "**") and child.nesting < 0:
                found.append((opened.pop(), child.meta["place"]))
        yield from sorted(found)
