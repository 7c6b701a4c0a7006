"""A quotation mark without its partner.

A quotation that never ends, or ends without having begun, leaves readers to guess which words are quoted.

Add the missing mark. Apostrophes and inches are not reported, and a quotation may go on over several
paragraphs, whether each of them begins with the mark or only the first.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan, Record
from ...source.faults import Severity
from ...source.markdown import Block
from .. import Problem, Scope, problem, rule
from .._prose import in_block

_KINDS = (re.compile("[«»]"), re.compile("[“”„‟]"), re.compile('"'))
_ANY = re.compile('[«»“”„‟"]')
# What an opening mark may follow, besides a blank, and what stands after a closing one.
_LEADING, _TRAILING = "([{«“„–—-/*_>\"'", ".,:;!?…)]}»”*_"


@rule(
    "T104",
    Severity.WARNING,
    Scope.FILE,
    message="{mark} opens a quotation that is not closed.",
    message_closing="{mark} closes a quotation that was not opened.",
    message_title="In the title, {mark} has no partner.",
    help="Add the missing quotation mark.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        if _ANY.search(record.title):
            for kind in _KINDS:
                for index in _alone(record.title, kind):
                    yield problem(record.source.at("title"), "title", mark=record.title[index])
        for kind in _KINDS:
            if kind.search(record.body.prose):
                yield from _in_body(record, kind)


def _in_body(record: Record, kind: re.Pattern[str]) -> Iterator[Problem]:
    pending: list[tuple[Block, int]] = []
    for block in record.body.blocks:
        text = block.text
        # A quotation ends at the latest with its section or its footnote.
        if block.level or block.opens == "note":
            yield from _unclosed(record, pending)
        first = kind.search(text)
        # A paragraph inside a quotation may begin with the mark again.
        begins = first and not text[: first.start()].strip() and block.opens not in ("item", "row")
        again = pending and begins
        for found in kind.finditer(text, first.end() if again and first else 0):
            if _opens(text, found.start()):
                pending.append((block, found.start()))
            elif pending:
                pending.pop()
            elif not _is_inch(text, found.start()):
                yield problem(in_block(record, block, *found.span()), "closing", mark=found[0])
        if block.level:
            yield from _unclosed(record, pending)
    yield from _unclosed(record, pending)


def _unclosed(record: Record, pending: list[tuple[Block, int]]) -> Iterator[Problem]:
    for block, index in pending:
        yield problem(in_block(record, block, index, index + 1), mark=block.text[index])
    pending.clear()


def _alone(text: str, kind: re.Pattern[str]) -> list[int]:
    """The marks of a short text that have no partner."""
    opened: list[int] = []
    alone: list[int] = []
    for found in kind.finditer(text):
        if _opens(text, found.start()):
            opened.append(found.start())
        elif opened:
            opened.pop()
        elif not _is_inch(text, found.start()):
            alone.append(found.start())
    return alone + opened


def _opens(text: str, index: int) -> bool:
    """Whether the mark at this place opens: «a», »a«, “a”, „a“, ”a” and "a" are all in use."""
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    leads = not before or before.isspace() or before in _LEADING
    trails = not after or after.isspace() or after in _TRAILING
    if text[index] in "«„":
        return leads or not trails
    return leads and (after.isalnum() if text[index] == "»" else not trails)


def _is_inch(text: str, index: int) -> bool:
    """Whether the mark stands for inches or seconds, as behind a number."""
    return text[index] != "»" and text[index - 1 : index].isdigit()
