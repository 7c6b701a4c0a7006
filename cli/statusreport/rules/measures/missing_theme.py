"""A measure without a theme, in a plan that has themes.

The report prints the measures under the headings of their themes. One that names none stands behind all of them, and
counts in no theme.

Write the theme, or declare one for what is left.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...model.vocabulary import THEMES
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule


@rule(
    "M130",
    Severity.WARNING,
    Scope.FILE,
    message="Measure {number} stands in no theme.",
    help="Add the line `theme: …` with one of {allowed}.",
)
def check(plan: Plan) -> Iterator[Problem]:
    themes = tuple(theme.id for theme in plan.settings.vocabulary(THEMES))
    for measure in plan.measures if themes else ():
        if not measure.theme and "theme" not in measure.source.faulty:
            yield problem(measure.source.at("theme"), number=measure.number or measure.title, allowed=themes)
