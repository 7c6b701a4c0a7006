"""What the checks of every format ask of a document and of its texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from statusreport.publishing.document import (
    Block,
    Chart,
    Document,
    Facts,
    Inline,
    Link,
    Note,
    Panel,
    Paragraph,
    Prose,
    Revision,
    Section,
    Subheading,
    Table,
    Text,
)
from statusreport.publishing.language import language


def parts(document: Document) -> Iterator[Section | Block]:
    """Every section and block in the order of the text, those of panels after their panel; headings as prose."""

    def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
        for block in blocks:
            yield block.prose if isinstance(block, Subheading) else block
            if isinstance(block, Panel):
                yield from walk((block.heading, *block.blocks) if block.heading else block.blocks)

    for section in document.walk():
        yield section
        yield from walk(section.blocks)


@dataclass(frozen=True)
class Run:
    """Words in one language, which lead to one target if to any. A language of "" is the document's."""

    text: str
    language: str = ""
    target: str = ""


def said(document: Document) -> Iterator[Run]:
    """What stands below the title, as it is read aloud: a footnote comes where it is first referred to."""
    unsaid = {note.number: note for note in document.notes}
    for part in parts(document):
        match part:
            case Section():
                yield from (Run(part.label), Run(part.title, part.language))
            case Chart():
                yield from (Run(part.caption), Run(part.about))
            case Paragraph():
                yield from _runs(part.cell)
            case Facts():
                for name, cell in part.rows:
                    yield from (Run(name), *_runs(cell))
            case Table():
                yield from _of_table(part)
            case Prose():
                yield from _spoken(SyntaxTreeNode(part.tokens), unsaid)
            case Revision():
                yield from (Run(part.title), Run(revised(part, document)))


def revised(revision: Revision, document: Document) -> str:
    """A text as it was and is, with what was taken out and put in marked in words."""
    say = language(document.language)
    return " ".join(
        piece.text if piece.kind == "same" else f"[{say(f'changes.{piece.kind}_word')}: {piece.text}]"
        for piece in revision.pieces
    )


def _of_table(table: Table) -> Iterator[Run]:
    yield from map(Run, (table.caption, *(column.label for column in table.columns)))
    for row in (*table.rows, *((table.total,) if table.total else ())):
        for cell in row.cells:
            yield from _runs(cell)
    yield from map(Run, table.notes)


def _runs(cell: Iterable[Inline]) -> Iterator[Run]:
    for inline in cell:
        language = inline.language if isinstance(inline, Text | Link) else ""
        yield Run(inline.text, language, inline.target if isinstance(inline, Link) else "")


def _spoken(
    node: SyntaxTreeNode, unsaid: dict[int, Note], language: str = "", target: str = ""
) -> Iterator[Run]:
    if node.type == "image":
        return
    if node.type == "footnote_ref":
        number = int(node.meta["number"])
        yield Run(str(number))
        if note := unsaid.pop(number, None):
            yield Run(str(number))
            yield from _spoken(SyntaxTreeNode(note.prose.tokens), unsaid)
    elif not node.children:
        yield Run(_words(node), language, target)
    else:
        language = str(node.attrs["lang"]) if node.type == "span" and "lang" in node.attrs else language
        target = str(node.attrs["href"]) if node.type == "link" else target
        first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        for place, child in enumerate(node.children):
            if first is not None:
                yield Run(str(first + place))
            yield from _spoken(child, unsaid, language, target)


def plain(node: SyntaxTreeNode) -> str:
    """The words of a piece of Markdown, without its footnotes and pictures."""
    if node.type in ("footnote_ref", "image"):
        return ""
    return "".join(map(plain, node.children)) if node.children else _words(node)


def _words(node: SyntaxTreeNode) -> str:
    return " " if node.type in ("softbreak", "hardbreak") else node.content


def markdown(document: Document) -> Iterator[SyntaxTreeNode]:
    """Every piece of Markdown below the title, but for what describes pictures; the footnotes last."""
    prose = [part for part in parts(document) if isinstance(part, Prose)]
    for piece in (*prose, *(note.prose for note in document.notes)):
        for node in SyntaxTreeNode(piece.tokens).walk(include_self=False):
            if node.parent and node.parent.type != "image":
                yield node


def says_nothing(text: str) -> bool:
    """Whether a picture's alternative text does not say what the picture shows."""
    return not text.strip() or bool(_EMPTY_WORDS.fullmatch(text.strip()) or _FILE_NAME.search(text.strip()))


def broken_letter(text: str) -> str:
    """Where a letter was broken when a text was decoded, with what stands around it."""
    broken = _MOJIBAKE.search(text)
    return text[max(broken.start() - 10, 0) : broken.end() + 10] if broken else ""


_EMPTY_WORDS = re.compile(
    r"(et |eit |an? |the )?(bilete|bilde|image|picture|photo|foto|fotografi|figur|figure|illustrasjon|chart|graf|diagram)t?"
    r"[\s.:]*\d*\.?",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"\.(png|jpe?g|gif|webp|svg)$", re.IGNORECASE)
# The second byte of a letter in UTF-8, read as Latin-1 or as Windows-1252.
_SECOND = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE = re.compile(rf"\ufffd|[ÃÂ][{_SECOND}]|â[\x80€][{_SECOND}]|ï»¿|ï¿½")
