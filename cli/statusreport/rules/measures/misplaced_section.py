"""A section in the wrong place, or twice.

The sections that every text has stand in the order of `sections` in `statusreport.yaml`. Of two sections with
the same heading, programs that read the published data would get only one.

Move the section, or join the two into one.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import line_of
from .._sections import required_of


@rule(
    "M109",
    Severity.ERROR,
    Scope.FILE,
    message="The section “{section}” stands after “{before}”, but belongs before it.",
    message_doubled="The section “{section}” is already there, in line {line}.",
    help="Move it: the order is {required}.",
    help_doubled="Join the two sections, or give this one another heading.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in (*plan.measures, *plan.projects):
        required = required_of(plan, record)
        lines: dict[str, int] = {}
        furthest = -1
        for section in record.body.sections:
            place = line_of(record, section.line)
            if section.title in lines:
                yield problem(place, "doubled", section=section.title, line=lines[section.title])
                continue
            lines[section.title] = section.line
            if section.title not in required:
                continue
            rank = required.index(section.title)
            if rank < furthest:
                order = ", ".join(required)
                yield problem(place, section=section.title, before=required[furthest], required=order)
            furthest = max(furthest, rank)
