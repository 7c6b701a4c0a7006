"""What rules about pictures share: which ones the prose shows, and where."""

from collections.abc import Iterator
from urllib.parse import unquote

from ...model.plan import Plan
from ...source.faults import Location
from ...source.markdown import Link
from ...source.pictures import Flaw, picture_path
from .._prose import in_body


def pictures(plan: Plan) -> Iterator[tuple[Link, str | None, Location]]:
    """Every picture with its path from the plan's root, None for one elsewhere, and the place of its target."""
    for record in plan.records:
        for link in record.body.links:
            if link.picture:
                place = in_body(record, *link.target_place)
                yield link, picture_path(link.target, record.source.path), place


def flaws(plan: Plan, name: str) -> Iterator[tuple[str, Flaw, Location]]:
    """The flaws that the rule of this name reports, each with the picture's target and the place of that."""
    for link, path, place in pictures(plan):
        picture = plan.pictures.get(path or "")
        for flaw in picture.flaws if picture else ():
            if flaw.rule == name:
                yield unquote(link.target), flaw, place
