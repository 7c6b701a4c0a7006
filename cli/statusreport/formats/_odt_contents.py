"""The table of contents of an ODT, and the numbers of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._odt_styles import style_name
from ._office import CONTENTS_DEPTH, UNKNOWN
from ._xml import element, found, full, replace, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def fill_contents(text: Element) -> None:
    """Makes the contents a table of contents, which can be updated, with its lines already in it."""
    levels = [style_name(f"toc {level}") for level in range(1, CONTENTS_DEPTH + 1)]
    lines = [line for line in found(text, "text:p") if value(line, "text:style-name") in levels]
    if not lines:
        return
    heading = lines[0].getprevious()
    assert heading is not None
    title = "".join(heading.itertext())
    for line in lines:
        _numbered(line)
    body = element("text:index-body", None, element("text:index-title", {"text:name": "contents-title"}))
    contents = element("text:table-of-content", {"text:name": "contents", "text:protected": "false"})
    contents.append(_source(title, levels))
    replace(heading, contents)
    contents.append(body)
    body[0].append(heading)
    body.extend(lines)


def _numbered(line: Element) -> None:
    """Puts the number of its page behind a line of the contents; the program that shows the file knows it."""
    (link,) = found(line, "text:a")
    for style in (link, *found(link, "text:span[@text:style-name=$name]", name=style_name("Hyperlink"))):
        style.set(full("text:style-name"), "Index_20_Link")
    target = value(link, "xlink:href").removeprefix("#")
    link.append(element("text:tab"))
    link.append(page_number(target, UNKNOWN))


def _source(title: str, levels: list[str]) -> Element:
    """How a program makes the table of contents anew."""
    source = element("text:table-of-content-source", {"text:outline-level": len(levels)})
    source.append(
        element("text:index-title-template", {"text:style-name": style_name("TOC Heading")}, text=title)
    )
    for level, style in enumerate(levels, 1):
        entry = {"text:outline-level": level, "text:style-name": style}
        parts = (
            element("text:index-entry-link-start", {"text:style-name": "Index_20_Link"}),
            element("text:index-entry-text"),
            element("text:index-entry-tab-stop", {"style:type": "right", "style:leader-char": " "}),
            element("text:index-entry-page-number"),
            element("text:index-entry-link-end"),
        )
        source.append(element("text:table-of-content-entry-template", entry, *parts))
    return source


def page_number(target: str, shown: str) -> Element:
    """The number of the page that a bookmark is on, which the program that shows the file fills in."""
    page = {"text:reference-format": "page", "text:ref-name": target}
    return element("text:bookmark-ref", page, text=shown)
