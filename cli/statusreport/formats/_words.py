"""The words of prose."""

from __future__ import annotations

from markdown_it.tree import SyntaxTreeNode


def plain(node: SyntaxTreeNode) -> str:
    """The words below a node without their markup."""
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return "".join(map(plain, node.children)) if node.children else node.content
