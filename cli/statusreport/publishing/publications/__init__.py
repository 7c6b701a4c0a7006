"""The publications a plan can be compiled to. A publication is one module here: Plan to Edition.

It declares `ORDER`, its place among the others, and `ID`; `applies(plan)` tells whether this plan has it, and
`assemble(plan, figures, language)` makes it. Nothing is listed by hand.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Protocol, cast

from ...model.figures import Figures
from ...model.plan import Plan
from ..document import Edition
from ..language import Language


class Publication(Protocol):
    """A module of this package."""

    ID: str
    ORDER: int

    def applies(self, plan: Plan) -> bool: ...

    def assemble(self, plan: Plan, figures: Figures, language: Language) -> Edition: ...


@cache
def all_publications() -> tuple[Publication, ...]:
    """Every publication, in the order they are built and listed."""
    modules = [
        cast("Publication", importlib.import_module(f"{__name__}.{found.name}"))
        for found in pkgutil.iter_modules(__path__)
    ]
    return tuple(sorted(modules, key=lambda module: module.ORDER))
