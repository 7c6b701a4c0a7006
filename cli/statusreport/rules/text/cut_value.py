"""A text of the front matter that ends before it should.

Behind a blank, `#` begins a comment in YAML: of `title: Benk #2 ved skolen` only “Benk” is read, and printed.

Put the text in quotes. If it is a comment, write a blank behind the `#`.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Location, Places, Severity
from .. import Problem, problem, rule
from .._prose import front, is_value

# A text without quotes, with a number sign in it that has no blank behind.
_CUT = re.compile(
    r"^[ ]*(?:-[ ]+)?+(?:[\w-]+:[ ]+)?+(?P<all>(?![\"'|>&*\[{#!])(?P<read>[^\n#]*?[^\s#])[ \t]+(?P<lost>#[^\s#][^\n]*))$",
    re.MULTILINE,
)


@rule(
    "T146",
    Severity.ERROR,
    message="“{lost}” is read as a comment: only “{read}” is printed.",
    help="Put the whole text in quotes: `{meant}`. If it is a comment, write a blank behind the `#`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for source in plan.sources.values():
        text = front(plan, source)
        for found in _CUT.finditer(text) if " #" in text or "\t#" in text else ():
            place = Location(source.path, Places(source.text).span(*found.span("lost")))
            if is_value(source, place.span):
                continue
            words = found["all"].rstrip()
            meant = f"'{words}'" if '"' in words or "\\" in words else f'"{words}"'
            yield problem(
                place, lost=found["lost"].rstrip()[:60], read=found["read"], meant=meant.replace("\t", " ")
            )
