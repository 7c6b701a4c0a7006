"""A comparison as Markdown, to be a comment of a pull request."""

from __future__ import annotations

from ..changetables import document
from ..comparison import ChangeSet
from ..formats.md import page
from ..localize import language
from ..templating import Templates, packaged
from . import Setting

NAME = "markdown"


def show(changes: ChangeSet, setting: Setting) -> str:
    """Tables of what moved, and the changed texts word by word."""
    say = language(setting.language)
    return page(document(changes, say), Templates((setting.templates, packaged()), say))
