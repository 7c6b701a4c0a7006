"""One PDF a publication, for print, for the archive and for those who listen: PDF/A-2a and PDF/UA-1 in one file.

Typst sets it. All text reaches Typst as string literals, never as its markup.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest

from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup

from .. import fonts
from ..publishing.columns import broken_words, tall, tight, widths, wraps
from ..publishing.document import (
    Block,
    Cell,
    Chart,
    Document,
    Edition,
    Link,
    Prose,
    Section,
    Status,
    Table,
    placed,
)
from ..publishing.paper import plain, plain_table, side
from ..source.faults import UsageError
from ..source.foreign import said_by
from . import Files
from ._culprit import Unmade, culprit, unmade
from ._pictures import chart_svg, mark_svg, on_paper, printable
from ._tags import finished
from ._templates import Templates
from ._typst import Panic, typeset

EXTRA = "pdf"
COST = 9
STANDARDS = ["a-2a", "ua-1"]
MAIN, STYLE = "main.typ", "report.typ"
DOCUMENT, LOOKS = "pdf/document.j2", f"pdf/{STYLE}"
# In lines: a longer row may be torn between two pages.
LONG_ROW = 25
# In characters: whether a longer list fits in a few lines is not even measured.
LONG_LIST = 420
# How many words that may be set anew stand in one stretch, each of their signs counted that no font has.
STRETCH = 100
# A word with the blanks before it.
_WORD = re.compile(r"\s*\S+|\s+")
# In characters: what a line above a page has room for.
RUNNING = 75
# A paragraph before one of these stands on the same page as its beginning.
_LED_IN = ("bullet_list", "ordered_list", "table", "fence", "blockquote")


def render(edition: Edition, templates: Templates) -> Files:
    """The file as `PUBLICATION.pdf`. Raises UsageError if it cannot be set, naming the place."""
    document = edition.document
    return {f"{document.id}.pdf": finished(_set(document, templates), document, templates)}


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
        self._leads_on: SyntaxTreeNode | None = None
        self._in_head = self._in_title = False
        self._heads = 0
        self._stretch = 0
        environment = templates.environment(
            autoescape=False,
            finalize=literal,
            prose=self._prose,
            words=self._words,
            drawing=self._drawing,
            mark=self._mark,
            widths=_widths,
            numbers=_numbers,
            hyphenated=lambda table: _list(broken_words(table)),
            tight=lambda table: _list(tight(table)),
            tall=_tall,
            sheet=_sheet,
            target=_target,
            name=_name,
            depth=_depth,
            running=_running,
            places=_places,
            new_page=lambda section: _new_page(section, document),
            leading=_leading,
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

    def _mark(self, status: Status) -> str:
        name = f"marks/{status.look}-{status.share:.3f}.svg"
        if name not in self.files:
            self.files[name] = mark_svg(status, self._templates)
        return name

    # Markdown

    def _prose(self, prose: Prose, *, leads: bool = False) -> Markup:
        """Prose; what it ends with stays with what it leads to."""
        node = SyntaxTreeNode(prose.tokens)
        self._leads_on = node.children[-1] if leads else None
        return Markup(self._blocks(node, prose.shift))  # noqa: S704

    def _words(self, prose: Prose) -> Markup:
        """What stands within a heading."""
        return Markup(f"[{self._title(SyntaxTreeNode(prose.tokens).children[0])}]")  # noqa: S704

    def _title(self, node: SyntaxTreeNode) -> str:
        """The words of a heading, which say nothing of pages."""
        self._in_title = True
        words = self._inlines(node)
        self._in_title = False
        return words

    def _blocks(self, node: SyntaxTreeNode, shift: int) -> str:
        return "\n\n".join(self._block(child, shift) for child in node.children)

    def _block(self, node: SyntaxTreeNode, shift: int) -> str:  # noqa: PLR0911 (one for each kind of block)
        match node.type:
            case "paragraph":
                return self._paragraph(node)
            case "inline":
                return self._inlines_of(node)
            case "heading":
                return f"#minor({_depth(int(node.tag[1:]) + shift)})[{self._title(node)}]"
            case "bullet_list" | "ordered_list":
                items = ", ".join(f"[{self._blocks(item, shift)}]" for item in node.children)
                tight = all(block.hidden for item in node.children for block in item.children[:1])
                kind = (
                    "list"
                    if node.type == "bullet_list"
                    else f"enum.with(start: {node.attrs.get('start', 1)})"
                )
                made = f"#({kind})(tight: {literal(tight)}, {items})"
                # A list within one is kept with its item, or goes over pages with it.
                nested = node.parent is not None and node.parent.type == "list_item"
                return made if nested or len(plain(node)) > LONG_LIST else f"#short-list[{made}]"
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

    def _paragraph(self, node: SyntaxTreeNode) -> str:
        inner = node.children[0].children if node.children else []
        pictures = sum(child.type == "image" for child in inner)
        if pictures == len(inner) == 1:
            return f"#{self._image(inner[0])}"
        behind = node.next_sibling
        leads = node is self._leads_on or (behind is not None and behind.type in _LED_IN)
        if pictures:
            return f"#pictured(sticky: {literal(leads)})[{self._inlines(node)}]"
        return f"#{'lead-in' if leads else 'par'}[{self._inlines(node)}]"

    def _table(self, node: SyntaxTreeNode) -> str:
        head, *rows = (row.children for part in node.children for row in part.children)
        table = plain_table(node)
        sides = _list(side(cell) or "left" for cell in head)
        self._in_head = True
        header = _list(f"[{self._inlines(cell)}]" for cell in head)
        self._in_head = False
        body = _list(_list(f"[{self._inlines(cell)}]" for cell in row) for row in rows)
        kept = f"tight: {_list(tight(table))}, {_tall(table)}"
        how = f"wraps: {literal(wraps(table))}, hyphenated: {_list(broken_words(table))}, {kept}"
        return f"#plain-table({_widths(table)}, {sides}, {header}, {body}, {how})"

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
                target = str(node.attrs.get("href", ""))
                words = self._inlines_of(node)
                return self._once(f"#link({_target(target)})[{words}];", words) + self._on_page(target)
            case "image":
                return f"#box({self._image(node)});"
            case "code_inline":
                return f"#raw({literal(node.content.translate(_BLANKS))});"
            case "softbreak":
                return '#" ";'
            case "hardbreak":
                return "#linebreak();"
            case "footnote_ref":
                number = int(node.meta["number"])
                return self._once(self._note(number), f'#super("{number}");')
            case _:
                return self._text(node.content.translate(_BLANKS))

    def _on_page(self, target: str) -> str:
        """On which page a target of the document is, where that is said among words."""
        if self._in_head or self._in_title or not target.startswith("#"):
            return ""
        words = self._templates.language("document.on_page", page="#")
        return f"#on-page({_target(target)}, {literal(f'({words})')});"

    def _text(self, text: str) -> str:
        """Words. Typst sets some anew, those that are long or that no font has, and takes only so many in one stretch."""
        lacking = set(fonts.lacking(text))
        stretches = [""]
        for word in _WORD.findall(text):
            self._stretch += 1 + sum(sign in lacking for sign in word)
            if self._stretch > STRETCH:
                self._stretch = 0
                stretches.append("")
            stretches[-1] += word
        return "#h(0.001pt);".join(f"#{literal(stretch)};" for stretch in stretches)

    def _once(self, active: str, words: str) -> str:
        """What leads somewhere. Where the head of a table is repeated, only its words are."""
        if not self._in_head:
            return active
        self._heads += 1
        return f'#once("head-{self._heads}")[{active}][{words}];'

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
        around, self._noted, self._in_title = (self._noted, self._in_title), True, False
        blocks = list(SyntaxTreeNode(self._notes[number].prose.tokens).children)
        # The first paragraph stands on the line of the note's number.
        text = self._inlines(blocks.pop(0)) if blocks and blocks[0].type == "paragraph" else ""
        rest = "".join(self._block(block, 0) for block in blocks)
        self._noted, self._in_title = around
        return f"#[#footnote[{text}{rest}]#{anchor}];"


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
    """Where the links of a cell lead within the document, as Typst's labels; those of marks aside."""
    links = (inline for inline in cell if isinstance(inline, Link) and not inline.mark)
    return [_target(link.target) for link in links if link.target.startswith("#")]


def _new_page(section: Section, document: Document) -> Markup:
    """Whether a chapter begins a page, which one of records does where little of a page is free."""
    if document.begins_page(section):
        return Markup("true")
    records = section in document.sections and any(inner.said for inner in section.walk())
    return Markup("auto" if records else "false")  # noqa: S704


def _leading(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool, bool]]:
    """Each block, whether it leads to a chart or a table, and whether it leads to anything."""
    for block, behind in zip_longest(blocks, blocks[1:]):
        yield block, isinstance(behind, (Chart, Table)), behind is not None


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


def _tall(table: Table) -> Markup:
    torn, perhaps = tall(table, LONG_ROW)
    return Markup(f"torn: {_list(torn)}, tall: {_list(perhaps)}")  # noqa: S704


def _sheet(table: Table) -> Markup:
    """The column that gets the room that the others of a sheet leave, if it is one."""
    named = [number for number, column in enumerate(table.columns) if column.header]
    return Markup(named[0] if table.sheet and named else "none")  # noqa: S704


def _numbers(table: Table) -> Markup:
    return _list(number for number, column in enumerate(table.columns) if column.number)


def _set(document: Document, templates: Templates) -> bytes:
    """A document as a PDF."""
    script = _Script(document, templates)
    try:
        return _typeset(script)
    except _Unset as error:
        raise _refusal(error, script, document, templates) from error


class _Unset(Unmade):
    """What Typst says, and about which places."""

    def __init__(self, problem: str, diagnostic: str = "") -> None:
        super().__init__(problem)
        self.diagnostic = diagnostic


def _typeset(script: _Script) -> bytes:
    """The script as a PDF. Typst's warnings count as errors: each is something a reader would miss. Raises _Unset."""
    import typst

    try:
        pdf, warnings = typeset(script.files, MAIN, format="pdf", pdf_standards=STANDARDS)
    except typst.TypstError as error:
        raise _Unset(error.message, error.diagnostic) from error
    except Panic as error:
        raise _Unset(str(error)) from error
    if warnings:
        raise _Unset(warnings[0].message, warnings[0].diagnostic)
    return pdf


def _refusal(error: _Unset, script: _Script, document: Document, templates: Templates) -> UsageError:
    """What Typst says, with the section it says it about, or for which it says it."""
    line = re.search(rf"{MAIN}:(\d+):", error.diagnostic)
    anchor = script.place(int(line[1])) if line else ""
    section = next((section for section in document.walk() if _name(section.anchor) == anchor), None)
    section = section or culprit(document, lambda less: _typeset(_Script(less, templates)), error.problem)
    problem = said_by("Typst", error.problem)
    styled = re.search(rf"{STYLE}:(\d+):", error.diagnostic)
    if styled and not section:
        return UsageError("template", name=LOOKS, line=int(styled[1]), problem=problem)
    return unmade(document, "pdf", section, problem)
