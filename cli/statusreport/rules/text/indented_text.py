"""Sentences that are printed as code, because their line is indented.

Four blanks or a tab in front of a line make it code: it is printed with letters of one width, in lines that do not
break, and no rule reads it. Mostly the first line of a paragraph was indented in Word or in a mail.

Remove the blanks. What is meant as code stands between two lines of three backticks.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import line_of

_WORD = re.compile(r"[^\W\d_]{3,}")
_QUOTED = re.compile(r"^[ \t]*>", re.MULTILINE)
# What code has and sentences have not.
_CODE = re.compile(r"[={}<>$\\;]|\w\(|//|::|^\s*[#@]", re.MULTILINE)


@rule(
    "T132",
    Severity.WARNING,
    Scope.FILE,
    message="“{words}” is printed as code, because the line is indented.",
    help="Remove the blanks in front of it.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for prose in plan.texts:
        for token in prose.body.every_token():
            if token.type == "code_block" and token.map and _is_text(token.content):
                words = token.content.strip().partition("\n")[0][:60]
                yield problem(line_of(prose, prose.body.first_line + token.map[0]), words=words)


def _is_text(code: str) -> bool:
    return _WORD.search(code) is not None and not _CODE.search(_QUOTED.sub("", code))
