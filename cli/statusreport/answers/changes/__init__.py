"""A comparison, in a form. It defines `show(changes, setting)`; its name is what `diff --format` calls it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from ... import registry
from ...model.settings import Settings
from ...rounds.comparison import ChangeSet
from ...rounds.states import WORKING
from ...tasks.diff import Compared
from ...words import Catalogue


@dataclass(frozen=True)
class Setting:
    """What a form may need: the terminal's words, the plan's settings, and its templates."""

    words: Catalogue
    plan: Settings
    templates: Path


class Form(Protocol):
    """A module of this package."""

    def show(self, changes: ChangeSet, setting: Setting) -> str: ...


def setting_of(compared: Compared, words: Catalogue) -> Setting:
    """The setting of the plan whose states were compared."""
    return Setting(words, compared.plan.settings, compared.templates)


def is_working(name: str) -> bool:
    """Whether a state is the content as it lies in its folder."""
    return name == WORKING


def called(label: str, words: Catalogue) -> str:
    """A state by the name that the command line knows, and by words where that is one of English."""
    return f"{label} ({words('changes.working')})" if is_working(label) else label


def get_form(name: str) -> Form:
    """The form of this name, which must be a module here."""
    return cast("Form", registry.entry("answers.changes", name))
