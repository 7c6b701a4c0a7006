"""HTML pages: nothing is fetched, and they are readable on a phone, on paper and aloud, with their script or without."""

from __future__ import annotations

import base64
import io
import itertools
import re
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from functools import cache, partial
from html import unescape
from typing import Any

from markdown_it.presets import js_default
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup, escape

from .. import fonts
from ..publishing.document import Chart, Document, Edition, Prose, Section, Subheading, Table, placed
from ..publishing.language import Language
from ..source.pictures import Picture
from . import Files, Recall
from ._charts import draw, patterns
from ._linked_data import linked_data, open_graph
from ._parts import Parts
from ._templates import Environment, Templates

FILE, FEED = "index.html", "feed.xml"
LINKS = True
# The records before and behind one.
_Neighbours = tuple[Section | None, Section | None]
# In characters: a status that may stand on several lines.
_LONG = 40
_TAG = re.compile(r"<(style|script)\b.*?</\1>|<[^>]*>", re.DOTALL)
_ID = re.compile(r"<[a-z][^<>]*?\sid=[\"']?([^\"'\s>]+)")


def render(edition: Edition, templates: Templates) -> Files:
    """The page as `index.html`, the further pages by their names, and `feed.xml` where there is news."""
    made = {FILE: page(edition.document, templates, edition)}
    made |= {f"{name}.html": page(inner, templates, edition, name) for name, inner in edition.pages.items()}
    if edition.news:
        environment = templates.environment(autoescape=True, urn=_urn)
        context = {"document": edition.document, "news": edition.news, "page": FILE, "feed": FEED}
        made[FEED] = environment.render("html/feed.xml.j2", context)
    return {name: text.encode("utf-8") for name, text in made.items()}


def page(document: Document, templates: Templates, edition: Edition | None = None, name: str = "") -> str:
    """A document as a page; `name` is that of a further page of an edition, which leads to the others."""
    around = _neighbours(document)
    environment = _environment(document, templates, name, around)
    # A further page leads to the first one for what it does not have itself.
    own = sorted(section.anchor for section in document.walk()) if name else ()
    Parts(
        environment,
        "html/section.j2",
        document,
        templates,
        lambda section: (name, own, *map(_named, around.get(section.anchor, ()))),
    )
    others = edition if not document.home else None
    context = {
        "document": document,
        "home": f"{_up(name)}{FILE}" if document.home else "",
        "files": _downloads(others.files, templates.language) if others else [],
        "feed": FEED if others and others.news else "",
        "patterns": patterns(block for block in document.blocks() if isinstance(block, Chart)),
    }
    return environment.render("html/document.j2", context)


def _up(name: str) -> str:
    """The way from a page to the folder of its publication."""
    return "../" * name.count("/")


def _environment(
    document: Document, templates: Templates, name: str, around: Mapping[str, _Neighbours]
) -> Environment:
    up = _up(name)
    own = frozenset(section.anchor for section in document.walk())

    def href(target: str) -> str:
        """A target as an address: within the page, in the publication's or another's page, or elsewhere."""
        match placed(target):
            case "", anchor:
                return f"{up}{FILE}#{anchor}" if name and anchor not in own else f"#{anchor}"
            case publication, anchor:
                return f"{up}../{publication}/{FILE}#{anchor}"
            case _:
                return target

    prose = _Prose(document, href)
    return templates.environment(
        autoescape=True,
        embedded=_embedded,
        open_graph=open_graph,
        linked_data=linked_data,
        neighbours=lambda section: around[section.anchor],
        records=lambda section: [inner for inner in section.walk() if inner.said],
        before=lambda words, label: words.removesuffix(label),
        prose=prose.html,
        words=prose.words,
        href=href,
        page=lambda name: f"{up}{name}.html",
        drawing=partial(draw, room=34),
        heading=_heading,
        long=lambda status: len(status.text) > _LONG,
        without_rows=_without_rows,
    )


def census(files: Files, edition: Edition) -> list[str]:
    """The records whose anchors the page has. Text cannot look like a tag: its `<` is escaped."""
    page = files[FILE].decode("utf-8")
    return [anchor for found in _ID.findall(page) if (anchor := unescape(found)) in edition.records]


def said(files: Files, edition: Edition, recall: Recall) -> str:
    """What the page says, without its tags."""
    return unescape(_TAG.sub("", files[FILE].decode("utf-8")))


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


def _urn(*parts: str) -> str:
    """A name that is the same whenever the same is published, as a feed's entries need (RFC 4151 asks for a domain)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "\0".join(("statusreport", *parts))).urn


def _downloads(files: Mapping[str, bytes], say: Language) -> list[dict[str, str]]:
    """The files beside the page that a reader may choose."""
    return [_download(file, data, say) for file, data in sorted(files.items(), key=_place) if "/" not in file]


def _place(item: tuple[str, bytes]) -> tuple[int, str]:
    """Where a file stands among those to download."""
    suffix = item[0].rpartition(".")[2]
    return ([*_TYPES, suffix].index(suffix), item[0])


def _download(file: str, data: bytes, say: Language) -> dict[str, str]:
    """A file of the publication as a reader chooses it: what it is, its address, and how much it is."""
    suffix = file.rpartition(".")[2]
    kilobytes = -(-len(data) // 1000)
    large = kilobytes >= 1000
    size = say(
        "document.megabytes" if large else "document.kilobytes",
        size=say.number(round(kilobytes / 1000, 1) if large else kilobytes),
    )
    if suffix == "pdf":
        size = say("document.pages_and_size", n=_pages(data), size=size)
    label = file if suffix in ("csv", "json") else suffix.upper()
    return {"file": file, "label": label, "size": size, "type": _TYPES.get(suffix, "")}


def _pages(pdf: bytes) -> int:
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


# What a reader may want, the likeliest first.
_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "md": "text/markdown",
    "csv": "text/csv",
    "json": "application/json",
}


@cache
def _embedded(font: str) -> Markup:
    return Markup("data:font/woff2;base64," + base64.b64encode(fonts.for_pages(font)).decode("ascii"))  # noqa: S704


def _neighbours(document: Document) -> dict[str, _Neighbours]:
    """The records before and behind each, by anchor."""
    records = (None, *document.records, None)
    return {
        here.anchor: (before, after)
        for before, here, after in zip(records, records[1:], records[2:], strict=False)
        if here
    }


def _named(record: Section | None) -> object:
    """What is printed of a neighbour."""
    return record and (record.anchor, record.label, record.said)


def _heading(level: int) -> str:
    return f"h{min(level, 6)}"


class _Prose:
    """Markdown tokens as HTML."""

    def __init__(self, document: Document, href: Callable[[str], str]) -> None:
        self._renderer = _Renderer()
        self._href = href
        self._options = OptionsDict(js_default.make()["options"])
        self._pictures = _Pictures(document)

    def html(self, prose: Prose) -> Markup:
        env = {"shift": prose.shift, "pictures": self._pictures, "href": self._href}
        return Markup(self._renderer.render(prose.tokens, self._options, env))  # noqa: S704

    def words(self, prose: Prose) -> Markup:
        """What stands within a heading."""
        env = {"shift": prose.shift, "pictures": self._pictures, "href": self._href}
        inline = prose.tokens[1].children or []
        return Markup(self._renderer.renderInline(inline, self._options, env))  # noqa: S704


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
    prose = [
        block.prose if isinstance(block, Subheading) else block
        for block in document.blocks()
        if isinstance(block, (Prose, Subheading))
    ]
    parts = (part for part in (*prose, *(note.prose for note in document.notes)) if not part.key)
    for token in (token for part in parts for token in part.tokens):
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
        address = env["href"](str(tokens[idx].attrs.get("href", "")))
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
        heads = itertools.takewhile(lambda token: token.type != "thead_close", tokens[idx:])
        inline = [token for token in heads if token.type == "inline"]
        env["labels"] = [self.renderInlineAsText(token.children or [], options, env) for token in inline]
        return '<div class="stacked scroll">\n<table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        return "</table>\n</div>\n"

    def tr_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        env["row"] = iter(env["labels"])
        return "<tr>\n"

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        label = next(env["row"], "")
        named = f' data-label="{escape(label)}"' if label else ""
        side = f' style="{style}"' if (style := tokens[idx].attrs.get("style")) else ""
        return f"<td{named}{side}>"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env) -> str:
        return '<th scope="col">'
