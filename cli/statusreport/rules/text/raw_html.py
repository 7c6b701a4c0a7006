"""HTML in a text.

A text is published as a web page, as PDF, for Word and LibreOffice. HTML means something in only one of them,
and what a web page runs could be hidden in it, so it is not taken over. Comments are no place for notes
either: use a key that begins with `x-`.

Write it in Markdown. If readers are to see the characters themselves, put them between backticks: `<b>`.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_body

_NAME = re.compile(r"</?([a-z][a-z0-9-]*)", re.IGNORECASE)


@rule(
    "T102",
    Severity.ERROR,
    Scope.FILE,
    message="“{html}” is HTML, which is not allowed here.",
    message_comment="This is an HTML comment, which is not allowed here.",
    help="Write it in Markdown, or put it between backticks if readers are to see it.",
    help_comment="Move the note to the front matter, under a key that begins with `x-`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        opened = set[str]()
        for html, place in record.body.html:
            shown = html.split("\n")[0]
            tag = _NAME.match(shown)
            name = tag[1].lower() if tag else ""
            # The end of an element that was reported says nothing new.
            if shown.startswith("</") and name in opened:
                continue
            opened.add(name)
            yield problem(
                in_body(record, *place), "comment" if shown.startswith("<!--") else "", html=shown[:60]
            )
