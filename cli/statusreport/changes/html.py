"""A comparison as a page of its own, in the publications' style."""

from __future__ import annotations

from ..changetables import document
from ..comparison import ChangeSet
from ..formats.html import page
from ..localize import language
from ..templating import Templates, packaged
from . import Setting

NAME = "html"


def show(changes: ChangeSet, setting: Setting) -> str:
    """A whole page, with the changed texts word by word."""
    say = language(setting.language)
    return page(document(changes, say), Templates((setting.templates, packaged()), say))
