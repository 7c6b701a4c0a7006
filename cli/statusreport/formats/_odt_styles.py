"""How an ODT calls its styles, and how the cells of its tables look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..source.faults import UsageError
from ..source.foreign import said_by
from ._office import SMALL
from ._templates import Templates
from ._xml import found, parse, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TABLES = "odt/tables.xml"
# What the styles are called that LibreOffice has under another name than Word.
NAMES = {
    "Normal": "Standard",
    "Body Text": "Text body",
    **{f"heading {level}": f"Heading {level}" for level in range(1, 7)},
    "TOC Heading": "Contents Heading",
    "toc 1": "Contents 1",
    "toc 2": "Contents 2",
    "Quote": "Quotations",
    "Source Code": "Preformatted Text",
    "caption": "Caption",
    "Table Text": "Table Contents",
    "header": "Header",
    "footer": "Footer",
    "footnote text": "Footnote",
    "footnote reference": "Footnote anchor",
    "Hyperlink": "Internet link",
    "Verbatim Char": "Source Text",
}
POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}


def style_name(name: str) -> str:
    """A style as the file names it: a blank is no part of a name in XML."""
    return NAMES.get(name, name).replace(" ", "_20_")


def cell_styles(templates: Templates) -> Element:
    """The looks of cells, which a reference document cannot name."""
    from lxml.etree import XMLSyntaxError

    try:
        return parse(templates.environment(autoescape=True).render(TABLES, {}).encode("utf-8"))
    except XMLSyntaxError as error:
        problem = said_by("XML", error.msg)
        raise UsageError("template", name=TABLES, line=error.lineno or 1, problem=problem) from error


def cell_kind(row: Element) -> str:
    """How the cells of a row look, by the styles of the template."""
    part = ""
    if found(row, "parent::table:table-header-rows"):
        part = "Heading"
    elif found(row, ".//text:p[starts-with(@text:style-name, 'Table_20_Total')]"):
        part = "Total"
    small = found(row, ".//text:p[contains(@text:style-name, $small)]", small=style_name(SMALL))
    return f"{'Sheet' if small else 'Table'}{part}Cell"


def by_name(root: Element, path: str) -> dict[str, Element]:
    return {value(style, "style:name"): style for style in found(root, path)}


def points_of(of: Element, name: str) -> float:
    """A length in points."""
    length = re.fullmatch(r"([0-9.]+)([a-z]+)", value(of, name))
    return float(length[1]) * POINTS[length[2]] if length else 0.0
