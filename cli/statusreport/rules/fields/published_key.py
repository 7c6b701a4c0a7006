"""A key that `internal` names in vain, so that it is published.

What stands under `internal` in the plan file is kept out of all that is published. Only the editors' own keys, which
begin with `x-`, can be: the plan's other keys are what the publications are made of. A name with a slip keeps nothing
back, and the remarks that were meant stand in the data.

Write the key as it stands in the files.
"""

from collections.abc import Iterator, Mapping

from ...model.plan import Plan
from ...model.spelling import nearest
from ...source.faults import Severity
from .. import Problem, problem, rule


@rule(
    "F124",
    Severity.WARNING,
    message="“{key}” is no key of the editors' own, so it is published.",
    message_slip="No file has the key “{key}”, and “{meant}” is published.",
    help="Take it out; a remark among editors stands under a key that begins with `x-`.",
    help_slip="Write `{meant}` if that is what was meant.",
)
def check(plan: Plan) -> Iterator[Problem]:
    internal = plan.settings.internal
    if not internal:
        return
    own = {key for record in plan.records for key in _own(vars(record))} | set(plan.settings.extra)
    place = plan.settings.source.at("internal")
    for key in sorted(internal - own):
        if not key.startswith("x-"):
            yield problem(place, key=key)
        elif meant := nearest(key, tuple(sorted(own - internal))):
            yield problem(place, "slip", key=key, meant=meant)


def _own(data: object) -> Iterator[str]:
    """The editors' own keys in a value, and in what it is made of."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            if str(key).startswith("x-"):
                yield str(key)
            yield from _own(value)
    elif isinstance(data, (list, tuple)):
        for value in data:
            yield from _own(value)
    elif hasattr(data, "extra"):
        yield from _own(data.extra)
