"""A table that was typed or pasted, and is printed as lines of words.

In Markdown a table needs a line of hyphens below its head, `| --- | --- |`, and bars between its cells. Without the line
the bars are printed and the rows run together; cells that were pasted from Word or Excel with tabs between them run
together too. A row with fewer cells than the head leaves the last columns empty.

Write the head, the line below it and each row between bars, with as many cells as the head has.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan, Record
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import Lines, line_of, paragraphs
from .._signs import BULLETS, LETTER_BULLETS

_BAR = re.compile(r"(?<!\\)\|")
# In front of a tab these are a list, which has a rule of its own.
_BULLET = re.compile(f"[{BULLETS}{LETTER_BULLETS}–-]")
_TAB = re.compile(r"(?<=\S)[ ]*\t\s*(?=\S)")


@rule(
    "T138",
    Severity.WARNING,
    Scope.FILE,
    message="The bars make no table here: the rows run together.",
    message_tabs="The tabs make no table here: the rows run together.",
    message_short="This row has {found} cells, the head of the table has {expected}.",
    help="Write `{line}` below “{head}”, and leave a line empty above it.",
    help_tabs="Write the head as `{head}`, below it `{line}`, and each row as `{row}`.",
    help_short="Write {expected} cells between bars; one may be empty.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        for lines in paragraphs(record):
            yield from _in_paragraph(record, lines)
        yield from _in_tables(record)


def _in_tables(record: Record) -> Iterator[Problem]:
    width = 0
    for token in record.body.every_token():
        if token.type == "thead_open":
            width = 0
        elif token.type == "th_open":
            width += 1
        elif token.type == "tr_open" and token.map:
            line = record.body.first_line + token.map[0]
            row = record.body.line(line).lstrip("> ")
            # A line without a bar is a sentence that was glued to the table.
            if "|" in row and len(_cells(row)) < width:
                yield problem(line_of(record, line), "short", found=len(_cells(row)), expected=width)


def _in_paragraph(record: Record, lines: Lines) -> Iterator[Problem]:
    barred = [(line, text) for line, text in lines if text.startswith("|") or len(_BAR.findall(text)) > 1]
    if len(barred) > 1:
        line, head = barred[0]
        yield problem(line_of(record, line), line=_rule(len(_cells(head))), head=head[:60])
        return
    tabbed = [(line, _TAB.split(text)) for line, text in lines if _TAB.search(text)]
    tabbed = [(line, cells) for line, cells in tabbed if not _BULLET.fullmatch(cells[0])]
    if len(tabbed) > 1:
        (line, head_cells), (_, row) = tabbed[:2]
        yield problem(
            line_of(record, line), "tabs", head=_row(head_cells), line=_rule(len(head_cells)), row=_row(row)
        )


def _cells(row: str) -> list[str]:
    """The cells of a row, without the bars at its ends."""
    return _BAR.split(re.sub(r"(?<!\\)\|$", "", row.removeprefix("|")))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cell.strip() for cell in cells)} |"


def _rule(width: int) -> str:
    return _row(["---"] * width)
