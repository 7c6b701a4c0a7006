"""A placeholder that nobody has replaced.

«TODO», «xx», «[…]» or «<dato>» was put there to be filled in later. Published, it tells every reader that the
report is not finished.

Write what belongs there, or remove it. A quotation may leave something out: «… […] …» between guillemets is
not reported.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_prose, in_values, is_quoted

_GAP = (
    r"\.{2,}|…|dato|navn|namn|tittel|tekst|nummer|tall|tal|beløp|lenke|lenkje|departement|ansvarlig|år|måned"
    r"|date|name|number|amount|(?:sett|fyll|skriv) inn[^\]>\n]*|insert[^\]>\n]*"
)
# Roman numerals are capitals too, so XX is twenty and only xx a gap.
_WORDS = re.compile(
    r"\b(?:TODO|FIXME|TBD|TBA|XXX+|xx+"
    r"|(?i:lorem ipsum|fyll inn|sett inn (?:tekst|dato|navn|namn|tall|tal|lenke|lenkje|sitat|her)))\b"
)
_WORD_SIGNS = (
    "TODO", "FIXME", "TBD", "TBA", "XXX", "xx",
    "orem ipsum", "OREM IPSUM", "yll inn", "YLL INN", "ett inn", "ETT INN",
)  # fmt: skip
_BRACKETS = re.compile(rf"[\[<]\s*(?i:{_GAP})\s*(?:\](?![(\[:])|>)")
_KINDS = ((_WORDS, _WORD_SIGNS), (_BRACKETS, ("[", "<")))


@rule(
    "T101",
    Severity.ERROR,
    Scope.FILE,
    message="“{found}” is a placeholder that nobody has replaced.",
    help="Write what belongs here, or remove it.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for pattern, signs in _KINDS:
        for _, place, found in in_values(plan, pattern, signs):
            yield problem(place, found=found[0])
        for block, place, found in in_prose(plan, pattern, signs):
            # A quotation may leave something out, be it between guillemets or in a block of its own.
            is_omission = found[0][0] == "[" and (block.quoted or is_quoted(block.text, found.start()))
            if not is_omission:
                yield problem(place, found=found[0])
