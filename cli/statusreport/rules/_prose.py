"""What rules about prose share: where in a file a match stands, and what stands around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate

from ..model.plan import Plan, Prose
from ..model.records import Measure, Record
from ..source.faults import Location, Places, Source
from ..source.markdown import Block, Section

# A full stop ends a sentence only before a capital: not in «23. mai», «nr. 5» or «m.fl. (2007)».
_SENTENCE_END = re.compile(r"[.!?…][»”\")\]*_]*(?=\s+[\[*_«“„\"–-]*[A-ZÆØÅÄÖ])")
# What breaks a line: a backslash of its own, or two blanks.
_BREAK = re.compile(r"(?<!\\)\\$| {2,}$")


class Stretches:
    """Stretches of files, of which some may lie in others: whether any holds a place is found without trying each."""

    def __init__(self, places: Iterable[Location]) -> None:
        ends = sorted(map(_ends, places))
        self._starts = [start for start, _ in ends]
        self._furthest = list(accumulate((end for _, end in ends), max))

    def __contains__(self, place: Location) -> bool:
        start, end = _ends(place)
        begun = bisect_right(self._starts, start)
        return begun > 0 and end <= self._furthest[begun - 1]


_Point = tuple[str, int, int]


def _ends(place: Location) -> tuple[_Point, _Point]:
    span = place.span
    return (place.path, span.line, span.column), (place.path, span.end_line, span.end_column)


def in_prose(
    plan: Plan, pattern: re.Pattern[str], signs: tuple[str, ...]
) -> Iterator[tuple[Block, Location, re.Match[str]]]:
    """Every match in the Markdown of the plan, with its block and place; none that begins with a sign meant as such.

    A text that has none of the `signs` has no match: to look for them is cheap, for the pattern it is not.
    """
    for text in plan.texts:
        for block in text.body.blocks if any(sign in text.body.prose for sign in signs) else ():
            for found in pattern.finditer(block.text):
                if block.start + found.start() not in text.body.escaped:
                    yield block, in_block(text, block, *found.span()), found


def in_body(text: Prose, start: int, end: int) -> Location:
    """The place of a stretch of a body's text."""
    return Location(text.source.path, text.span(start, end))


def in_block(text: Prose, block: Block, start: int, end: int) -> Location:
    """The place of a stretch of a block."""
    return in_body(text, block.start + start, block.start + end)


def in_values(
    plan: Plan, pattern: re.Pattern[str], signs: tuple[str, ...]
) -> Iterator[tuple[Source, Location, re.Match[str]]]:
    """Every match in the plain values of front matter, plan file and figures.

    Those that are Markdown are prose. Comments, waivers and the editors' own `x-` keys are never printed and so never searched.
    """
    for source in plan.sources.values():
        text = front(plan, source)
        if not any(sign in text for sign in signs):
            continue
        places, values = Places(source.text), _values(source)
        prose = Stretches(
            value.source.at(value.address) for value in plan.field_texts if value.source is source
        )
        for found in pattern.finditer(text):
            place = Location(source.path, places.span(*found.span()))
            if place in values and place not in prose:
                yield source, place, found


def front(plan: Plan, source: Source) -> str:
    """The part of a file that is YAML."""
    record = plan.by_path.get(source.path)
    if record is not None:
        return source.text[: len(source.text) - len(record.body.markdown)]
    return "" if source.path.endswith(".md") else source.text


def _values(source: Source) -> Stretches:
    """Where the values stand that a file of YAML has, those that hold others left out."""
    parts = (address.removeprefix("key:").split(".") for address in source.spans)
    holders = {".".join(names[:end]) for names in parts for end in range(1, len(names))}
    return Stretches(
        Location(source.path, span)
        for address, span in source.spans.items()
        if address not in holders and not address.startswith(("key:", "x-", "waive."))
    )


def line_of(text: Prose, line: int) -> Location:
    """The text of one line of a body."""
    start = text.body.places.index(line)
    words = text.body.markdown[start:].partition("\n")[0]
    indent = len(words) - len(words.lstrip())
    return in_body(text, start + indent, start + max(len(words.rstrip()), indent))


Lines = list[tuple[int, str]]


def paragraphs(prose: Prose) -> Iterator[Lines]:
    """The lines of each paragraph that are printed as one, by number, without the marks of a quotation.

    A line that stands alone because the one above or below it is broken on purpose was meant as it is.
    """
    lines = prose.body.markdown.split("\n")
    for token in prose.body.every_token():
        if token.type == "paragraph_open" and token.map:
            first, end = token.map
            parts = list(_parts(lines[first:end], prose.body.first_line + first))
            yield from (part for part in parts if len(part) > 1 or len(parts) == 1)


def _parts(lines: list[str], first: int) -> Iterator[Lines]:
    """The lines of a paragraph between those that are broken on purpose; `first` is the number of its first one."""
    joined: Lines = []
    for number, line in enumerate(lines, first):
        breaks = number + 1 < first + len(lines) and _BREAK.search(line) is not None
        text = _BREAK.sub("", line) if breaks else line
        joined.append((number, text.strip().lstrip("> ")))
        if breaks:
            yield joined
            joined = []
    yield joined


def account_of(plan: Plan, measure: Measure) -> Section | None:
    """The section of a measure that says what has been done: the last of those it must have."""
    required = plan.settings.sections.get("measure", ())
    return measure.body.section(required[-1]) if required else None


def blocks_of(record: Record, section: Section) -> Iterator[Block]:
    """The blocks of prose below a section's heading."""
    return (block for block in record.body.blocks if section.line < block.line <= section.end_line)


@lru_cache(maxsize=8)
def _sentences(text: str) -> tuple[int, ...]:
    return (0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text) + 1)


def sentence_at(text: str, index: int) -> tuple[int, int]:
    """Where the sentence of a block around a place begins and ends."""
    ends = _sentences(text)
    number = bisect_right(ends, index)
    return ends[number - 1], ends[number]


def is_quoted(text: str, index: int) -> bool:
    """Whether a place in a block lies between quotation marks, none of them further away than a long quotation."""
    before, after = text[max(index - 1000, 0) : index], text[index : index + 1000]
    return (before.count('"') % 2 == 1 and '"' in after) or any(
        before.count(opening) > before.count(closing) and closing in after
        for opening, closing in ("«»", "“”", "‘’", "„“")
    )
