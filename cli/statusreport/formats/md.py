"""One Markdown file a publication, readable on its own and stable line by line."""

from __future__ import annotations

import posixpath
import re
from typing import ClassVar

from markdown_it.token import Token
from markupsafe import Markup
from mdformat.renderer import MDRenderer, RenderContext, RenderTreeNode

from ..publishing.document import Document, Edition, Prose
from ..publishing.paper import side
from . import Files
from ._templates import Templates


def render(edition: Edition, templates: Templates) -> Files:
    """The text as `PUBLICATION.md`, and the pictures it shows in `pictures/`."""
    document = edition.document
    pictures = _pictures(document)
    return {f"{document.id}.md": page(document, templates).encode("utf-8")} | {
        name: document.pictures[path] for path, name in pictures.items()
    }


def page(document: Document, templates: Templates) -> str:
    """A document as Markdown."""
    pictures = _pictures(document)
    environment = templates.environment(
        autoescape=False,
        finalize=escaped,
        prose=lambda prose: Markup(_prose(prose, pictures)),  # noqa: S704
        href=href,
        hashes=lambda level: Markup("#" * min(level, 6)),  # noqa: S704
    )
    text = environment.render("md/document.j2", {"document": document})
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def census(files: Files, edition: Edition) -> list[str]:
    """The records whose anchors the file has."""
    text = _FENCED.sub("", files[f"{edition.document.id}.md"].decode("utf-8"))
    return [
        anchor
        for anchor in re.findall(r'^<a id="([^"]+)"></a>$', text, re.MULTILINE)
        if anchor in edition.records
    ]


# What a text shows as code is no anchor, even if it looks like one.
_FENCED = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)


def href(target: str) -> str:
    """A target as an address: within the file, in the other publication's file, or elsewhere."""
    publication, hash_, anchor = target.partition("#")
    if hash_ and publication and "/" not in publication and ":" not in publication:
        return f"../{publication}/{publication}.md#{anchor}"
    return target


# What CommonMark would read as markup anywhere in a line.
_MARKUP = re.compile(r"([\\`*_\[\]<>|#~])|&(?=#?\w+;)")


def escaped(value: object) -> object:
    """Text as the characters it is; what is Markdown already stays."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return _MARKUP.sub(lambda found: f"\\{found[0]}", re.sub(r"\s*\n\s*", " ", value))


def _pictures(document: Document) -> dict[str, str]:
    """A name in the output for every picture the prose shows, by its path in the plan."""
    names: dict[str, str] = {}
    for path in sorted(document.pictures):
        name, number = posixpath.basename(path), 2
        while f"pictures/{name}" in names.values():
            stem, suffix = posixpath.splitext(posixpath.basename(path))
            name, number = f"{stem}-{number}{suffix}", number + 1
        names[path] = f"pictures/{name}"
    return names


def _prose(prose: Prose, pictures: dict[str, str]) -> str:
    tokens = [_printed(token, prose.shift, pictures) for token in prose.tokens]
    return MDRenderer().render(tokens, {"parser_extension": [_Extension]}, {}, finalize=False)


def _printed(token: Token, shift: int, pictures: dict[str, str]) -> Token:
    if token.type in ("heading_open", "heading_close"):
        return token.copy(markup="#" * min(int(token.tag[1:]) + shift, 6))
    if token.type == "inline" and token.children:
        return token.copy(children=[_inline(child, pictures) for child in token.children])
    if token.type == "html_block":
        return token.copy(type="fence", tag="code", info="")
    return token


def _inline(child: Token, pictures: dict[str, str]) -> Token:
    if child.type == "link_open":
        return child.copy(attrs={**child.attrs, "href": href(str(child.attrs.get("href", "")))})
    if child.type == "image":
        path = str(child.attrs.get("src", ""))
        return child.copy(attrs={**child.attrs, "src": pictures.get(path, path)})
    if child.type == "html_inline":
        return child.copy(type="text")
    return child


def _note_ref(node: RenderTreeNode, context: RenderContext) -> str:
    return f"[^{node.meta['number']}]"


def _role(node: RenderTreeNode, context: RenderContext) -> str:
    return f"`{node.content}`"


def _words(node: RenderTreeNode, context: RenderContext) -> str:
    return "".join(child.render(context) for child in node.children)


def _table(node: RenderTreeNode, context: RenderContext) -> str:
    rows = [
        [cell.render(context).replace("|", "\\|").replace("\n", " ") for cell in row.children]
        for part in node.children
        for row in part.children
    ]
    rule = [_RULES[side(cell)] for cell in node.children[0].children[0].children]
    return "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], rule, *rows[1:]))


# What stands below the head of a column, by the side where its text stands.
_RULES = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}


def _cell(node: RenderTreeNode, context: RenderContext) -> str:
    return "".join(child.render(context) for child in node.children)


class _Extension:
    """What our tokens have beyond CommonMark, in the form mdformat takes its plugins."""

    RENDERERS: ClassVar = {
        "footnote_ref": _note_ref,
        "myst_role": _role,
        "span": _words,
        "table": _table,
        "th": _cell,
        "td": _cell,
    }
