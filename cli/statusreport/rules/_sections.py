"""What rules about the sections that measures and projects must have share."""

from collections.abc import Iterator

from ..model.plan import Measure, Plan, Project, Record


def sectioned(plan: Plan) -> Iterator[tuple[Measure | Project, tuple[str, ...]]]:
    """Every measure and project with the headings it must have, in their order."""
    for kind, records in (("measure", plan.measures), ("project", plan.projects)):
        if required := plan.settings.sections.get(kind, ()):
            for record in records:
                yield record, required


def required_of(plan: Plan, record: Record) -> tuple[str, ...]:
    """The headings this record must have."""
    kind = "measure" if isinstance(record, Measure) else "project" if isinstance(record, Project) else ""
    return plan.settings.sections.get(kind, ())
