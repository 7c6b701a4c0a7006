"""A class behind the completed one, of which nobody says what it means.

The classes are a scale from least to most advanced, so a class behind the completed one counts as further on than that.
Often it is none: what was given up has not advanced, and what waits is not done.

Write `means: ended` or `means: paused` in the class, and it is off the scale. One that is further on than completed, as
«Evaluert», is completed as well: write `means: completed` in both.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, problem, rule


@rule(
    "M135",
    Severity.WARNING,
    message="“{label}” stands behind “{completed}”, so it counts as further on than completed.",
    help="Write what it means: `means: ended`, `means: paused`, or `means: completed` where it is done as well.",
)
def check(plan: Plan) -> Iterator[Problem]:
    settings = plan.settings
    classes = settings.statuses
    done = [number for number, status in enumerate(classes) if status in classes.completed]
    for number, status in enumerate(classes):
        if done and number > done[0] and not status.off_scale and status not in classes.completed:
            place = settings.source.at(f"statuses.{number}.label")
            yield problem(place, label=status.label, completed=classes[done[0]].label)
