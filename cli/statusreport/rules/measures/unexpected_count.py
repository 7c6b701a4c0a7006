"""Another number of measures or projects than the plan expects.

`expect` in `statusreport.yaml` states how many measures and projects the plan has. It is the promise that
none is lost on the way: a file that was deleted, or one too many, is noticed before anything is published.

Find the file that is missing or too many. If the plan itself has changed, change `expect`.
"""

import posixpath
from collections.abc import Iterator

from ...model.plan import Plan
from ...model.spelling import as_read
from ...source.faults import Severity
from .. import Problem, problem, rule
from .._all import unread


@rule(
    "M106",
    Severity.ERROR,
    message="`expect.{kind}` says {expected}, but the plan has {found}.",
    message_ignored="This is not read. The plan has {found}, and not {expected} as `expect.{kind}` says.",
    help="Find what is missing or too many, or correct `expect.{kind}`.",
    help_ignored="Content stands directly in `content/{kind}`, in plain text, and its name ends in `.md`. Otherwise keep it elsewhere, and correct `expect.{kind}`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    # A measure of a number that is taken is another finding, and is the one too many.
    numbers = [as_read(measure.number) for measure in plan.measures if measure.number]
    doubled = len(numbers) - len(set(numbers))
    # What lies in the folder of another kind is counted nowhere, and is told.
    if any(fault.name == "misplaced-file" for fault in plan.faults):
        return
    for kind, records in (("measures", plan.measures), ("projects", plan.projects)):
        expected = plan.settings.expect.get(kind)
        found = len(records) + unread(plan, kind)
        least = len(records) - (doubled if kind == "measures" else 0)
        if expected is None or least <= expected <= found:
            continue
        ignored = [
            fault.location
            for fault in plan.faults
            if fault.name == "ignored-file"
            and posixpath.dirname(fault.location.path) in (f"content/{kind}", "content")
        ]
        # What is not read, where something is missing, is that.
        only = ignored[0] if len(ignored) == 1 and expected > found else None
        place = only or plan.settings.source.at(f"expect.{kind}")
        yield problem(place, "ignored" if only else "", expected=expected, found=found, kind=kind)
