"""A link that is announced, but not there.

«Rapporten finnes på følgende lenke» without a link is what is left when a text is copied from a document or a
mail. Readers look for the link in vain.

Add the link, `[the text](https://…)`, or name the document instead.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan, Prose
from ...source.faults import Severity
from ...source.markdown import Block
from .. import Problem, Scope, problem, rule
from .._prose import in_block

_SIGNS = (
    "lenk", "Lenk", "link", "Link", "gjengelig", "vailable", "ownload", " ned her", " ned\n",
    "\nher", "\n  her", " her.", " her:", " her,", " her;", " her)", " her!",
)  # fmt: skip
_END = r"(?=\s*(?:[.:;,!)]|$))"
_ANNOUNCED = re.compile(
    r"\b(?:"
    r"(?:på|via|følgende|denne|disse|se|sjå|neden\w+|under\w+)\s+(?:følgende\s+|denne\s+|disse\s+)?"
    r"(?:lenke|lenkje|link)\w*"
    r"|(?<!direkte )(?<!sterk )(?<!tett )(?<!klar )(?<!nær )(?<!viktig )(?:lenke|lenkje|link)r?(?:\s+til\b|:)"
    r"|last(?:es|ast)?\s+ned\s+her"
    rf"|(?:finnes|finst|ligger|ligg|leses|lesast|les(?:\s+mer|\s+meir)?|tilgjengelig)\s+her{_END}"
    r"|tilgjengelig\s+på\s+(?:følgende|nettsiden?|nettsida|hjemmesiden?|heimesida|internett(?=\s*:))"
    r"|(?:following|this)\s+links?|see\s+(?:the\s+)?link|links?\s+to\s+the"
    rf"|available\s+(?:here|at){_END}|download(?:ed)?\s+here"
    r")",
    re.IGNORECASE,
)
# An address in plain words, or what was meant as a link.
_WRITTEN = re.compile(r"\]\(|\]\[|https?:|www\.", re.IGNORECASE)


@rule(
    "M114",
    Severity.WARNING,
    Scope.FILE,
    message="“{words}” announces a link, but none follows.",
    help="Add the link, or name the document instead.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for prose in plan.texts:
        text = prose.body.prose
        if not any(sign in text for sign in _SIGNS):
            continue
        blocks = prose.body.blocks
        for number, block in enumerate(blocks):
            found = None if block.level else _ANNOUNCED.search(block.text)
            if found and not any(_has_link(prose, near) for near in _with_next(blocks, number)):
                words = " ".join(found[0].split())
                yield problem(in_block(prose, block, *found.span()), words=words)


def _with_next(blocks: tuple[Block, ...], number: int) -> tuple[Block, ...]:
    """A block, and the one after it if it ends in a colon."""
    return blocks[number : number + (2 if blocks[number].text.rstrip().endswith(":") else 1)]


def _has_link(prose: Prose, block: Block) -> bool:
    """Whether a block has a link, or an address in plain words."""
    start, end = block.place
    is_written = _WRITTEN.search(prose.body.shown, start, end)
    return is_written is not None or any(start <= link.place[0] < end for link in prose.body.links)
