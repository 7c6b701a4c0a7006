"""A quotation mark without its partner.

A quotation that never ends, or ends without having begun, leaves readers to guess which words are quoted.

Add the missing mark. Apostrophes and inches are not reported, and a quotation may go on over several
paragraphs, whether each of them begins with the mark or only the first.
"""

import re
from collections.abc import Iterator

from ...diagnostics import Location, Severity
from ...model import Plan, Record
from ...prose import Block
from .. import Problem, problem, rule
from .._prose import in_block

_GUILLEMETS = re.compile(r"[«»]")
_CURLY = re.compile(r"[“”„‟]")
# Inches: 12", and the seconds of 5'30".
_STRAIGHT = re.compile(r'(?<!\d)"')
_ANY = re.compile(r'[«»“”„‟"]')


@rule(
    "T104",
    Severity.WARNING,
    message="{mark} opens a quotation that is not closed.",
    message_closing="{mark} closes a quotation that was not opened.",
    message_title="The title has {mark} without its partner.",
    help="Add the missing quotation mark.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        if _ANY.search(record.title) and any(_open(record.title, kind) for kind in _KINDS):
            marks = _ANY.findall(record.title)
            yield problem(record.source.at("title"), "title", mark=marks[-1])
        text = record.body.prose
        if "«" in text or "»" in text:
            yield from _unbalanced(record, _GUILLEMETS)
        if "“" in text or "”" in text or "„" in text:
            yield from _unbalanced(record, _CURLY)
        if '"' in text:
            yield from _unbalanced(record, _STRAIGHT)
