"""A text of the front matter that ends before it should.

Behind a blank, `#` begins a comment in YAML: of `title: Benk #2 ved skolen` only “Benk” is read, and printed.

Put the text in quotes. If it is a comment, write it on a line of its own.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Location, Places, Severity
from ...source.text import FENCE
from ...source.yaml_advice import quoted
from ...source.yaml_nodes import Mapping, Node, Scalar, Sequence, YamlFault, compose
from .. import Problem, Scope, problem, rule
from .._prose import Stretches, front

# A text without quotes, with a number sign in it that has no words of a comment behind a blank.
_CUT = re.compile(
    r"^[ ]*+(?:-[ ]+)?+(?:[\w-]+:[ ]+)?+(?P<all>(?![\"'|>&*\[{#!])(?P<read>[^\n#]*?[^\s#])[ \t]+(?P<lost>#(?:[^\s#]|[ \t]+\d|[ \t]*$)[^\n]*))$",
    re.MULTILINE,
)
# The same with nothing before it.
_WHOLE = re.compile(r"^[ ]*(?:-[ ]+)?(?P<key>[\w-]+):[ \t]+(?P<lost>#[^\s#][^\n]*)$", re.MULTILINE)


@rule(
    "T146",
    Severity.ERROR,
    Scope.FILE,
    message="“{lost}” is read as a comment: only “{read}” is read.",
    message_whole="“{lost}” is read as a comment: nothing is left of the value.",
    help="Put the whole text in quotes: `{meant}`. If it is a comment, write it on a line of its own.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for source in plan.sources.values():
        text = front(plan, source)
        if " #" not in text and "\t#" not in text:
            continue
        places = Places(source.text)
        values = _values(text.removeprefix(f"{FENCE}\n"), text.startswith(FENCE) + 1)
        read = Stretches(Location(source.path, value.span) for _, value in values)
        empty = {line for line, value in values if not value.text}
        for found in _CUT.finditer(text):
            start, end = found.span("lost")
            place = Location(source.path, places.span(start, end))
            # What is read of its sign stands in quotes, be more behind them or not.
            if Location(source.path, places.span(start, start + 1)) not in read:
                yield _problem(place, found, "", found["all"], found["read"])
        for found in _WHOLE.finditer(text):
            place = Location(source.path, places.span(*found.span("lost")))
            if place.span.line in empty:
                yield _problem(place, found, "whole", found["lost"], "")


def _problem(place: Location, found: re.Match[str], variant: str, words: str, read: str) -> Problem:
    meant = quoted(words.rstrip().replace("\t", " "))
    return problem(place, variant, lost=found["lost"].rstrip()[:60], read=read, meant=meant)


def _values(text: str, first_line: int) -> tuple[tuple[int, Scalar], ...]:
    """The values that are read, also those that are not printed, with the lines of their keys."""
    try:
        return tuple(_scalars(compose(text.removesuffix(f"{FENCE}\n"), first_line), 0))
    except YamlFault:  # which is another finding
        return ()


def _scalars(node: Node | None, line: int) -> Iterator[tuple[int, Scalar]]:
    match node:
        case Scalar():
            yield line, node
        case Sequence():
            for item in node.items:
                yield from _scalars(item, 0)
        case Mapping():
            for key, value in node.entries:
                yield from _scalars(value, key.span.line)
