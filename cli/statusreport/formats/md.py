"""One Markdown file a publication, readable on its own and stable line by line."""

from __future__ import annotations

import posixpath
import re

from markdown_it.token import Token
from markupsafe import Markup

from ..publishing.document import Document, Edition, Prose, placed
from ..publishing.file_names import fit, free
from ..source.tokens import with_children
from . import Files, Recall, _reading
from ._markdown import as_line, printed
from ._parts import Parts
from ._templates import Templates


def render(edition: Edition, templates: Templates) -> Files:
    """The text as `PUBLICATION.md`, and the pictures it shows in `pictures/`."""
    document = edition.document
    pictures = _pictures(document)
    return {f"{document.id}.md": page(document, templates).encode("utf-8")} | {
        name: document.pictures[path].data for path, name in pictures.items()
    }


def page(document: Document, templates: Templates) -> str:
    """A document as Markdown."""
    pictures = _pictures(document)
    environment = templates.environment(
        autoescape=False,
        finalize=escaped,
        prose=lambda prose: Markup(_prose(prose, pictures)),  # noqa: S704
        href=href,
        line=lambda text: Markup(as_line(str(escaped(text)))),  # noqa: S704
        hashes=lambda level: Markup("#" * min(level, 6)),  # noqa: S704
    )
    Parts(environment, "md/section.j2", document, templates)
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


def said(files: Files, edition: Edition, recall: Recall) -> str:
    """What others read in the file."""
    return _reading.said_of_all(PIECE.split(files[f"{edition.document.id}.md"].decode("utf-8")), recall)


# Where a part of the document begins, but for what looks so in code.
PIECE = re.compile(r'(?<=\n\n)(?=<a id=")')
# What a text shows as code is no anchor, even if it looks like one.
_FENCED = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)


def href(target: str) -> str:
    """A target as an address: within the file, in the other publication's file, or elsewhere."""
    publication, anchor = placed(target) or ("", "")
    return f"../{publication}/{publication}.md#{anchor}" if publication else target


# What CommonMark would read as markup anywhere in a line.
_MARKUP = re.compile(r"([\\`*_\[\]<>|#~])|&(?=#?\w+;)")


def escaped(value: object) -> object:
    """Text as the characters it is; what is Markdown already stays."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    line = re.sub(r"\s*\n\s*", " ", value) if "\n" in value else value
    return _MARKUP.sub(r"\\\g<0>", line)


def _pictures(document: Document) -> dict[str, str]:
    """A name in the output for every picture the prose shows, by its path in the plan."""
    taken: set[str] = set()
    names: dict[str, str] = {}
    for path, picture in sorted(document.pictures.items()):
        stem, _ = posixpath.splitext(posixpath.basename(path))
        names[path] = f"pictures/{free(fit(stem), taken, picture.suffix)}"
    return names


def _prose(prose: Prose, pictures: dict[str, str]) -> str:
    return printed([_here(token, pictures) for token in prose.tokens], prose.shift)


def _here(token: Token, pictures: dict[str, str]) -> Token:
    """A token whose links and pictures lead where they do in this file."""
    return with_children(token, lambda child: _inline(child, pictures))


def _inline(child: Token, pictures: dict[str, str]) -> Token:
    if child.type == "link_open":
        return child.copy(attrs={**child.attrs, "href": href(str(child.attrs.get("href", "")))})
    if child.type == "image":
        path = str(child.attrs.get("src", ""))
        return child.copy(attrs={**child.attrs, "src": pictures.get(path, path)})
    return child
