"""An agreement number that is given more than once.

An agreement belongs to one project. The same number in two projects means that a number was copied wrongly,
or that one project was entered twice and its amount is counted twice. `GLO 0603`, `GLO-0603` and `glo0603`
are the same number.

Compare both places with the agreement and correct the one that is wrong.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Location, Severity
from .. import Problem, problem, rule

_BREAKS = re.compile(r"[\s\-\u2010-\u2015\u2212_]+")
# Between digits a break tells 12-34 from 1-234; beside a letter it is a matter of taste.
_NEEDLESS = re.compile(r"(?<=[^\W\d_])-|-(?=[^\W\d_])")


def _plain(number: str) -> str:
    return _NEEDLESS.sub("", _BREAKS.sub("-", number)).casefold()


@rule(
    "P105",
    Severity.ERROR,
    message="Agreement “{value}” already belongs to another project: “{first}” in {path}, line {line}.",
    message_twice="Agreement “{value}” is given twice in this project, first as “{first}” in line {line}.",
    help="Correct the number that is wrong, or remove it.",
)
def check(plan: Plan) -> Iterator[Problem]:
    seen: dict[str, tuple[str, Location]] = {}
    for project in plan.projects:
        for number, value in enumerate(project.agreements):
            place = project.source.at(f"agreements.{number}")
            first, where = seen.setdefault(_plain(value), (value, place))
            if where is not place:
                yield problem(
                    place,
                    "twice" if where.path == place.path else "",
                    value=value,
                    first=first,
                    path=where.path,
                    line=where.span.line,
                )
