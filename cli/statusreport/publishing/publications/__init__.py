"""The publications a plan can be compiled to. A publication is one module here, whose name is its id.

Its `publication` declares what it prints and where that stands. What it says may stand in a TOML file beside it, in
a section of its id, of which every publication needs `title` and `abbreviations_lead`. Nothing is listed by hand.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from ... import registry
from ...model.figures import Figures
from ...model.plan import Plan
from ..assembly import Assembly
from ..document import Edition
from ..language import Language
from ..places import Publication


@cache
def all_publications() -> tuple[Publication[Any], ...]:
    """Every publication, in the order they are built and listed."""
    declared = (
        replace(registry.entry(registry.PUBLICATIONS, id_.replace("-", "_")).publication, id=id_)
        for id_ in registry.publications()
    )
    return tuple(sorted(declared, key=lambda publication: publication.order))


def assemble(publication: Publication[Any], plan: Plan, figures: Figures, language: Language) -> Edition:
    """A publication of a plan that passed its check and to which it applies."""
    return publication.edition(Assembly(plan, language, publication, all_publications(), figures))
