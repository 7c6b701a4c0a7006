"""One HTML page a publication: no scripts, nothing fetched, readable on a phone, on paper and aloud."""

from __future__ import annotations

import base64
import itertools
import math
import re
from collections.abc import Mapping, MutableMapping, Sequence
from html import unescape
from typing import Any

from markdown_it.presets import js_default
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup, escape

from ..publishing.document import Document, Edition, Prose, Status, Table
from ..source.pictures import media_type
from . import Files
from ._charts import draw
from ._templates import Templates

FILE = "index.html"
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


def href(target: str) -> str:
    """A target as an address: within the page, in the other publication's page, or elsewhere."""
    publication, hash_, anchor = target.partition("#")
    if hash_ and publication and "/" not in publication and ":" not in publication:
        return f"../{publication}/{FILE}#{anchor}"
    return target


def _arc(status: Status) -> float:
    """How much of a status's mark is filled, as a length of its circle of radius 3.5."""
    return round(2 * math.pi * 3.5 * status.share, 2)


def _without_rows(table: Table) -> list[tuple[tuple[str, str], ...]]:
    """The choices, one of each filter, that leave no row: a reader is told so instead of shown nothing."""
    seen = {
        tuple(zip((filter_.id for filter_ in table.filters), chosen, strict=True))
        for row in zip(*(filter_.rows for filter_ in table.filters), strict=True)
        for chosen in itertools.product(*row)
    }
    choices = ([(filter_.id, option.id) for option in filter_.options] for filter_ in table.filters)
    return [chosen for chosen in itertools.product(*choices) if chosen not in seen]


def _heading(level: int) -> str:
    return f"h{min(level, 6)}"


class _Prose:
    """Markdown tokens as HTML."""

    def __init__(self, document: Document) -> None:
        self._renderer = _Renderer()
        self._options = OptionsDict(js_default.make()["options"])
        self._pictures = document.pictures

    def html(self, prose: Prose) -> Markup:
        env = {"shift": prose.shift, "pictures": self._pictures}
        return Markup(self._renderer.render(prose.tokens, self._options, env))  # noqa: S704


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
        picture = env["pictures"].get(str(tokens[idx].attrs.get("src", "")), b"")
        data = base64.b64encode(picture).decode("ascii")
        text = self.renderInlineAsText(tokens[idx].children or [], options, env)
        return f'<img src="data:{media_type(picture)};base64,{data}" alt="{escape(text)}">'

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

    def myst_role(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        return f"<code>{escape(tokens[idx].content)}</code>"

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        return '<div class="scroll" tabindex="0">\n<table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        return "</table>\n</div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        return '<th scope="col">'
