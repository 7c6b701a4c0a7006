"""A text of the front matter that ends before it should.

Behind a blank, `#` begins a comment in YAML: of `title: Benk #2 ved skolen` only “Benk” is read, and printed.

Put the text in quotes. If it is a comment, write it on a line of its own.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Location, Places, Severity, Span
from ...source.text import FENCE
from ...source.yaml_advice import quoted
from ...source.yaml_nodes import Mapping, Node, Scalar, Sequence, YamlFault, compose
from .. import Problem, Scope, problem, rule
from .._prose import front

# A text without quotes, with a number sign in it that has no blank behind, or a number.
_CUT = re.compile(
    r"^[ ]*(?:-[ ]+)?+(?:[\w-]+:[ ]+)?+(?P<all>(?![\"'|>&*\[{#!])(?P<read>[^\n#]*?[^\s#])[ \t]+(?P<lost>#(?:[^\s#]|[ \t]+\d)[^\n]*))$",
    re.MULTILINE,
)


@rule(
    "T146",
    Severity.ERROR,
    Scope.FILE,
    message="“{lost}” is read as a comment: only “{read}” is read.",
    help="Put the whole text in quotes: `{meant}`. If it is a comment, write it on a line of its own.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for source in plan.sources.values():
        text = front(plan, source)
        if " #" not in text and "\t#" not in text:
            continue
        places, read = Places(source.text), _read(text.removeprefix(f"{FENCE}\n"), text.startswith(FENCE) + 1)
        for found in _CUT.finditer(text):
            place = places.span(*found.span("lost"))
            if any(place in span for span in read):
                continue
            words = found["all"].rstrip()
            yield problem(
                Location(source.path, place),
                lost=found["lost"].rstrip()[:60],
                read=found["read"],
                meant=quoted(words.replace("\t", " ")),
            )


def _read(text: str, first_line: int) -> tuple[Span, ...]:
    """Where the values stand that are read, also those that are not printed."""
    try:
        return tuple(_scalars(compose(text.removesuffix(f"{FENCE}\n"), first_line)))
    except YamlFault:  # which is another finding
        return ()


def _scalars(node: Node | None) -> Iterator[Span]:
    match node:
        case Scalar():
            yield node.span
        case Sequence():
            for item in node.items:
                yield from _scalars(item)
        case Mapping():
            for _, value in node.entries:
                yield from _scalars(value)
