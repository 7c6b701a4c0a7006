"""A PDF as those who listen meet it: its structure tree, each element with its words."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw


@dataclass
class Element:
    """A structure element: `kind` as P or TH, its own words, and what stands below it, in reading order."""

    kind: str
    parts: list[str | Element] = field(default_factory=list)
    alt: str = ""
    language: str = ""
    scope: str = ""
    ident: str = ""
    headers: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    """Where the links lead: to an address, or to a named destination as `#name`; a nameless one is ``""``."""
    places: tuple[int, ...] = ()
    """The pages, counted from 0, on which its own words stand."""

    @property
    def children(self) -> list[Element]:
        return [part for part in self.parts if isinstance(part, Element)]

    @property
    def pages(self) -> list[int]:
        """The pages on which it stands, with all below it."""
        return sorted({page for element in self.walk() for page in element.places})

    @property
    def text(self) -> str:
        """All words below the element. Where a line ends, pdfium puts blanks: compare without them."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def walk(self) -> Iterator[Element]:
        """This element and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all(self, *kinds: str) -> list[Element]:
        return [element for element in self.walk() if element.kind in kinds]


@dataclass(frozen=True)
class Bookmark:
    """An entry of the outline, 1 being the topmost level, and the page that it leads to, if any."""

    level: int
    title: str
    page: int | None


@dataclass(frozen=True)
class Drawn:
    """Text or lines on a page. What has no `mark` is kept from those who listen.

    `box` is left, bottom, right and top, in points; `colour` is as `#1c1b1a`, empty where nothing is painted, and so is
    that of the line around a shape, its `edge`. A pattern is grey to pdfium.
    """

    page: int
    mark: int | None
    text: str
    box: tuple[float, float, float, float]
    colour: str
    edge: str = ""


@dataclass(frozen=True)
class Glyph:
    """A character as it lies on a page, where `box` is left, bottom, right and top.

    What has no `mark` is kept from those who listen, or stands in a drawing.
    """

    page: int
    mark: int | None
    text: str
    box: tuple[float, float, float, float]


class PdfTree:
    """What a PDF file says of itself, beyond its looks."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.pdf = pikepdf.open(io.BytesIO(data))

    @cached_property
    def document(self) -> Element:
        """The element that holds all others."""
        top = self.pdf.Root.StructTreeRoot.K
        return self._element(top[0] if isinstance(top, pikepdf.Array) else top)

    @property
    def language(self) -> str:
        return str(self.pdf.Root.get("/Lang", ""))

    @property
    def title(self) -> str:
        with self.pdf.open_metadata() as metadata:
            return str(metadata.get("dc:title", ""))

    @property
    def destinations(self) -> set[str]:
        """The anchors that other files may lead to."""
        return set(self.pages_of_anchors)

    @cached_property
    def pages_of_anchors(self) -> dict[str, int | None]:
        """The page, counted from 0, of each anchor that other files may lead to; None if there is no such page."""
        names = self.pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
        tree = pikepdf.NameTree(names) if names is not None else {}
        return {str(name): self.page_of(target) for name, target in tree.items()}

    def page_of(self, target: object) -> int | None:
        """The page, counted from 0, that a destination leads to; None if there is no such page."""
        if isinstance(target, pikepdf.Dictionary):
            target = target.get("/D")
        if isinstance(target, pikepdf.String):
            return self.pages_of_anchors.get(str(target))
        page = target[0] if isinstance(target, pikepdf.Array) else None
        return self._pages.get(page.objgen) if isinstance(page, pikepdf.Object) else None

    @cached_property
    def bookmarks(self) -> list[Bookmark]:
        found: list[Bookmark] = []

        def walk(items: list[pikepdf.OutlineItem], level: int) -> None:
            for item in items:
                found.append(Bookmark(level, item.title, self.page_of(item.destination)))
                walk(item.children, level + 1)

        with self.pdf.open_outline() as outline:
            walk(list(outline.root), 1)
        return found

    @property
    def annotations(self) -> Iterator[pikepdf.Object]:
        """What lies on the pages, as links do."""
        for page in self.pdf.pages:
            yield from page.get("/Annots", ())

    @cached_property
    def addresses(self) -> list[str]:
        """Where the links to elsewhere lead."""
        return [
            str(annotation.A.URI)
            for annotation in self.annotations
            if annotation.get("/Subtype") == "/Link" and "/A" in annotation and "/URI" in annotation.A
        ]

    @cached_property
    def fonts(self) -> set[str]:
        """The names of the fonts, without the mark of a subset."""
        return {
            str(font.BaseFont).lstrip("/").split("+")[-1]
            for page in self.pdf.pages
            for font in page.Resources.get("/Font", {}).values()
        }

    @cached_property
    def _pages(self) -> dict[tuple[int, int], int]:
        return {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}

    @cached_property
    def drawn(self) -> list[Drawn]:
        """All that is seen, page by page."""
        found = []
        document = pdfium.PdfDocument(self._data)
        for number, page in enumerate(document):
            text = page.get_textpage()
            for thing in page.get_objects():
                mark = raw.FPDFPageObj_GetMarkedContentID(thing)
                words = _text(thing, text) if thing.type == raw.FPDF_PAGEOBJ_TEXT else ""
                colours = _colour(thing), _edge(thing)
                found.append(Drawn(number, mark if mark >= 0 else None, words, thing.get_bounds(), *colours))
            text.close()
            page.close()
        document.close()
        return found

    @cached_property
    def glyphs(self) -> list[Glyph]:
        """All characters that leave ink, page by page, those of drawings too."""
        found = []
        document = pdfium.PdfDocument(self._data)
        box = [ctypes.c_double() for _ in range(4)]
        for number, page in enumerate(document):
            text = page.get_textpage()
            for index in range(text.count_chars()):
                character = chr(raw.FPDFText_GetUnicode(text, index))
                if character.isspace() or raw.FPDFText_IsGenerated(text, index):
                    continue
                raw.FPDFText_GetCharBox(text, index, *box)  # left, right, bottom, top
                left, right, bottom, top = (side.value for side in box)
                thing = raw.FPDFText_GetTextObject(text, index)
                mark = raw.FPDFPageObj_GetMarkedContentID(thing)
                place = left, bottom, right, top
                found.append(Glyph(number, mark if mark >= 0 else None, character, place))
            text.close()
            page.close()
        document.close()
        return found

    @cached_property
    def _words(self) -> dict[tuple[int, int | None], str]:
        """The words of each piece of marked content, by page and number."""
        words: dict[tuple[int, int | None], str] = {}
        for thing in self.drawn:
            words[thing.page, thing.mark] = words.get((thing.page, thing.mark), "") + thing.text
        return words

    def unspoken(self, page: int) -> str:
        """The words of a page that only those who see it are told."""
        return self._words.get((page, None), "")

    @cached_property
    def _languages(self) -> dict[tuple[int, int], str]:
        """The language of marked content that has one of its own."""
        return {
            (number, int(mark)): language.decode()
            for number, page in enumerate(self.pdf.pages)
            for mark, language in re.findall(rb"/MCID (\d+)/Lang\(([^)]*)\)", page.Contents.read_bytes())
        }

    def _put(self, element: Element, page: int, mark: int) -> None:
        """Adds marked content to an element: words, or words in a language of their own."""
        words, language = self._words.get((page, mark), ""), self._languages.get((page, mark), "")
        element.parts.append(Element("Span", [words], language=language) if language else words)
        element.places += (page,)

    def _element(self, node: pikepdf.Object, page: int | None = None) -> Element:
        if "/Pg" in node:
            page = self._pages[node.Pg.objgen]
        table = next((found for found in _items(node.get("/A")) if found.O == "/Table"), None)
        element = Element(
            str(node.S).lstrip("/"),
            alt=str(node.get("/Alt", "")),
            language=str(node.get("/Lang", "")),
            ident=str(node.get("/ID", "")),
            scope=str(table.get("/Scope", "")).lstrip("/") if table is not None else "",
            headers=tuple(map(str, table.get("/Headers", ()))) if table is not None else (),
        )
        for child in _items(node.get("/K")):
            self._add(element, child, page)
        return element

    def _add(self, element: Element, child: pikepdf.Object | int, page: int | None) -> None:
        if isinstance(child, int):
            assert page is not None
            self._put(element, page, child)
        elif "/S" in child:
            element.parts.append(self._element(child, page))
        elif "/MCID" in child:
            place = self._pages[child.Pg.objgen] if "/Pg" in child else page
            assert place is not None
            self._put(element, place, int(child.MCID))
        elif "/Obj" in child:
            element.links += (target(child.Obj),)


def _items(value: Any) -> list[Any]:
    """What stands where a PDF may have nothing, one thing or an array of them."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def target(annotation: pikepdf.Object) -> str:
    """Where an annotation leads: to an address, or to a named destination as `#name`, or, as "", to a nameless one."""
    action = annotation.get("/A", pikepdf.Dictionary())
    if "/URI" in action:
        return str(action.URI)
    place = annotation.get("/Dest", action.get("/D"))
    return f"#{place}" if isinstance(place, pikepdf.String) else ""


def _text(thing: pdfium.PdfObject, page: pdfium.PdfTextPage) -> str:
    length = raw.FPDFTextObj_GetText(thing, page, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFTextObj_GetText(thing, page, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw.decode("utf-16-le", "ignore").rstrip("\0")


def _colour(thing: pdfium.PdfObject) -> str:
    """What the inside of text or of a shape is painted with, if it is."""
    if thing.type == raw.FPDF_PAGEOBJ_TEXT:
        painted = raw.FPDFTextObj_GetTextRenderMode(thing) == raw.FPDF_TEXTRENDERMODE_FILL
    else:
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(thing, mode, stroked)
        painted = mode.value != raw.FPDF_FILLMODE_NONE
    return _paint(raw.FPDFPageObj_GetFillColor, thing) if painted else ""


def _edge(thing: pdfium.PdfObject) -> str:
    """What the line around a shape is painted with, if it is."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing, mode, stroked)
    return _paint(raw.FPDFPageObj_GetStrokeColor, thing) if stroked.value else ""


def _paint(ask: Callable[..., bool], thing: pdfium.PdfObject) -> str:
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    known = ask(thing, red, green, blue, opacity)
    return f"#{red.value:02x}{green.value:02x}{blue.value:02x}" if known and opacity.value else ""
