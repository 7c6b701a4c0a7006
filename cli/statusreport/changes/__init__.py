"""The forms in which a comparison is shown. A form is one module here: a change set to text.

It declares `NAME`, what `diff --format` calls it, and `show(changes, setting)`. Nothing is listed by hand.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from ..comparison import ChangeSet
from ..messages import Catalogue


@dataclass(frozen=True)
class Setting:
    """What a form may need: the terminal's words, the publications' language, and the plan's templates."""

    words: Catalogue
    language: str
    templates: Path


class Form(Protocol):
    """A module of this package."""

    NAME: str

    def show(self, changes: ChangeSet, setting: Setting) -> str: ...


@cache
def form_names() -> tuple[str, ...]:
    """What `diff --format` accepts."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(__path__)))


def get_form(name: str) -> Form:
    """The form of this name, which must be one of `form_names`."""
    return cast("Form", importlib.import_module(f"{__name__}.{name}"))
