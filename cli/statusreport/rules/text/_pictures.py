"""What rules about pictures share: which ones the prose shows, and where."""

from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Location
from ...source.markdown import Link, internal_target
from .._prose import in_body


def pictures(plan: Plan) -> Iterator[tuple[Link, str | None, Location]]:
    """Every picture with its path from the plan's root, None for one elsewhere, and the place of its target."""
    for record in plan.records:
        for link in record.body.links:
            if link.picture:
                place = in_body(record, *link.target_place)
                yield link, internal_target(link.target, record.source.path), place
