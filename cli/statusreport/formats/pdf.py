"""One PDF a publication, for print, for the archive and for those who listen: PDF/A-2a and PDF/UA-1 in one file.

Typst sets it. All text reaches Typst as string literals, never as its markup.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup

from .. import fonts
from ..publishing.document import Cell, Chart, Document, Edition, Link, Prose, Section, Table, placed
from ..source.faults import UsageError
from . import Files
from ._columns import broken_words, heights, widths
from ._pictures import chart_svg, on_paper, printable
from ._tags import finished
from ._templates import Templates
from ._typst import typeset
from ._words import plain

if TYPE_CHECKING:
    import typst

EXTRA = "pdf"
STANDARDS = ["a-2a", "ua-1"]
MAIN, STYLE = "main.typ", "report.typ"
DOCUMENT, LOOKS = "pdf/document.j2", f"pdf/{STYLE}"
# In lines: a longer row may be torn between two pages, a table that is not longer is kept on one.
LONG_ROW, SHORT_TABLE = 25, 24
# In characters: a list that is not longer is kept on one page.
SHORT_LIST = 420
# In characters: what a line above a page has room for.
RUNNING = 75
# A paragraph before one of these stands on the same page as its beginning.
_LED_IN = ("bullet_list", "ordered_list", "table", "fence", "blockquote")


def render(edition: Edition, templates: Templates) -> Files:
    """The file as `PUBLICATION.pdf`. Raises UsageError if it cannot be set, naming the place."""
    document = edition.document
    script = _Script(document, templates)
    return {f"{document.id}.pdf": finished(_set(script, document), document, templates)}


def census(files: Files, edition: Edition) -> list[str]:
    """The records that the file has a destination for."""
    import pikepdf

    with pikepdf.open(io.BytesIO(files[f"{edition.document.id}.pdf"])) as pdf:
        anchors = {_name(anchor): anchor for anchor in edition.records}
        # Held by a name: what is read from it does not keep it.
        places = pikepdf.NameTree(pdf.Root.Names.Dests)
        return [anchors[name] for name in map(str, places) if name in anchors]


class _Script:
    """A document as a Typst script, and the files it needs beside it."""

    def __init__(self, document: Document, templates: Templates) -> None:
        self.files: dict[str, bytes] = {
            STYLE: templates.binary(LOOKS),
            "palette.json": json.dumps(templates.palette, default=str).encode("utf-8"),
        }
        self._pictures = document.pictures
        self._templates = templates
        self._notes = {note.number: note for note in document.notes}
        self._printed: set[int] = set()
        self._noted = False
        environment = templates.environment(
            autoescape=False,
            finalize=literal,
            prose=self._prose,
            drawing=self._drawing,
            widths=_widths,
            numbers=_numbers,
            hyphenated=lambda table: _list(broken_words(table)),
            torn=_torn,
            whole=_whole,
            target=_target,
            name=_name,
            depth=_depth,
            running=_running,
            places=_places,
            new_page=document.begins_page,
            date=_date,
        )
        text = environment.render(DOCUMENT, {"document": document})
        self.files[MAIN] = text.encode("utf-8")
        self.files["lacking.json"] = json.dumps(fonts.lacking(text)).encode("utf-8")

    def place(self, line: int) -> str:
        """The anchor of the section that a line of the script belongs to."""
        lines = self.files[MAIN].decode("utf-8").split("\n")[:line]
        found = (re.match(r'#section\(\d+, "([^"]+)"', text) for text in reversed(lines))
        return next((match[1] for match in found if match), "")

    def _drawing(self, chart: Chart) -> str:
        name = f"charts/{chart.id}.svg"
        self.files[name] = chart_svg(chart, self._templates)
        return name

    # Markdown

    def _prose(self, prose: Prose) -> Markup:
        return Markup(self._blocks(SyntaxTreeNode(prose.tokens), prose.shift))  # noqa: S704

    def _blocks(self, node: SyntaxTreeNode, shift: int) -> str:
        return "\n\n".join(self._block(child, shift) for child in node.children)

    def _block(self, node: SyntaxTreeNode, shift: int) -> str:  # noqa: PLR0911 (one for each kind of block)
        match node.type:
            case "paragraph":
                inner = node.children[0].children if node.children else []
                if len(inner) == 1 and inner[0].type == "image":
                    return f"#{self._image(inner[0])}"
                leads = node.next_sibling is not None and node.next_sibling.type in _LED_IN
                return f"#{'lead-in' if leads else 'par'}[{self._inlines(node)}]"
            case "inline":
                return self._inlines_of(node)
            case "heading":
                return f"#minor({_depth(int(node.tag[1:]) + shift)})[{self._inlines(node)}]"
            case "bullet_list" | "ordered_list":
                items = ", ".join(f"[{self._blocks(item, shift)}]" for item in node.children)
                tight = all(block.hidden for item in node.children for block in item.children[:1])
                kind = (
                    "list"
                    if node.type == "bullet_list"
                    else f"enum.with(start: {node.attrs.get('start', 1)})"
                )
                made = f"#({kind})(tight: {literal(tight)}, {items})"
                return f"#whole[{made}]" if _length(node) <= SHORT_LIST else made
            case "blockquote":
                return f"#quote(block: true)[{self._blocks(node, shift)}]"
            case "fence" | "code_block":
                return f"#raw({literal(node.content.rstrip())}, block: true)"
            case "hr":
                return "#rule(stroke: 0.5pt + strong-colour)"
            case "table":
                return self._table(node)
            case _:
                return f"#par[#{literal(node.content)};]"

    def _table(self, node: SyntaxTreeNode) -> str:
        rows = [row for part in node.children for row in part.children]
        cells = [", ".join(f"[{self._inlines(cell)}]" for cell in row.children) for row in rows]
        header, body = cells[0], ", ".join(cells[1:])
        sides = ", ".join(_SIDES[str(cell.attrs.get("style", ""))] for cell in rows[0].children)
        return f"#plain-table(({sides},), ({header},), ({body}{',' if body else ''}))"

    def _inlines(self, node: SyntaxTreeNode) -> str:
        return "".join(self._inlines_of(child) for child in node.children)

    def _inlines_of(self, node: SyntaxTreeNode) -> str:
        return "".join(self._inline(child) for child in node.children)

    def _inline(self, node: SyntaxTreeNode) -> str:  # noqa: PLR0911 (one for each kind of inline)
        match node.type:
            case "em":
                return f"#emph[{self._inlines_of(node)}];"
            case "strong":
                return f"#strong[{self._inlines_of(node)}];"
            case "span":
                language = str(node.attrs.get("lang", ""))
                words = self._inlines_of(node)
                return f"#foreign({literal(language)})[{words}];" if language else words
            case "link":
                target = _target(str(node.attrs.get("href", "")))
                return f"#link({target})[{self._inlines_of(node)}];"
            case "image":
                return f"#box({self._image(node)});"
            case "code_inline":
                return f"#raw({literal(node.content.translate(_BLANKS))});"
            case "softbreak":
                return '#" ";'
            case "hardbreak":
                return "#linebreak();"
            case "footnote_ref":
                return self._note(int(node.meta["number"]))
            case _:
                return f"#{literal(node.content.translate(_BLANKS))};"

    def _image(self, node: SyntaxTreeNode) -> str:
        path = str(node.attrs.get("src", ""))
        picture = self._pictures[path]
        name = f"pictures/{sorted(self._pictures).index(path)}{picture.suffix}"
        self.files[name] = printable(picture)
        width, height = on_paper(picture, noted=self._noted)
        return f"picture({literal(name)}, {literal(plain(node))}, {width:.2f}pt, {height:.2f}pt)"

    def _note(self, number: int) -> str:
        """A footnote where it is first referred to; later a reference to it."""
        anchor = f'label("{self._notes[number].anchor}")'
        if number in self._printed:
            return f"#footnote({anchor});"
        self._printed.add(number)
        around, self._noted = self._noted, True
        blocks = list(SyntaxTreeNode(self._notes[number].prose.tokens).children)
        # The first paragraph stands on the line of the note's number.
        text = self._inlines(blocks.pop(0)) if blocks and blocks[0].type == "paragraph" else ""
        rest = "".join(self._block(block, 0) for block in blocks)
        self._noted = around
        return f"#[#footnote[{text}{rest}]#{anchor}];"


_SIDES = {"": "left", "text-align:left": "left", "text-align:center": "center", "text-align:right": "right"}


def _length(node: SyntaxTreeNode) -> int:
    return sum(len(inner.content) for inner in node.walk() if inner.type == "inline")


def literal(value: object) -> object:
    """A value as Typst writes it; what is Typst already stays."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return f'"{_ESCAPED.sub(_escape, value)}"'


# No font has a tab, which Typst would print as nothing.
_BLANKS = {ord("\t"): " "}
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')


def _escape(found: re.Match[str]) -> str:
    return f"\\u{{{ord(found[0]):x}}}"


def _target(target: str) -> Markup:
    """A target as what Typst's `link` takes: a label of this document, or an address."""
    match placed(target):
        case "", anchor:
            typst = f"label({literal(_name(anchor))})"
        case publication, anchor:
            typst = str(literal(f"../{publication}/{publication}.pdf#nameddest={_name(anchor)}"))
        case _:
            typst = str(literal(target))
    return Markup(typst)  # noqa: S704


def _name(anchor: str) -> str:
    """An anchor as the name of a destination: readers of PDF do not agree on letters beyond ASCII."""
    return "".join(sign if sign.isascii() else f"+{ord(sign):x}+" for sign in anchor)


def _depth(level: int) -> int:
    """A heading's level in the file: the title is no heading here, and there are six."""
    return min(max(level - 1, 1), 6)


def _places(cell: Cell) -> list[Markup]:
    """Where the links of a cell lead within the document, as Typst's labels."""
    return [_target(link.target) for link in cell if isinstance(link, Link) and link.target.startswith("#")]


def _running(section: Section) -> str:
    """What stands above the pages that a record is on."""
    if not section.said:
        return ""
    status = f" · {section.status.text}" if section.status else ""
    words = f"{section.label} {section.brief}"
    most = RUNNING - len(status)
    return f"{words if len(words) <= most else words[: most - 1].rstrip() + '…'}{status}"


def _date(document: Document) -> Markup:
    """The publication's own date, else the day that its round tells of, and never the clock's.

    Typst makes no PDF/A without one: of a publication that has none, it is taken out again.
    """
    own = document.imprint.date
    day = own.first if own else document.dated or date(2000, 1, 1)
    return Markup(f"datetime(year: {day.year}, month: {day.month}, day: {day.day})")  # noqa: S704


def _list(values: Iterable[object]) -> Markup:
    """Values as a Typst array."""
    return Markup(f"({''.join(f'{value}, ' for value in values)})")  # noqa: S704


def _widths(table: Table) -> Markup:
    return _list(f"{share * 100:.2f}%" for share in widths(table))


def _numbers(table: Table) -> Markup:
    return _list(number for number, column in enumerate(table.columns) if column.number)


def _torn(table: Table) -> bool:
    """Whether a row may be too long to be kept on one page."""
    return any(lines > LONG_ROW for lines in heights(table))


def _whole(table: Table) -> bool:
    """Whether all of a table is kept on one page."""
    return sum(heights(table)) <= SHORT_TABLE


def _set(script: _Script, document: Document) -> bytes:
    """The script as a PDF. Typst's warnings count as errors: each is something a reader would miss."""
    import typst

    try:
        pdf, warnings = typeset(script.files, MAIN, format="pdf", pdf_standards=STANDARDS)
    except typst.TypstError as error:
        raise _refusal(error, script, document) from error
    if warnings:
        raise _refusal(warnings[0], script, document)
    return pdf


def _refusal(
    problem: typst.TypstError | typst.TypstWarning, script: _Script, document: Document
) -> UsageError:
    """What Typst says, with the section it says it about."""
    line = re.search(rf"{MAIN}:(\d+):", problem.diagnostic)
    anchor = script.place(int(line[1])) if line else ""
    styled = re.search(rf"{STYLE}:(\d+):", problem.diagnostic)
    if styled and not anchor:
        return UsageError("template", name=LOOKS, line=int(styled[1]), problem=problem.message)
    title = next(
        (section.title for section in document.walk() if _name(section.anchor) == anchor), document.title
    )
    return UsageError(
        "unset-pdf",
        publication=document.id,
        place=anchor or document.id,
        title=title,
        problem=problem.message,
    )
