"""What the tokens of a text say, each by itself or as a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import is_not

from markdown_it.token import Token

from .commonmark import directive
from .links import named

BREAKDOWN = "breakdown"
# The ends of lines within a paragraph.
BREAKS = ("softbreak", "hardbreak")


def plain_text(tokens: tuple[Token, ...] | list[Token]) -> str:
    """The words of some tokens without any markup, blocks apart by a newline."""
    parts: list[str] = []
    for token in tokens:
        if token.type == "inline":
            for child in token.children or []:
                if child.type in BREAKS:
                    parts.append(" ")
                elif child.type != "footnote_ref":
                    parts.append(child.content)
            parts.append("\n")
        elif token.type in ("fence", "code_block", "html_block"):
            parts.append(token.content + "\n")
    return "".join(parts).strip()


def has_text(tokens: tuple[Token, ...]) -> bool:
    """Whether readers see anything of some tokens besides headings: words, a picture or code."""
    before = ""
    for token in tokens:
        if token.type in ("fence", "code_block"):
            return True
        if token.type == "inline" and before != "heading_open":
            shown = [child for child in token.children or () if child.type != "html_inline"]
            if any(child.type == "image" or any(map(str.isalnum, child.content)) for child in shown):
                return True
        before = token.type
    return False


def with_children(token: Token, change: Callable[[Token], Token]) -> Token:
    """A token with each of those in its line changed; itself where none is, for copies take time."""
    children = token.children or []
    changed = [change(child) for child in children]
    return token.copy(children=changed) if any(map(is_not, changed, children)) else token


def breakdowns_of(token: Token) -> tuple[str, ...]:
    """The names of the breakdowns that a token asks for, as a directive."""
    name, names = directive(token) or ("", "")
    return tuple(names.split()) if name == BREAKDOWN and token.level == 0 else ()


def gap(token: Token) -> str:
    """The name of what stands in a token's place: of a role's figure, or of what a link without words leads to; else ""."""
    if token.type == "myst_role":
        return token.content
    start, end = token.meta.get("inside", (0, 1))
    return named(str(token.attrs.get("href", ""))) if token.type == "link_open" and start == end else ""


def has_gap(token: Token) -> bool:
    """Whether it is a gap, or has one in the text of a picture."""
    return bool(gap(token)) or any(map(has_gap, token.children or ()))


def parts_of(token: Token) -> Iterator[str | tuple[str]]:
    """The words of a token, a gap as a tuple of its name."""
    words = "" if token.children else token.content
    for child in token.children or ():
        if name := gap(child):
            yield from (words, (name,))
            words = ""
        else:
            words += " " if child.type in BREAKS else child.content
    yield words


def end_of(tokens: list[Token], opening: int) -> int:
    """Where the token stands that closes the one at `opening`."""
    depth = 0
    for number in range(opening, len(tokens)):
        depth += tokens[number].nesting
        if depth == 0:
            return number
    return len(tokens)
