"""What rules about links in fields share."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.field_types import LINK, Hyperlink, item_of
from ..model.fields import several
from ..model.plan import Plan
from ..model.records import Measure


def links(plan: Plan) -> Iterator[tuple[Measure, str, str]]:
    """Every link in a field of a measure: the measure, the link's address and its target."""
    for measure in plan.measures:
        for field in plan.settings.measure_fields:
            for address, link in several(field.name, field.of(measure)) if item_of(field) is LINK else ():
                if isinstance(link, Hyperlink):
                    inner = f"{address}.url"
                    yield measure, inner if measure.source.has(inner) else address, link.url
