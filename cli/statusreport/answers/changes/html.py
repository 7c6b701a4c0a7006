"""A comparison as a page of its own, in the publications' style."""

from __future__ import annotations

from ... import installation
from ...formats._templates import Templates
from ...formats.html import page
from ...publishing.changes import document
from ...publishing.language import language_of
from ...rounds.comparison import ChangeSet
from . import Setting


def show(changes: ChangeSet, setting: Setting) -> str:
    """A whole page, with the changed texts word by word."""
    say = language_of(setting.plan)
    return page(document(changes, say), Templates((setting.templates, installation.templates()), say))
