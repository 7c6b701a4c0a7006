"""What rules about the sections that measures and projects must have share."""

import re
from collections.abc import Iterator

from ..model.plan import Plan, Prose
from ..model.records import Measure, Project, Record
from ..source.faults import Location
from ._prose import in_block


def sectioned(plan: Plan) -> Iterator[tuple[Measure | Project, tuple[str, ...]]]:
    """Every measure and project with the headings it must have, in their order."""
    records: tuple[Measure | Project, ...] = (*plan.measures, *plan.projects)
    for record in records:
        if required := required_of(plan, record):
            yield record, required


def required_of(plan: Plan, record: Prose) -> tuple[str, ...]:
    """The headings this record must have; a field has none."""
    kind = "measure" if isinstance(record, Measure) else "project" if isinstance(record, Project) else ""
    return plan.settings.sections.get(kind, ())


# A heading as it is typed where it is none: without its blank or with another one, in bold, alone, or with an end.
_TYPED = re.compile(
    r"\\?(?:#{1,6})[\s\u00a0]*(?P<signs>[^#\s\u00a0].*?)[ #]*(?:\{[^}]*\})?"
    r"|(?P<mark>\*\*|__|\*|_)(?P<bold>[^*_]+?)[:.]?(?P=mark)[:.]?"
    r"|(?P<alone>[^\W\d_][^.!?]*?):?"
)
_INDENTED = re.compile(r"(?: {4}|\t)[ \t]*(?P<signs>#{1,6}) (?P<words>[^\s#].*)")


def typed_heading(record: Record, title: str) -> int | None:
    """The line of a record that was meant as a heading with this title, and is none."""
    for block in record.body.blocks:
        for line in range(block.line, block.line + block.text.count("\n") + 1) if not block.level else ():
            found = _TYPED.fullmatch(record.body.line(line))
            words = (found["signs"] or found["bold"] or found["alone"]) if found else ""
            if words.strip().casefold() == title.casefold():
                return line
    # Four blanks before the number signs make it code.
    headings = ((line, words) for line, _, words in indented_headings(record))
    return next((line for line, words in headings if words.casefold() == title.casefold()), None)


def text_before(record: Record) -> Location | None:
    """The first paragraph of a text that stands before the first of its headings."""
    first = next(iter(record.body.sections), None)
    if first is None or first.title or len(record.body.sections) == 1:
        return None
    block = next((block for block in record.body.blocks if not block.level), None)
    if block is None or block.line > first.end_line:
        return None
    return in_block(record, block, len(block.text) - len(block.text.lstrip()), len(block.text))


def indented_headings(prose: Prose) -> Iterator[tuple[int, str, str]]:
    """Lines that four blanks make code and that were meant as headings: each with its number signs and its words."""
    for _, start, end in prose.body.code_blocks:
        if found := _INDENTED.match(prose.body.markdown, start, end):
            yield prose.body.places.span(start, start).line, found["signs"], found["words"].strip("# ")
