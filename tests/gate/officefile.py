"""A DOCX or an ODT as the checks see it, whichever it is."""

from __future__ import annotations

import io
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree

from gate.content import Run
from statusreport.formats._xml import SPACES

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAMES = SPACES | {
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rels": "http://schemas.openxmlformats.org/package/2006/relationships",
    "types": "http://schemas.openxmlformats.org/package/2006/content-types",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
_PREFIXES = {space: prefix for prefix, space in NAMES.items()}


@dataclass(frozen=True, order=True)
class Look:
    """Words, how they are coloured on which ground, and their font."""

    text: str
    colour: str
    ground: str
    font: str


@dataclass(frozen=True)
class Item:
    """The place in a list of a paragraph that begins an item; bullets have the number 0."""

    depth: int
    number: int


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `text` leaves out its footnotes; `runs` have them where they are referred to.

    `style` is the name that people see, in small letters; `level` is that in the outline, 0 for what is no heading;
    `begins_page` is said by the style or the paragraph.
    """

    style: str
    level: int
    text: str
    runs: tuple[Run, ...]
    item: Item | None = None
    begins_page: bool = False


@dataclass(frozen=True)
class Row:
    """A row of a table: whether it is said to be a header, and whether it stays on one page."""

    cells: tuple[Paragraph, ...]
    header: bool
    whole: bool


@dataclass(frozen=True)
class Table:
    """A table. `before` is the paragraph directly before it, if there is one; `title` stands in its properties."""

    before: Paragraph | None
    title: str
    columns: int
    header_columns: int
    rows: tuple[Row, ...]


Block = Paragraph | Table


@dataclass(frozen=True)
class Mark:
    """A bookmark, with the words of the paragraph that it stands at; it may lack an end."""

    name: str
    text: str
    closed: bool


@dataclass(frozen=True)
class Picture:
    """What a picture says to those who do not see it."""

    title: str
    description: str


@dataclass(frozen=True)
class Sign:
    """A picture that is not read aloud: what it looks like, and the words behind it; those after a name may look otherwise."""

    look: bytes
    words: str
    named: bool = False


class OfficeFile(ABC):
    """A file, read as far as it is asked for."""

    suffix: ClassVar[str]
    FIRST: ClassVar[str]
    """What readers of the format want to meet first in the package."""
    SIGNS_AT_BEGINNINGS_ONLY: ClassVar[bool] = False
    """Whether only what begins a cell or a fact can have a sign."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.entries = tuple(package.infolist())
            self.parts = {entry.filename: package.read(entry) for entry in self.entries}

    # The package

    @property
    @abstractmethod
    def declared(self) -> set[str]:
        """The parts that the package says it has."""

    @property
    @abstractmethod
    def referred(self) -> set[str]:
        """The parts that other parts lead to."""

    @property
    @abstractmethod
    def strange(self) -> Iterator[str]:
        """Elements, fields and ties to something outside that none of our files has."""

    @property
    @abstractmethod
    def properties(self) -> dict[str, str]:
        """What the file says of itself."""

    @property
    @abstractmethod
    def languages(self) -> dict[str, str]:
        """The language that each of some parts of the file says it is in."""

    # The pages

    @property
    @abstractmethod
    def sizes(self) -> Iterator[tuple[float, float]]:
        """Width and height of each kind of page, in points."""

    @property
    @abstractmethod
    def edges(self) -> list[Paragraph]:
        """What goes with each page: headers and footers."""

    # The text

    @property
    @abstractmethod
    def cover(self) -> list[Block]:
        """What stands above the contents."""

    @property
    @abstractmethod
    def contents(self) -> list[Paragraph]:
        """The lines of the table of contents, with its heading."""

    @property
    @abstractmethod
    def depth(self) -> int:
        """The level of headings down to which the contents can be made anew; 0 if they cannot."""

    @property
    @abstractmethod
    def body(self) -> list[Block]:
        """What stands below the contents."""

    @property
    @abstractmethod
    def notes(self) -> list[list[Paragraph]]:
        """The footnotes, in the order in which they are referred to."""

    @property
    @abstractmethod
    def references(self) -> list[tuple[int, str]]:
        """The further references to footnotes: the footnote's number, 0 if it is not there, and the one shown."""

    @property
    @abstractmethod
    def pictures(self) -> list[Picture]:
        """The pictures, those of footnotes last."""

    @property
    @abstractmethod
    def signs(self) -> list[Sign]:
        """The pictures that say nothing."""

    @property
    @abstractmethod
    def page_references(self) -> list[tuple[str, str]]:
        """What says on which page something is: the words, `#` for the number, and a bookmark; footnotes are last."""

    @property
    @abstractmethod
    def numbered(self) -> list[str]:
        """The bookmarks whose pages the lines of the contents say, in their order."""

    @property
    @abstractmethod
    def marks(self) -> list[Mark]:
        """The bookmarks."""

    @property
    @abstractmethod
    def targets(self) -> set[str]:
        """The bookmarks that something leads to."""

    @property
    @abstractmethod
    def ids(self) -> Iterator[str]:
        """What must be there only once, with what it names."""

    @abstractmethod
    def header_columns(self, header: int) -> int:
        """How many columns can be said to be headers where one of them is; they are counted from 0."""

    @cached_property
    def tables(self) -> list[Table]:
        return [block for block in self.body if isinstance(block, Table)]

    @property
    def text(self) -> Iterator[Paragraph]:
        """Every paragraph below the contents, those of footnotes last."""
        yield from flat(self.body)
        for note in self.notes:
            yield from note

    @property
    def heard(self) -> Iterator[Run]:
        """What is read aloud below the contents, each footnote where it is first referred to."""
        for paragraph in flat(self.body):
            yield from paragraph.runs

    # The styles

    @property
    @abstractmethod
    def looks(self) -> set[Look]:
        """What text looks like, everywhere."""

    @property
    @abstractmethod
    def fonts(self) -> set[str]:
        """The fonts that the file declares."""

    @property
    @abstractmethod
    def undefined(self) -> set[str]:
        """The styles that text has and the file has not."""

    @property
    @abstractmethod
    def direct(self) -> set[str]:
        """The formatting of text that no style says, but for what none can: emphasis, and the language."""


def flat(blocks: list[Block]) -> Iterator[Paragraph]:
    """The paragraphs of blocks, those of tables cell by cell."""
    for block in blocks:
        if isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row.cells)
        else:
            yield block


# XML, with names as the standards write them: `w:p`, `text:h`


def parse(data: bytes) -> Element:
    """The root of a part."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def found(root: Element, path: str, **values: Any) -> list[Element]:
    """The elements on a path, in the order of the text."""
    result = _compiled(path)(root, **values)
    assert isinstance(result, list)
    return result


@cache
def _compiled(path: str) -> etree.XPath:
    return etree.XPath(path, namespaces=NAMES)


def one(root: Element | None, path: str) -> Element | None:
    """The first element on a path without conditions."""
    return None if root is None else root.find(path, NAMES)


def value(of: Element | None, name: str) -> str:
    """An attribute of an element; "" if one of them is not there."""
    return "" if of is None else str(of.get(full(name) if ":" in name else name, ""))


def full(name: str) -> str:
    """A name as lxml has it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMES[prefix]}}}{local}"


def short(name: object) -> str:
    """A name as the standards write it."""
    space, _, local = str(name).removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(space, space)}:{local}"
