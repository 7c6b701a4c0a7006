"""What a printed file must hold, as its document has it: words, headings, paragraphs, lists, descriptions and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from markdown_it.tree import SyntaxTreeNode

from gate.content import Run, markdown, parts, plain, revised, said
from gate.texts import squeezed
from statusreport.publishing.document import (
    Block,
    Cell,
    Chart,
    Document,
    Facts,
    Link,
    Paragraph,
    Prose,
    Revision,
    Section,
    Status,
    Table,
)
from statusreport.publishing.language import language

_KINDS = {
    "blockquote": "BlockQuote",
    "bullet_list": "L",
    "code_block": "Code",
    "code_inline": "Code",
    "em": "Em",
    "fence": "Code",
    "list_item": "LI",
    "ordered_list": "L",
    "strong": "Strong",
}


def words(cell: Cell) -> str:
    """What a cell says."""
    return "".join(inline.text for inline in cell)


def name(section: Section) -> str:
    """What a section is called."""
    return f"{section.label} {section.title}".strip()


def brief(section: Section) -> str:
    """What a section is called where it is listed."""
    return f"{section.label} {section.brief}".strip()


def tag(name: str) -> str:
    """A language without its script, which Typst does not write."""
    return "-".join(part for part in name.split("-") if len(part) != 4)


def runs(document: Document) -> Iterator[Run]:
    """What the file must say, but for the contents."""
    say = language(document.language)
    start = (document.subtitle, document.title, document.lead, *document.cover)
    yield from map(Run, (*start, say("document.contents")))
    for run in said(document):
        yield Run(run.text, tag(run.language), unquote(_address(run.target)))


def _address(target: str) -> str:
    """Where a link to a target leads."""
    publication, hash_, anchor = target.partition("#")
    if publication and hash_ and "/" not in publication:
        return f"../{publication}/{publication}.pdf#nameddest={anchor}"
    return target


def depth(level: int) -> int:
    """A heading's level in the file, in which the title is none."""
    return min(max(level - 1, 1), 6)


def titles(document: Document) -> Iterator[tuple[int, str]]:
    """What must be a heading, with its level."""
    yield 1, language(document.language)("document.contents")
    for part in parts(document):
        if isinstance(part, Section):
            yield depth(part.level), name(part)
        elif isinstance(part, Revision):
            yield depth(part.level), part.title
        elif isinstance(part, Prose):
            for node in SyntaxTreeNode(part.tokens).walk():
                if node.type == "heading":
                    yield depth(int(node.tag[1:]) + part.shift), plain(node)


def paragraphs(document: Document) -> Iterator[str]:
    """What must be a paragraph, also in lists, quotes and footnotes."""
    for part in parts(document):
        if isinstance(part, Paragraph):
            yield words(part.cell)
        elif isinstance(part, Revision):
            yield revised(part, document)
        elif isinstance(part, Table):
            yield from part.notes
    yield from (plain(node) for node in markdown(document) if node.type == "paragraph" and not node.hidden)


def structure(document: Document) -> Counter[str]:
    """How many elements must be of each kind."""
    found = Counter(dict.fromkeys(_KINDS.values(), 0))
    found.update(_KINDS[node.type] for node in markdown(document) if node.type in _KINDS)
    for part in parts(document):
        if isinstance(part, Facts):
            # Typst sets a name in bold.
            found.update({"L": 1, "LI": len(part.rows), "Strong": len(part.rows)})
    return found


def _cells(part: Section | Block) -> Iterator[tuple[str, Cell]]:
    """What a part says outside of texts: what it stands in, `header` for what names a row, and the words."""
    match part:
        case Paragraph():
            yield "paragraph", part.cell
        case Facts():
            yield from (("fact", cell) for _, cell in part.rows)
        case Table():
            for row in (*part.rows, *((part.total,) if part.total else ())):
                for column, cell in zip(part.columns, row.cells, strict=True):
                    yield "header" if column.header else "cell", cell


def statuses(document: Document, *, beginning: bool = False) -> list[Status]:
    """The statuses that have a mark; only those that begin the cell of a table or a fact, if others have none."""
    cells = [found for part in parts(document) for found in _cells(part)]
    if beginning:
        cells = [(kind, cell[:1]) for kind, cell in cells if kind != "paragraph"]
    return [inline for _, cell in cells for inline in cell if isinstance(inline, Status)]


def page_references(document: Document) -> list[tuple[str, str]]:
    """The links that say on which page they end: in which words, with `#` for the number, and the anchor.

    Those of footnotes are last.
    """
    number = language(document.language)("document.on_page", page="#")
    found: list[tuple[str, str]] = []
    for part in parts(document):
        for kind, cell in _cells(part):
            links = [inline.target for inline in cell if isinstance(inline, Link) and not inline.mark]
            form = number if kind == "header" else f"({number})"
            found += [(form, link[1:]) for link in links if link.startswith("#") and kind != "cell"]
        if isinstance(part, Prose):
            found += _references(part, f"({number})")
    return found + [of for note in document.notes for of in _references(note.prose, f"({number})")]


def _references(prose: Prose, form: str) -> Iterator[tuple[str, str]]:
    for node in SyntaxTreeNode(prose.tokens).walk():
        target = str(node.attrs.get("href", "")) if node.type == "link" else ""
        if target.startswith("#") and not _in_heading(node):
            yield form, unquote(target[1:])


def _in_heading(node: SyntaxTreeNode | None) -> bool:
    return node is not None and (node.type == "heading" or _in_heading(node.parent))


def descriptions(document: Document) -> list[str]:
    """The alternative texts of charts and pictures, those of footnotes last."""
    found: list[str] = []
    for part in parts(document):
        if isinstance(part, Chart):
            found.append(part.description)
        elif isinstance(part, Prose):
            found += _alternatives(part)
    return found + [text for note in document.notes for text in _alternatives(note.prose)]


def _alternatives(prose: Prose) -> Iterator[str]:
    for node in SyntaxTreeNode(prose.tokens).walk():
        if node.type == "image":
            yield "".join(map(plain, node.children))


@dataclass(frozen=True)
class Grid:
    """A table as it must be. `header` is the column whose cells name their rows; one in prose has none."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    header: int | None = None

    @property
    def name(self) -> str:
        return self.caption or ", ".join(self.head)


def grids(document: Document) -> list[Grid]:
    """The tables, those of footnotes last."""
    found: list[Grid] = []
    for part in parts(document):
        if isinstance(part, Table):
            found.append(
                Grid(
                    squeezed(part.caption),
                    tuple(column.label for column in part.columns),
                    tuple(tuple(map(words, row.cells)) for row in part.rows),
                    tuple(map(words, part.total.cells)) if part.total else (),
                    next((n for n, column in enumerate(part.columns) if column.header), None),
                )
            )
        elif isinstance(part, Prose):
            found += _plain_grids(part)
    return found + [grid for note in document.notes for grid in _plain_grids(note.prose)]


def _plain_grids(prose: Prose) -> Iterator[Grid]:
    for node in SyntaxTreeNode(prose.tokens).walk():
        if node.type == "table":
            head, *rows = (
                tuple(plain(cell) for cell in row.children) for part in node.children for row in part.children
            )
            yield Grid("", head, tuple(rows))
