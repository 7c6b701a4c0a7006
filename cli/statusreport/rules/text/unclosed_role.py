"""A role that is written in part.

The role `` {figure}`NAME` `` prints a computed number. It needs a backtick directly behind the brace and one
directly behind the name. Without them the braces are printed, and no number.

Write the whole role. If readers are to see the braces, put them between backticks.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan, Record
from ...source.faults import Severity
from ...source.markdown import Block
from .. import Problem, problem, rule
from .._prose import in_block

# Two braces are a template's, and a backslash says that the brace is meant.
_ROLE = re.compile(r"(?<![\\{])\{ *(?P<name>[\w:+-]+) *\}(?!\})")
_TICKS = re.compile("`*")
_FIGURE = re.compile(r"\s*`*(?P<name>[\w-]+(?:\.[\w-]+)+)")


@rule(
    "T119",
    Severity.ERROR,
    message="The backtick behind “{role}” is never closed.",
    message_loose="“{role}” is printed as it stands here.",
    help="A figure is written {{figure}}`{name}`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        for block in record.body.blocks if "{" in record.body.prose else ():
            yield from _in_block(record, block)


def _in_block(record: Record, block: Block) -> Iterator[Problem]:
    start = record.body.places.index(block.line)
    text = record.body.markdown[start : start + len(block.text)]
    for found in _ROLE.finditer(block.text):
        ticks = _TICKS.match(text, found.end())
        opened = ticks[0] if ticks and " " not in found[0] else ""
        if opened and _is_closed(text, found.end() + len(opened), opened):
            continue
        if opened or found["name"].casefold() == "figure":
            figure = _FIGURE.match(text, found.end())
            name = figure["name"] if figure else "NAME"
            place = in_block(record, block, *found.span())
            yield problem(place, "" if opened else "loose", role=found[0], name=name)


def _is_closed(text: str, start: int, ticks: str) -> bool:
    """Whether the backticks come again, and not only before those of the next figure."""
    end = text.find(ticks, start + 1)
    return end >= 0 and not text.endswith("{figure}", start, end)
