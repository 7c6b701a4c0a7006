"""A quotation mark without its partner.

A quotation that never ends, or ends without having begun, leaves readers to guess which words are quoted.

Add the missing mark. Apostrophes and inches are not reported, and a quotation may go on over several
paragraphs, whether each of them begins with the mark or only the first.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...model.plan import Plan, Prose
from ...source.faults import Severity
from ...source.markdown import Block
from .. import Problem, Scope, problem, rule
from .._prose import in_body

_KINDS = (re.compile("[«»]"), re.compile("[“”„‟]"), re.compile('"'))
_ANY = re.compile('[«»“”„‟"]')
# What an opening mark may follow, besides a blank, and what stands after a closing one.
_LEADING, _TRAILING = "([{«“„–—-/*_>\"'", ".,:;!?…)]}»”*_"


@rule(
    "T104",
    Severity.WARNING,
    Scope.FILE,
    yields_to=("template-leftover",),
    message="{mark} opens a quotation that is not closed.",
    message_closing="{mark} closes a quotation that was not opened.",
    message_title="In the title, {mark} has no partner.",
    message_mixed="{mark} opens a quotation that {closing} closes.",
    help="Add the missing quotation mark.",
    help_mixed="Write both marks of the same kind: «…».",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        if _ANY.search(record.title):
            for kind in _KINDS:
                for index in _alone(record.title, kind):
                    yield problem(record.source.at("title"), "title", mark=record.title[index])
    for prose in plan.texts:
        lone: list[_Lone] = []
        for kind in _KINDS:
            if kind.search(prose.body.prose):
                lone += _in_body(prose, kind)
        yield from _told(prose, sorted(lone, key=lambda mark: mark.place))


class _Lone(NamedTuple):
    """A mark without its partner, by its place in the body."""

    place: int
    mark: str
    opens: bool
    block: int


def _told(prose: Prose, lone: list[_Lone]) -> Iterator[Problem]:
    before: _Lone | None = None
    for mark, after in zip(lone, (*lone[1:], None), strict=False):
        place = in_body(prose, mark.place, mark.place + 1)
        if before and _is_pair(before, mark):
            before = None
            continue
        before = mark
        if after and _is_pair(mark, after):
            yield problem(place, "mixed", mark=mark.mark, closing=after.mark)
        else:
            yield problem(place, "" if mark.opens else "closing", mark=mark.mark)


def _is_pair(mark: _Lone, after: _Lone) -> bool:
    """Whether two marks of different kinds are those of one quotation."""
    return mark.block == after.block and mark.opens and not after.opens


def _in_body(prose: Prose, kind: re.Pattern[str]) -> Iterator[_Lone]:
    pending: list[tuple[Block, int]] = []
    for block in prose.body.blocks:
        text = block.text
        # A quotation ends at the latest with its section or its footnote.
        if block.level or block.opens == "note":
            yield from _unclosed(pending)
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
                yield _Lone(block.start + found.start(), found[0], opens=False, block=block.start)
        if block.level:
            yield from _unclosed(pending)
    yield from _unclosed(pending)


def _unclosed(pending: list[tuple[Block, int]]) -> Iterator[_Lone]:
    for block, index in pending:
        yield _Lone(block.start + index, block.text[index], opens=True, block=block.start)
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
