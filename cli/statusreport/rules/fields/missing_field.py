"""A required field that is absent or empty.

A measure needs its number, title and responsible body; a project its title, place in the order, unit,
partner, period and amount; a chapter its title, publication and place in the order; and a plan may require fields of
its own, in every measure or in those of some classes. Without them the record
cannot be placed, counted or sorted, and nothing is made up for it.

Add the line, or write its value. A measure without a status is reported by the rule missing-status.
"""

from collections.abc import Iterator

from ...model.dataset import Dataset
from ...model.fields import EMPTY, Field, fields_of
from ...model.plan import Plan
from ...model.records import Measure, Record
from ...source.faults import Meaning, Severity, Source
from .. import Problem, Scope, problem, rule


@rule(
    "F103",
    Severity.ERROR,
    Scope.FILE,
    message="“{field}” is missing.",
    message_empty="“{field}” is empty.",
    help="Add the line `{field}: …`. {about}",
    help_empty="Write its value. {about}",
)
def check(plan: Plan) -> Iterator[Problem]:
    records: tuple[Record | Dataset, ...] = (*plan.records, *plan.datasets)
    for record in records:
        known = fields_of(Dataset) if isinstance(record, Dataset) else plan.fields_of(record)
        status = plan.settings.status_class(record.status) if isinstance(record, Measure) else None
        for field in known:
            required = field.required or (status is not None and status.id in field.required_in)
            if required and field.name != "status" and field.of(record) in EMPTY:
                yield from _missing(record.source, field)


def _missing(source: Source, field: Field[object]) -> Iterator[Problem]:
    if field.name not in source.faulty:
        variant = "empty" if source.has(field.name) else ""
        yield problem(source.at(field.name), variant, field=field.name, about=Meaning(field.doc))
