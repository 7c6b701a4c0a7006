"""A table that was typed or pasted, and is printed as lines of words.

In Markdown a table needs a line of hyphens below its head, `| --- | --- |`, and bars between its cells. Without the line
the bars are printed and the rows run together; cells that were pasted from Word or Excel with tabs between them run
together too. A row with fewer cells than the head leaves the last columns empty.

Write the head, the line below it and each row between bars, with as many cells as the head has.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan, Prose
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import Lines, line_of, paragraphs
from .._signs import BULLETS, LETTER_BULLETS

_BAR = re.compile(r"(?<!\\)\|")
# In front of a tab these are a list, which has a rule of its own.
_BULLET = re.compile(f"[{BULLETS}{LETTER_BULLETS}–-]")
# What stands between the cells of other programs.
_BETWEEN = (
    ("tabs", re.compile(r"(?<=\S)[ ]*\t\s*(?=\S)")),
    ("semicolons", re.compile(r"(?<=[^\s;]);(?=[^\s;][^;]*;|[^\s;][^;]*$)")),
    ("blanks", re.compile(r"(?<=[^\s.!?:…])[ \u00a0]{2,}(?=\S)")),
)
_ENDS = re.compile(r"[.,:;!?]$|\b(?:og|eller|and|or)$")
# The line below the head, and one of a table with a frame, which is markup of others.
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?")
# The line below the head in a table of Pandoc.
_DASHES = re.compile(r"\s*-{2,}(?:[ \t]+-{2,})+\s*")
_GRID = re.compile(r"\+(?:[-=]{2,}\+)+")
# A row of a table by itself.
_ROW = re.compile(rf"\|.*(?<!\\)\|.*(?<!\\)\||{_RULE.pattern}")


@rule(
    "T138",
    Severity.WARNING,
    Scope.FILE,
    message="The bars make no table here: the rows run together.",
    message_tabs="The tabs make no table here: the rows run together.",
    message_blanks="The blanks make no table here: the rows run together.",
    message_semicolons="The semicolons make no table here: the rows run together.",
    message_alone="This row is part of no table: it is printed with its bars.",
    message_short="This row has fewer cells than the head of the table: {found}, not {expected}.",
    message_headless="The bars make no table here, because no head stands above this line.",
    help="Write `{line}` below “{head}”, and leave a line empty above it.",
    help_ruled="Write `{line}` for the line below “{head}”.",
    help_tabs="Write the head as `{head}`, below it `{line}`, and each row as `{row}`.",
    help_blanks="Write the head as `{head}`, below it `{line}`, and each row as `{row}`.",
    help_semicolons="Write the head as `{head}`, below it `{line}`, and each row as `{row}`.",
    help_alone="Write all rows of a table below each other, without empty lines, and below the first `| --- | --- |`.",
    help_headless="Write the head above it, as `{head}`.",
    help_short="Write {expected} cells between bars; one may be empty.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for prose in plan.texts:
        for lines in paragraphs(prose):
            yield from _in_paragraph(prose, lines)
        yield from _in_tables(prose)


def _in_tables(prose: Prose) -> Iterator[Problem]:
    width = 0
    for token in prose.body.every_token():
        if token.type == "thead_open":
            width = 0
        elif token.type == "th_open":
            width += 1
        elif token.type == "tr_open" and token.map:
            line = prose.body.first_line + token.map[0]
            row = prose.body.line(line).lstrip("> ")
            # A line without a bar is a sentence that was glued to the table.
            if "|" in row and len(_cells(row)) < width:
                yield problem(line_of(prose, line), "short", found=len(_cells(row)), expected=width)
        elif token.type == "hr" and token.map:
            yield from _dashed(prose, prose.body.first_line + token.map[0])


def _dashed(prose: Prose, line: int) -> Iterator[Problem]:
    """A table with blanks between its columns, and hyphens below the head."""
    between = re.compile(r"[ \u00a0]{2,}")
    if _DASHES.fullmatch(prose.body.line(line)):
        head, row = (between.split(prose.body.line(line + step).strip()) for step in (-1, 1))
        if len(head) > 1 or len(row) > 1:
            shown = {"head": _row(head), "line": _rule(len(head)), "row": _row(row)}
            yield problem(line_of(prose, line), "blanks", **shown)


def _in_paragraph(prose: Prose, lines: Lines) -> Iterator[Problem]:
    if len(lines) == 1:
        line, text = lines[0]
        if _ROW.fullmatch(text):
            yield problem(line_of(prose, line), "alone")
        return
    if any(_GRID.fullmatch(text) for _, text in lines):
        return
    if barred := _barred(lines):
        line, head = barred[0]
        if _RULE.fullmatch(head):
            yield problem(line_of(prose, line), "headless", head=_row(["…"] * len(_cells(head))))
            return
        is_ruled = not re.search(r"\w", barred[1][1])
        place = line_of(prose, barred[1][0] if is_ruled else line)
        yield problem(place, "ruled" if is_ruled else "", line=_rule(len(_cells(head))), head=head[:60])
        return
    for variant, between in _BETWEEN:
        cells = [
            (line, between.split(text))
            for line, text in lines
            if not _BULLET.fullmatch(between.split(text)[0])
        ]
        rows = [(line, row) for line, row in cells if len(row) > 1]
        if len(rows) > 1 and (variant == "tabs" or _even([len(row) for _, row in cells])):
            (line, head_cells), (_, first) = rows[:2]
            rule_line, shown = _rule(len(head_cells)), (_row(head_cells), _row(first))
            yield problem(line_of(prose, line), variant, head=shown[0], line=rule_line, row=shown[1])
            return


def _even(widths: list[int]) -> bool:
    """Whether these lines are rows, of which the first may lead in: prose has such signs too, but not as many in each line."""
    lead_in = widths[0] == 1 and len(widths) > 3
    return len(set(widths[1:] if lead_in else widths)) == 1


def _barred(lines: Lines) -> Lines:
    """The lines that were meant as rows with bars."""
    several = [(line, text) for line, text in lines if text.startswith("|") or len(_BAR.findall(text)) > 1]
    if len(several) > 1:
        return several
    single = all(len(_BAR.findall(text)) == 1 for _, text in lines)
    return lines if single and not any(_ENDS.search(text) for _, text in lines) else []


def _cells(row: str) -> list[str]:
    """The cells of a row, without the bars at its ends."""
    return _BAR.split(re.sub(r"(?<!\\)\|$", "", row.removeprefix("|")))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cell.strip() for cell in cells)} |"


def _rule(width: int) -> str:
    return _row(["---"] * width)
