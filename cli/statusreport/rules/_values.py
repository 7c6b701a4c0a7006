"""What rules about values share: which of a plan's values are Markdown, and which are links."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.field_types import LINK, Hyperlink, ListOf, Markdown
from ..model.fields import Field, fields_of
from ..model.plan import Imprint, Measure, Plan, Record
from ..source.faults import Source


def fields(plan: Plan, record: Record) -> tuple[Field[object], ...]:
    """The fields that a record has in this plan."""
    return plan.settings.measure_fields if isinstance(record, Measure) else fields_of(type(record))


def markdown_values(plan: Plan) -> Iterator[tuple[Record | None, Source, str, str]]:
    """Every value that is Markdown: its record, None for the plan's own, its source and address, and the text."""
    for record in plan.records:
        for field in fields(plan, record):
            if isinstance(_item(field), Markdown):
                for address, text in several(field.name, field.of(record)):
                    yield record, record.source, address, str(text)
    settings = plan.settings
    for name, imprint in settings.imprints.items():
        for field in fields_of(Imprint):
            if isinstance(field.type, Markdown) and (text := field.of(imprint)):
                yield None, settings.source, f"publications.{name}.{field.name}", str(text)


def links(plan: Plan) -> Iterator[tuple[Measure, str, str]]:
    """Every link in a field of a measure: the measure, the link's address and its target."""
    for measure in plan.measures:
        for field in plan.settings.measure_fields:
            for address, link in several(field.name, field.of(measure)) if _item(field) is LINK else ():
                if isinstance(link, Hyperlink):
                    inner = f"{address}.url"
                    yield measure, inner if measure.source.has(inner) else address, link.url


def several(address: str, value: object) -> Iterator[tuple[str, object]]:
    """The values of a field, each with its address; none where it says nothing."""
    if isinstance(value, tuple):
        yield from ((f"{address}.{number}", item) for number, item in enumerate(value))
    elif value not in (None, ""):
        yield address, value


def _item(field: Field[object]) -> object:
    return field.type.item if isinstance(field.type, ListOf) else field.type
