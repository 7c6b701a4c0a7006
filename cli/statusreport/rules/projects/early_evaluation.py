"""An evaluation from before the project began.

Nothing can be evaluated before it exists, so one of the two years is wrong: that of the evaluation or the
first year of the project's period.

Look the years up in the evaluation and in the agreement, and correct the wrong one.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule


@rule(
    "P109",
    Severity.ERROR,
    Scope.FILE,
    message="The evaluation is from {year}, but the project began in {start}.",
    help="Correct the year of the evaluation or the project's period.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for project in plan.projects:
        if not project.evaluations or project.period is None:
            continue
        # Of a span that runs backward, the earlier year may be the first one.
        start = min(min(first, last or first) for first, last in project.period.spans)
        for number, evaluation in enumerate(project.evaluations):
            if evaluation.year is not None and evaluation.year < start:
                yield problem(
                    project.source.at(f"evaluations.{number}.year"), year=evaluation.year, start=start
                )
