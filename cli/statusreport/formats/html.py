"""One HTML page a publication: no scripts, nothing fetched, readable on a phone, on paper and aloud."""

from __future__ import annotations

import base64
import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from html import unescape
from typing import Any

from markdown_it.presets import js_default
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup, escape

from ..publishing.document import Document, Edition, Prose, Status, Table, placed
from ..source.pictures import Picture
from . import Files, Recall
from ._charts import draw
from ._templates import Templates

FILE = "index.html"
_TAG = re.compile(r"<style>.*?</style>|<[^>]*>", re.DOTALL)
_ID = re.compile(r"<[a-z][^<>]*?\sid=[\"']?([^\"'\s>]+)")


def render(edition: Edition, templates: Templates) -> Files:
    """The page as `index.html`."""
    return {FILE: page(edition.document, templates).encode("utf-8")}


def page(document: Document, templates: Templates) -> str:
    """A document as a page."""
    prose = _Prose(document)
    environment = templates.environment(
        autoescape=True,
        prose=prose.html,
        href=href,
        drawing=draw,
        heading=_heading,
        arc=_arc,
        without_rows=_without_rows,
    )
    return environment.render("html/document.j2", {"document": document})


def census(files: Files, edition: Edition) -> list[str]:
    """The records whose anchors the page has. Text cannot look like a tag: its `<` is escaped."""
    page = files[FILE].decode("utf-8")
    return [anchor for found in _ID.findall(page) if (anchor := unescape(found)) in edition.records]


def said(files: Files, edition: Edition, recall: Recall) -> str:
    """What the page says, without its tags."""
    return unescape(_TAG.sub("", files[FILE].decode("utf-8")))


def href(target: str) -> str:
    """A target as an address: within the page, in the other publication's page, or elsewhere."""
    publication, anchor = placed(target) or ("", "")
    return f"../{publication}/{FILE}#{anchor}" if publication else target


def _arc(status: Status) -> float:
    """How much of a status's mark is filled, as a length of its circle of radius 3.5."""
    return round(2 * math.pi * 3.5 * status.share, 2)


def _without_rows(table: Table) -> list[tuple[tuple[str, str], ...]]:
    """The choices, at most one of each filter, that leave no row: a reader is told so instead of shown nothing."""
    seen = {
        chosen
        for row in zip(*(filter_.rows for filter_ in table.filters), strict=True)
        for chosen in itertools.product(*((None, *options) for options in row))
    }
    choices = ((None, *(option.id for option in filter_.options)) for filter_ in table.filters)
    return [
        tuple((filter_.id, option) for filter_, option in zip(table.filters, chosen, strict=True) if option)
        for chosen in itertools.product(*choices)
        if chosen not in seen
    ]


def _heading(level: int) -> str:
    return f"h{min(level, 6)}"


class _Prose:
    """Markdown tokens as HTML."""

    def __init__(self, document: Document) -> None:
        self._renderer = _Renderer()
        self._options = OptionsDict(js_default.make()["options"])
        self._pictures = _Pictures(document)

    def html(self, prose: Prose) -> Markup:
        env = {"shift": prose.shift, "pictures": self._pictures}
        return Markup(self._renderer.render(prose.tokens, self._options, env))  # noqa: S704


class _Pictures:
    """Pictures within the page: one that is shown several times stands there once, and is drawn again from there."""

    def __init__(self, document: Document) -> None:
        self._pictures = document.pictures
        shown = Counter(_shown(document))
        self._repeated = {path: f"picture-{n}" for n, path in enumerate(sorted(shown)) if shown[path] > 1}
        self._placed: set[str] = set()

    def html(self, path: str, text: str) -> str:
        """A picture with its alternative text."""
        picture = self._pictures[path]
        width, height = (max(1, round(side)) for side in (picture.width, picture.height))
        size = f'width="{width}" height="{height}"'
        if path not in self._repeated:
            return f'<img src="{_address(picture)}" alt="{escape(text)}" {size}>'
        ident = self._repeated[path]
        inner = f'<use href="#{ident}"/>'
        if path not in self._placed:
            self._placed.add(path)
            inner = f'<image id="{ident}" href="{_address(picture)}" {size}/>'
        return (
            f'<svg class="picture" role="img" aria-label="{escape(text)}" viewBox="0 0 {width} {height}" {size}>'
            f"{inner}</svg>"
        )


def _address(picture: Picture) -> str:
    return f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode('ascii')}"


def _shown(document: Document) -> Iterator[str]:
    """The path of each picture in prose, as often as it is shown."""
    prose = [block for block in document.blocks() if isinstance(block, Prose)]
    for token in (
        token for part in (*prose, *(note.prose for note in document.notes)) for token in part.tokens
    ):
        for child in token.children or ():
            if child.type == "image":
                yield str(child.attrs.get("src", ""))


Env = MutableMapping[str, Any]


class _Renderer(RendererHTML):
    """Where our pages differ from plain CommonMark HTML."""

    def heading_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        return f"<{self._tag(tokens[idx], env)}>"

    def heading_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        return f"</{self._tag(tokens[idx], env)}>\n"

    def _tag(self, token: Token, env: Env) -> str:
        return _heading(int(token.tag[1:]) + env["shift"])

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        address = href(str(tokens[idx].attrs.get("href", "")))
        title = tokens[idx].attrs.get("title")
        extra = f' title="{escape(title)}"' if title else ""
        return f'<a href="{escape(address)}"{extra}>'

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        pictures: _Pictures = env["pictures"]
        text = self.renderInlineAsText(tokens[idx].children or [], options, env)
        return pictures.html(str(tokens[idx].attrs.get("src", "")), text)

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        meta: Mapping[str, Any] = tokens[idx].meta
        number = meta["number"]
        return (
            f'<sup class="note-ref"><a id="{meta["anchor"]}" href="#note-{number}" role="doc-noteref">'
            f"{number}</a></sup>"
        )

    def html_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        return f"<p>{escape(tokens[idx].content)}</p>\n"

    def html_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        return str(escape(tokens[idx].content))

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        return '<div class="scroll" tabindex="0">\n<table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        return "</table>\n</div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        return '<th scope="col">'
