"""Reading as every task needs it: a plan file that cannot be used is told in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..model.plan import Plan
from ..reading.folder import Recall, read_rounds, read_tree
from ..reading.plan_file import PlanFault
from ..rules.engine import in_words
from ..source.faults import PlanError
from ..source.tree import Folder, Tree
from ..words import Catalogue


def load(root: Path, words: Catalogue, tree: Tree | None = None, recall: Recall = lambda body: None) -> Plan:
    """The plan below `root`, or in a tree of it, as `read_tree` reads it.

    Raises PlanError, in words, if its plan file cannot be used.
    """
    return _in_words(lambda: read_tree(tree or Folder(root), str(root), recall), words)


def load_rounds(root: Path, words: Catalogue) -> Plan:
    """The settings and sealed rounds of the plan below `root`. Raises PlanError as `load` does."""
    return _in_words(lambda: read_rounds(Folder(root), str(root)), words)


def _in_words(read: Callable[[], Plan], words: Catalogue) -> Plan:
    try:
        return read()
    except PlanFault as broken:
        texts = {broken.source.path: broken.source.text}
        raise PlanError(in_words(broken.faults, words), texts) from broken
