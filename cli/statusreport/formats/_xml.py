"""XML as the parts of DOCX and ODT hold it, with names as their standards write them: `w:p`, `text:h`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MS = "http://schemas.openxmlformats.org"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = {
    "w": f"{_MS}/wordprocessingml/2006/main",
    "r": f"{_MS}/officeDocument/2006/relationships",
    "wp": f"{_MS}/drawingml/2006/wordprocessingDrawing",
    "a": f"{_MS}/drawingml/2006/main",
    "pic": f"{_MS}/drawingml/2006/picture",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "cp": f"{_MS}/package/2006/metadata/core-properties",
    "ep": f"{_MS}/officeDocument/2006/extended-properties",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "office": f"{_ODF}:office:1.0",
    "style": f"{_ODF}:style:1.0",
    "text": f"{_ODF}:text:1.0",
    "table": f"{_ODF}:table:1.0",
    "draw": f"{_ODF}:drawing:1.0",
    "fo": f"{_ODF}:xsl-fo-compatible:1.0",
    "svg": f"{_ODF}:svg-compatible:1.0",
}


def full(name: str) -> str:
    """`w:p` as lxml calls it."""
    prefix, _, local = name.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


def parse(data: bytes) -> Element:
    """The root of a part."""
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def written(root: Element) -> bytes:
    """A part as the file holds it."""
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def element(
    name: str, attributes: Mapping[str, object] | None = None, *inner: Element, text: str | None = None
) -> Element:
    """A new element."""
    from lxml import etree

    prefix = name.partition(":")[0]
    made = etree.Element(full(name), nsmap={prefix: SPACES[prefix]})
    for key, value in (attributes or {}).items():
        made.set(full(key), str(value))
    made.text = text
    made.extend(inner)
    return made


def found(root: Element, path: str, **values: Any) -> list[Element]:
    """The elements on a path, in the order of the text."""
    result = root.xpath(path, namespaces=SPACES, **values)
    assert isinstance(result, list)
    return result


def strings(root: Element, path: str) -> list[str]:
    """The texts on a path, in their order."""
    return [str(text) for text in root.xpath(path, namespaces=SPACES)]


def value(of: Element, name: str) -> str:
    """An attribute, or "" if it is not there."""
    return str(of.get(full(name), ""))


def words(root: Element, name: str) -> str:
    """The words of the elements of a name."""
    return "".join(inner.text or "" for inner in root.iter(full(name)))


def replace(old: Element, *new: Element) -> None:
    """Puts elements where one stood; the text behind the old one stays."""
    parent = old.getparent()
    assert parent is not None
    place, behind = parent.index(old), old.tail
    old.tail = None
    parent[place : place + 1] = new
    if behind and new:
        new[-1].tail = behind


def drop(old: Element) -> None:
    """Takes an element out; the text behind it stays."""
    parent, before = old.getparent(), old.getprevious()
    assert parent is not None
    if before is not None:
        before.tail = (before.tail or "") + (old.tail or "")
    else:
        parent.text = (parent.text or "") + (old.tail or "")
    parent.remove(old)
    old.tail = None


def add_text(parent: Element, text: str) -> None:
    """Puts words behind whatever an element holds."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
