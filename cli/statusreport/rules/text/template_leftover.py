"""A placeholder that nobody has replaced.

«TODO», «xx», «[…]» or «<dato>» was put there to be filled in later. Published, it tells every reader that the
report is not finished.

Write what belongs there, or remove it. A quotation may leave something out: «… […] …» between guillemets is
not reported.
"""

import re
from collections.abc import Iterator

from ...diagnostics import Severity
from ...model import Plan
from .. import Problem, problem, rule
from .._prose import in_body, in_values, is_quoted

# Roman numerals are capitals too, so XX is twenty and only xx a gap.
_LEFTOVER = re.compile(
    r"\b(?:TODO|FIXME|TBD|TBA|XXX+|xx+)\b"
    r"|\[\s*(?:\.{2,}|…)\s*\]"
    r"|<\s*(?:\.{2,}|…)\s*>"
    r"|(?i:\blorem ipsum\b|\bfyll inn\b|\bsett inn (?:tekst|dato|navn|namn|tall|tal|lenke|lenkje|sitat|her)\b)"
    r"|(?i:\[(?:dato|navn|namn|tittel|tekst|tall|beløp|(?:sett|fyll|skriv) inn[^\]\n]*|insert[^\]\n]*)\](?![(\[:]))"
    r"|(?i:<(?:dato|navn|namn|tittel|tekst|nummer|tall|tal|beløp|lenke|lenkje|status|departement|ansvarlig|år|måned"
    r"|date|name|text|number|amount|(?:sett|fyll|skriv) inn[^>\n]*|insert[^>\n]*)>)"
)


@rule(
    "T101",
    Severity.ERROR,
    message="“{found}” is a placeholder that nobody has replaced.",
    help="Write what belongs here, or remove it.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for _, place, found in in_values(plan, _LEFTOVER):
        yield problem(place, found=found[0])
    for record in plan.records:
        text = record.body.prose
        for found in _LEFTOVER.finditer(text):
            start = text.rfind("\n\n", 0, found.start()) + 1
            # A tag is raw HTML, which is reported as such.
            if is_quoted(text[start:], found.start() - start) and found[0][0] == "[":
                continue
            if found[0][0] == "<" and any(found[0] == html for html, _ in record.body.html()):
                continue
            yield problem(in_body(record, *found.span()), found=found[0])
