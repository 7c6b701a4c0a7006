"""Several agreement numbers written as one.

Each agreement number is an item of its own in the data and in the search for doubled numbers. «2040012, 2040013» without
brackets is one text, and so one number that is found nowhere else.

Write them as a list, each in quotes: `agreements: ["2040012", "2040013"]`.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule

_BETWEEN = re.compile(r"\s*[,;]\s*|\s+(?:og|and)\s+")


@rule(
    "P115",
    Severity.WARNING,
    Scope.FILE,
    message="“{value}” is one text, but names several agreements.",
    help="Write `agreements: [{line}]`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for project in plan.projects:
        parts = [_BETWEEN.split(number) for number in project.agreements]
        line = ", ".join(f'"{part}"' for each in parts for part in each)
        for place, each in enumerate(parts):
            if len(each) > 1 and all(any(map(str.isdigit, part)) for part in each):
                value = project.agreements[place]
                yield problem(project.source.at(f"agreements.{place}"), value=value, line=line)
                break
