"""The forms in which a comparison is shown. A form is one module here: a change set to text.

It declares `NAME`, what `diff --format` calls it, and `show(changes, setting)`. Nothing is listed by hand.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
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


def get_form(name: str) -> Form:
    """The form of this name, which must be a module here."""
    return cast("Form", importlib.import_module(f"{__name__}.{name}"))
