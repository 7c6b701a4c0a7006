"""A picture without alternative text, or with one that says nothing.

Who cannot see the picture hears its text instead, and the law asks for it. A picture without text is a hole
in the page to them, and “picture” or the name of its file tells them no more.

Say between the brackets what the picture tells: `![Antall ofre økte fra 203 til 309](ofre.png)`.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_body


@rule(
    "T108",
    Severity.ERROR,
    Scope.FILE,
    message="The picture “{target}” has no alternative text.",
    message_nothing="“{text}” does not say what the picture “{target}” shows.",
    help="Write what it shows between the brackets: `![what it shows]({target})`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        for link in record.body.links:
            text = link.text.strip()
            if link.picture and (not text or _NOTHING.fullmatch(text)):
                start, end = link.place
                place = in_body(record, start - len("!["), end + len("]"))
                yield problem(place, "nothing" if text else "", target=link.target, text=text)


# «Bilde», «Figur 1», «En illustrasjon», or the name of a file.
_NOTHING = re.compile(
    r"(?:(?:et|eit|en|ein|an?|the)\s+)?(?:bilde|bilete|foto|fotografi|figur|illustrasjon|graf|diagram|kart|tegning|"
    r"teikning|image|picture|photo|figure|illustration|chart|graph|map|drawing)(?:et|en|a)?(?:\s*\d+)?[.:]?"
    r"|[\w .-]+\.(?:png|jpe?g|gif|webp|svg)",
    re.IGNORECASE,
)
