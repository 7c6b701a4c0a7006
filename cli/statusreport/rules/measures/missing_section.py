"""A measure or project without a section it must have.

`sections` in `statusreport.yaml` names the second-level headings (`## …`) that every text has, so that
readers find what was promised and what was done in the same place in each.

Add the heading, spelt as there, and write the text below it.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...model.records import Record
from ...model.spelling import nearest
from ...source.faults import Location, Severity
from .. import Problem, Scope, problem, rule
from .._prose import line_of
from .._sections import sectioned, text_before, typed_heading


def _belongs(record: Record, later: tuple[str, ...]) -> Location:
    """Where a section belongs: before the one that follows it, else at the end."""
    for section in record.body.sections:
        if section.title in later:
            return line_of(record, section.line)
    last = len(record.body.markdown.rstrip("\n").split("\n")) - 1
    return line_of(record, record.body.first_line + last)


def _longer(section: str, titles: tuple[str, ...]) -> str:
    """The heading that says the section's name and more: «Status per 1. mars»."""
    begin = section.casefold()
    return next(
        (
            t
            for t in titles
            if t.casefold().startswith(begin) and not t[len(begin) : len(begin) + 1].isalnum()
        ),
        "",
    )


@rule(
    "M107",
    Severity.ERROR,
    Scope.FILE,
    message="The section “{section}” is missing.",
    message_misspelt="The section “{section}” is missing; “{found}” stands in its place.",
    message_typed="This line is no heading, so the section “{section}” is missing.",
    message_level="“{section}” is a heading of level {level} here, so the section “{section}” is missing.",
    message_first="This text stands under no heading, so the section “{section}” is missing.",
    help="Add the line `## {section}` and the text below it.",
    help_misspelt="Write `## {section}`.",
    help_typed="Write `## {section}`, below an empty line.",
    help_level="Write it with two number signs: `## {section}`.",
    help_first="Write `## {section}` above it.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record, required in sectioned(plan):
        titles = {section.title: section for section in record.body.sections}
        others = tuple(title for title in titles if title and title not in required)
        for number, section in enumerate(required):
            if section in titles:
                continue
            level = next(
                (b for b in record.body.blocks if b.level not in (0, 2) and b.title == section), None
            )
            if level:
                yield problem(line_of(record, level.line), "level", section=section, level=level.level)
            elif meant := _longer(section, others) or nearest(section, others):
                yield problem(line_of(record, titles[meant].line), "misspelt", section=section, found=meant)
            elif (line := typed_heading(record, section)) is not None:
                yield problem(line_of(record, line), "typed", section=section)
            elif number == 0 and (place := text_before(record)):
                yield problem(place, "first", section=section)
            else:
                yield problem(_belongs(record, required[number + 1 :]), section=section)
