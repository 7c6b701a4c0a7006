"""The styles and the lists of a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._xml import element, found, full, replace, value, written

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# pandoc's own lists are numbered from here; the first one is of paragraphs that go on in an item.
CONTINUED, DEEPEST_LEVEL = 1000, 8


class Styles:
    """The styles of a file by the names that people see, which differ from those in the file."""

    def __init__(self, root: Element) -> None:
        self._root = root
        styles = [(style, value(found(style, "w:name")[0], "w:val")) for style in found(root, "w:style")]
        self._idents = {name.lower(): value(style, "w:styleId") for style, name in styles}
        self._names = {value(style, "w:styleId"): name for style, name in styles}
        self._lists = {
            value(style, "w:styleId"): listing_of(numbered)
            for style, _ in styles
            for numbered in found(style, "w:pPr/w:numPr[w:numId]")
        }

    def ident(self, name: str) -> str:
        return self._idents.get(name.lower(), name.title().replace(" ", ""))

    def name_of(self, paragraph: Element) -> str:
        marks = found(paragraph, "w:pPr/w:pStyle")
        return self._names.get(value(marks[0], "w:val"), "") if marks else ""

    def written(self) -> bytes:
        """All of them but those that pandoc adds for the words of programs, which no editor needs in a list."""
        for style in found(
            self._root, "w:style[substring(@w:styleId, string-length(@w:styleId) - 2) = 'Tok']"
        ):
            replace(style)
        return written(self._root)

    def listing(self, name: str) -> tuple[int, int] | None:
        """The list that a style belongs to, and its level there."""
        return self._lists.get(self.ident(name))


class Numbering:
    """The lists of a file. Each gets the signs and indents of the list that its style belongs to."""

    def __init__(self, root: Element, styles: Styles) -> None:
        self._root, self._styles = root, styles
        self._kinds = {value(kind, "w:abstractNumId"): kind for kind in found(root, "w:abstractNum")}
        self._lists = {int_of(listed, "w:numId"): listed for listed in found(root, "w:num")}
        self._used: set[int] = set()

    def settle(self, paragraph: Element) -> None:
        """Puts a paragraph into the list of its style instead of the list that pandoc made."""
        (numbered,) = found(paragraph, "w:pPr/w:numPr")
        number, level = listing_of(numbered)
        style = self._styles.name_of(paragraph)
        bullets = self._format(number) == "bullet"
        own = self._styles.listing(style) or self._styles.listing("List Bullet" if bullets else "List Number")
        if own is None:
            self._used.add(number)  # a reference document without such lists
        elif number == CONTINUED:
            indents = found(self._kind(own[0]), "w:lvl/w:pPr/w:ind")
            indent = element("w:ind", {"w:left": value(indents[min(level, DEEPEST_LEVEL)], "w:left")})
            replace(numbered, *([] if "Continue" in style else [indent]))
        elif bullets and self._styles.listing(style) == (own[0], level):
            replace(numbered)  # the style says it all
        else:
            _set(numbered, "w:ilvl", min(level, DEEPEST_LEVEL))
            if bullets:
                _set(numbered, "w:numId", own[0])
            else:
                self._used.add(number)
                _set(self._lists[number], "w:abstractNumId", value(self._kind(own[0]), "w:abstractNumId"))

    def finished(self) -> Element:
        """The lists without those of pandoc that nothing belongs to any more."""
        for number, listed in self._lists.items():
            if number >= CONTINUED and number not in self._used:
                self._root.remove(listed)
        kinds = {value(kind, "w:val") for kind in found(self._root, "w:num/w:abstractNumId")}
        for name, kind in self._kinds.items():
            if name not in kinds:
                self._root.remove(kind)
        return self._root

    def _kind(self, number: int) -> Element:
        (kind,) = found(self._lists[number], "w:abstractNumId")
        return self._kinds[value(kind, "w:val")]

    def _format(self, number: int) -> str:
        return value(found(self._kind(number), "w:lvl/w:numFmt")[0], "w:val")


def listing_of(numbered: Element) -> tuple[int, int]:
    """The list and the level that a paragraph or a style is in."""
    levels = found(numbered, "w:ilvl")
    return int_of(found(numbered, "w:numId")[0], "w:val"), int_of(levels[0], "w:val") if levels else 0


def _set(parent: Element, name: str, amount: object) -> None:
    found(parent, name)[0].set(full("w:val"), str(amount))


def int_of(of: Element, name: str) -> int:
    return int(value(of, name) or 0)
