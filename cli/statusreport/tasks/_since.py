"""What a change brought: the findings of now, without those that stood there before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from ..reading.layout import PLAN_FILE
from ..rules.engine import check
from ..source.faults import Finding, PlanError
from ..source.git_tree import GitTree
from ..source.text import MAX_BYTES
from ..source.tree import Folder, Tree
from ..words import Catalogue
from .load import load


def brought_since(
    root: Path, words: Catalogue, revision: str, findings: Iterable[Finding], files: Iterable[str]
) -> tuple[Finding, ...]:
    """The findings in files that are other ones than in the revision, and those that it has nowhere.

    A finding that only moved to another line is the same one. Raises UsageError where there is no such revision.
    """
    then, now = GitTree(root, revision), Folder(root)
    changed = {path for path in files if _bytes(then, path) != _bytes(now, path)}
    before = _before(root, words, then)
    brought = []
    for finding in findings:
        same = _without_place(finding)
        if finding.location.path in changed or not before[same]:
            brought.append(finding)
        before[same] -= 1 if before[same] else 0
    return tuple(brought)


def _before(root: Path, words: Catalogue, tree: GitTree) -> Counter[tuple[str, str, str]]:
    """How often each finding stood there; where there was no plan that can be used, everything is new."""
    if not tree.exists(PLAN_FILE):
        return Counter()
    try:
        return Counter(map(_without_place, check(load(root, words, tree), words)))
    except PlanError:
        return Counter()


def _without_place(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.location.path, finding.message


def _bytes(tree: Tree, path: str) -> bytes | None:
    try:
        return tree.read(path, MAX_BYTES)
    except OSError:
        return None
