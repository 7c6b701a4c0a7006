"""What a page must be beyond valid HTML, which no validator looks at: that it shows its document accessibly.

`faults` says what is wrong, in words that begin with the check's name. A check is a function from the page's
tree and the document to its faults.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING
from urllib.parse import unquote

import lxml.html
from babel import Locale
from conftest import ROOT

from gate.content import broken_letter, parts, says_nothing
from gate.texts import squeezed
from statusreport.publishing.document import (
    Chart,
    Document,
    Facts,
    Inline,
    Link,
    Panel,
    Paragraph,
    Prose,
    Revision,
    Section,
    Status,
    Table,
    Text,
)
from statusreport.publishing.language import language

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from markdown_it.token import Token

Check = Callable[["HtmlElement", Document], Iterator[str]]


def faults(page: str, document: Document) -> list[str]:
    """Everything that is wrong with a page that shows this document."""
    tree = lxml.html.document_fromstring(page)
    return [f"{check.__name__}: {fault}" for check in CHECKS for fault in check(tree, document)]


def title(tree: HtmlElement, document: Document) -> Iterator[str]:
    """The window's title names the publication."""
    if document.title not in " ".join(_texts(tree, "//head/title")):
        yield "the page's title does not name the publication"


def headings(tree: HtmlElement, document: Document) -> Iterator[str]:
    """There is one h1, no level is skipped, and each title of the document is a heading of its level."""
    found = [(int(str(heading.tag)[1]), _called(heading)) for heading in _all(tree, f"//*[{_HEADING}]")]
    if [level for level, _ in found].count(1) != 1:
        yield "there is not exactly one h1"
    previous = 0
    for level, words in found:
        if not words:
            yield f"an h{level} is empty"
        if level > previous + 1:
            yield f"“{words}” skips from level {previous} to {level}"
        previous = level
    for level, words in _titles(document):
        if (level, words) not in found:
            yield f"“{words}” is no heading of level {level}"


def ids(tree: HtmlElement, document: Document) -> Iterator[str]:
    """An id is one element's."""
    seen: set[str] = set()
    for ident in _values(tree, "id"):
        if ident in seen:
            yield f"two elements have the id “{ident}”"
        seen.add(ident)


def references(tree: HtmlElement, document: Document) -> Iterator[str]:
    """Whatever refers to an element of the page finds it."""
    known = set(_values(tree, "id"))
    for name in ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "for", "headers"):
        for value in _values(tree, name):
            yield from (
                f"{name} refers to “{ident}”, which is not there" for ident in {*value.split()} - known
            )
    for address in _values(tree, "href"):
        if address.startswith("#") and unquote(address[1:]) not in known:
            yield f"a link leads to “{address}”, which is not there"


def links(tree: HtmlElement, document: Document) -> Iterator[str]:
    """A link says where it leads."""
    for link in _all(tree, "//a[@href]"):
        if not (_words(link) or link.get("aria-label", "").strip()):
            yield f"the link to “{link.get('href')}” has neither text nor label"


def tables(tree: HtmlElement, document: Document) -> Iterator[str]:
    """A table has a header for each column; one of the document's own also has a caption and names its rows."""
    captions = []
    unnamed = sum(
        1
        for block in parts(document)
        if isinstance(block, Prose)
        for t in block.tokens
        if t.type == "table_open"
    )
    for table in _all(tree, "//table"):
        name = " ".join(_texts(table, "./caption"))
        widths = {len(_all(row, "./th|./td")) for row in _all(table, ".//tr")}
        columns = _texts(table, "./thead/tr/th[@scope='col']")
        if widths != {len(columns)} or not all(columns):
            yield f"the table “{name}” has not a header for each column"
        if not name and unnamed:
            unnamed -= 1  # a table of Markdown, which has neither
            continue
        captions.append(name)
        if not name:
            yield f"the table “{_words(table)[:40]}…” has no caption"
        for row in _all(table, "./tbody/tr|./tfoot/tr|./tr"):
            if not any(_texts(row, "./th[@scope='row']")):
                yield f"the table “{name}” has a row without a header: “{_words(row)}”"
    for block in parts(document):
        if isinstance(block, Table) and (name := squeezed(block.caption)) not in captions:
            yield f"no table is called “{name}”"


def charts(tree: HtmlElement, document: Document) -> Iterator[str]:
    """A drawing is a chart of the document, whose name and description say all of it, or it is hidden."""
    drawings = _all(tree, "//svg[@role='img' and not(@class='picture')]")
    expected = [block for block in parts(document) if isinstance(block, Chart)]
    if len(drawings) != len(expected):
        yield f"there are {len(drawings)} drawings instead of {len(expected)}"
    for drawing, chart in zip(drawings, expected, strict=False):
        said = _described(tree, drawing)
        if chart.title not in said:
            yield f"the chart “{chart.title}” is not named so"
        for bar in chart.bars:
            label, value = re.escape(squeezed(bar.label)), re.escape(squeezed(bar.value))
            if not re.search(rf"{label}\W{{1,3}}{value}(?!\w|[.,]\d)", said):
                yield f"the chart “{chart.title}” does not say “{bar.label}: {bar.value}”"
    if _all(tree, "//svg[not(@role='img') and not(@aria-hidden='true')]"):
        yield "a drawing is neither described nor hidden"


def statuses(tree: HtmlElement, document: Document) -> Iterator[str]:
    """Each status is there as text, not as a mark alone."""
    found = _texts(tree, "//*[contains(concat(' ', @class, ' '), ' status ')]")
    expected = [squeezed(inline.text) for inline in _inlines(document) if isinstance(inline, Status)]
    for place, (one, other) in enumerate(zip_longest(found, expected, fillvalue=""), 1):
        if one != other:
            yield f"status {place} reads “{one}”, not “{other}”"
            return


def pictures(tree: HtmlElement, document: Document) -> Iterator[str]:
    """A picture's alternative text says what the picture shows."""
    for picture in _all(tree, "//img | //svg[@class='picture']"):
        text = squeezed(picture.get("alt", picture.get("aria-label", "")))
        if says_nothing(text):
            yield f"“{text}” does not say what a picture shows"


def languages(tree: HtmlElement, document: Document) -> Iterator[str]:
    """The page and its foreign parts say which language they are in, by tags that exist."""
    if tree.get("lang") != document.language:
        yield f"the page's language is “{tree.get('lang')}”, not “{document.language}”"
    for tag in _values(tree, "lang"):
        if not _TAG.fullmatch(tag) or tag.partition("-")[0] not in _LANGUAGES:
            yield f"“{tag}” is no language"
    marked = {(part.get("lang"), _words(part)) for part in _all(tree, "//*[@lang]")}
    for part in _foreign(document):
        if part not in marked:
            yield f"“{part[1]}” is not marked as “{part[0]}”"


def letters(tree: HtmlElement, document: Document) -> Iterator[str]:
    """No letter was broken when a text was decoded."""
    texts = [str(text) for text in tree.xpath("//text()[not(parent::style)]")]
    for name in ("alt", "title", "aria-label", "data-label", "content"):
        texts += _values(tree, name)
    for text in texts:
        if broken := broken_letter(text):
            yield f"“{broken}” has a broken letter"


def focus(tree: HtmlElement, document: Document) -> Iterator[str]:
    """Nothing takes the focus out of its turn."""
    for value in _values(tree, "tabindex"):
        if value not in ("0", "-1"):
            yield f"tabindex is “{value}”"


def contained(tree: HtmlElement, document: Document) -> Iterator[str]:
    """The page is all there is: it runs nothing but the packaged script, and fetches nothing."""
    for element in tree.iter(*_OUTSIDE):
        is_data = element.tag == "script" and element.get("type") == "application/ld+json"
        is_packaged = element.tag == "script" and squeezed(element.text or "") == squeezed(_SCRIPT)
        is_alternate = element.tag == "link" and element.get("rel") == "alternate"
        if not (is_data or is_packaged or is_alternate):
            yield f"there is a {element.tag!s}"
    for element in _all(tree, "//*[@*]"):
        for name, value in element.attrib.items():
            if name.startswith("on") or name == "http-equiv":
                yield f"{name} stands at a {element.tag!s}"
            elif name in _FETCHED and not value.startswith("data:image/"):
                yield f"a {element.tag!s} fetches “{value}”"
    for style in (*_texts(tree, "//style"), *_values(tree, "style")):
        for found in _STYLE_FETCHES.finditer(_OWN.sub("", style)):
            yield f"a style says “{found[0]}”"


CHECKS: tuple[Check, ...] = (
    title,
    headings,
    ids,
    references,
    links,
    tables,
    charts,
    statuses,
    pictures,
    languages,
    letters,
    focus,
    contained,
)

_SCRIPT = (ROOT / "templates/html/script.js.j2").read_text("utf-8")
# What a style has within the page: its fonts and its patterns.
_OWN = re.compile(
    r'@font-face \{ font-family: "Report \w+"; (?:font-\w+: \w+; )*src: url\(data:font/woff2;base64,[\w+/=]+\)|url\(#[\w-]+\)'
)
_HEADING = "self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6"
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
_LANGUAGES = frozenset(Locale("en").languages)
_BREAKS = ("softbreak", "hardbreak")
_OUTSIDE = (
    "script",
    "link",
    "base",
    "iframe",
    "frame",
    "object",
    "embed",
    "audio",
    "video",
    "source",
    "track",
)
_FETCHED = ("src", "srcset", "poster", "data", "background", "action", "formaction", "ping", "xlink:href")
_STYLE_FETCHES = re.compile(r"@import|@font-face|image-set\(|(?<![\w-])(?:url|src)\([^)]*\)?", re.IGNORECASE)


def _all(element: HtmlElement, path: str) -> list[HtmlElement]:
    return list(element.xpath(path))


def _values(tree: HtmlElement, name: str) -> list[str]:
    return [str(value) for value in tree.xpath(f"//@*[name()='{name}']")]


def _texts(element: HtmlElement, path: str) -> list[str]:
    return [_words(found) for found in _all(element, path)]


def _words(element: HtmlElement) -> str:
    return squeezed(str(element.text_content()))


def _called(heading: HtmlElement) -> str:
    """A heading's words, without the numbers of notes."""
    return squeezed("".join(map(str, heading.xpath(".//text()[not(ancestor::*[@class='note-ref'])]"))))


def _described(tree: HtmlElement, drawing: HtmlElement) -> str:
    """What someone who does not see a drawing is told."""
    idents = f"{drawing.get('aria-labelledby', '')} {drawing.get('aria-describedby', '')}".split()
    return " ".join(text for ident in idents for text in _texts(tree, f"//*[@id='{ident}']"))


def _inlines(document: Document) -> Iterator[Inline]:
    """All words of the tool's own in the order of the text."""
    for block in parts(document):
        if isinstance(block, Section) and block.status:
            yield block.status
        if isinstance(block, Paragraph):
            yield from block.cell
        elif isinstance(block, Facts):
            yield from (inline for _, cell in block.rows for inline in cell)
        elif isinstance(block, Table):
            rows = (*block.rows, block.total) if block.total else block.rows
            yield from (inline for row in rows for cell in row.cells for inline in cell)


def _titles(document: Document) -> Iterator[tuple[int, str]]:
    """What must be a heading, with its level in the page."""
    yield 1, squeezed(document.title)
    for section in document.walk():
        status = f", {section.status.text}" if section.status else ""
        yield min(section.level, 6), squeezed(f"{section.said or section.label} {section.title}{status}")
    for block in parts(document):
        if isinstance(block, Revision):
            yield min(block.level, 6), squeezed(block.title)
        if isinstance(block, Panel) and block.heading:
            of = language(document.language)("document.panel_of", record=block.of) if block.of else ""
            yield min(block.heading.level, 6), squeezed(f"{block.heading.title}{of}")


def _foreign(document: Document) -> Iterator[tuple[str, str]]:
    """The parts in another language: its tag and the words."""
    for section in document.walk():
        if section.language:
            yield section.language, squeezed(section.title)
    for inline in _inlines(document):
        if isinstance(inline, Text | Link) and inline.language:
            yield inline.language, squeezed(inline.text)
    notes = [note.prose for note in document.notes]
    for prose in (*(block for block in parts(document) if isinstance(block, Prose)), *notes):
        for token in prose.tokens:
            yield from _passages(token.children or [])


def _passages(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    """The passages in another language that begin among these tokens; none stands in another."""
    start = 0
    for place, token in enumerate(tokens):
        if token.type == "span_open":
            start = place
        elif token.type == "span_close":
            words = (" " if inner.type in _BREAKS else inner.content for inner in tokens[start:place])
            yield str(tokens[start].attrs.get("lang", "")), squeezed("".join(words))
