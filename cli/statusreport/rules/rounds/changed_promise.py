"""A measure that promises something else than in the last round, and does not say why.

The title and the first text of a measure are what the plan promises. What has been done is measured by it, so it stands
as it was adopted: a promise that is made smaller on the way would make a measure succeed.

Take the words back, or write in `reason` why they were changed. The report then shows what the promise was, and the
reason. A measure that was split or merged in this round may have a new title and text.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...rounds.differences import new_reason, promised_otherwise
from ...source.faults import Severity
from .. import Problem, problem, rule
from .._prose import line_of
from ._since import kept


@rule(
    "R121",
    Severity.WARNING,
    message="“{part}” of measure {number} promises something else than in {earlier}, and the measure does not say why.",
    message_title="The title of measure {number} is another than in {earlier}, “{title}”, and the measure does not say why.",
    help="Take the words back, or add the line `reason:` with why they were changed.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for step, before, earlier in kept(plan):
        measure = step.measure
        if step.regrouped or new_reason(before, step.now):
            continue
        if "reason" in measure.source.faulty:
            continue
        parts = promised_otherwise(before, step.now, plan.settings.promise)
        said = {"number": step.now.number, "earlier": earlier}
        for heading, (old, _) in parts.items():
            if heading is None:
                yield problem(measure.source.at("title"), "title", title=old, **said)
            else:
                section = measure.body.section(heading)
                place = line_of(measure, section.line) if section else measure.source.at("title")
                yield problem(place, part=heading, **said)
