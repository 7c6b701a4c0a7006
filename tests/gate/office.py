"""What a DOCX or an ODT must be so that everybody can read it and an editor can go on with it; no validator looks.

`docx_faults` and `odt_faults` say what is wrong, in words that begin with the check's name. A check is a function from
the file and the document to its faults; it does not know which of the formats it looks at.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby, islice, pairwise
from urllib.parse import unquote

from markdown_it.tree import SyntaxTreeNode

from gate import expected
from gate.colours import contrast
from gate.content import Run, broken_letter, markdown, parts, plain, said, says_nothing
from gate.docxfile import Docx
from gate.odtfile import Odt
from gate.officefile import OfficeFile, Paragraph, Table, flat
from gate.texts import squeezed, unlike, unspaced
from statusreport.formats._office import bookmark
from statusreport.publishing.document import Document, Facts
from statusreport.publishing.document import Table as DocumentTable
from statusreport.publishing.language import language

Check = Callable[[OfficeFile, Document], Iterator[str]]


def docx_faults(data: bytes, document: Document, checks: Iterable[Check] = ()) -> list[str]:
    """What is wrong with a DOCX that shows this document, as some or, by default, all checks see it."""
    return faults(Docx(data), document, checks)


def odt_faults(data: bytes, document: Document, checks: Iterable[Check] = ()) -> list[str]:
    """What is wrong with an ODT that shows this document, as some or, by default, all checks see it."""
    return faults(Odt(data), document, checks)


def faults(file: OfficeFile, document: Document, checks: Iterable[Check] = ()) -> list[str]:
    """What is wrong with a file that was read already."""
    return [f"{check.__name__}: {fault}" for check in checks or CHECKS for fault in check(file, document)]


def strays(files: Mapping[str, OfficeFile]) -> list[str]:
    """The links from one publication of a plan to another that lead nowhere; the files by the publications' ids."""
    places = {
        f"../{name}/{name}.{file.suffix}#{mark.name}" for name, file in files.items() for mark in file.marks
    }
    return [
        f"{name} leads to “{target}”, which is not there"
        for name, file in files.items()
        for target in dict.fromkeys(unquote(run.target) for run in file.heard)
        if target.startswith("../") and target not in places
    ]


# What the file is


def package(file: OfficeFile, document: Document) -> Iterator[str]:
    """The package begins as its format wants it, tells no time, and has the parts that it names, each once."""
    first = file.entries[0]
    if first.filename != file.FIRST or first.compress_type != zipfile.ZIP_STORED or first.extra:
        yield f"it does not begin with {file.FIRST} as it stands"
    for name, times in Counter(entry.filename for entry in file.entries).items():
        if times > 1:
            yield f"{name} is there {times} times"
        if name.startswith("/") or "\\" in name or ".." in name.split("/"):
            yield f"{name} lies outside of it"
    yield from (f"{entry.filename} is dated" for entry in file.entries if entry.date_time != EPOCH)
    yield from (f"{name} is not declared" for name in sorted(set(file.parts) - file.declared))
    yield from (f"{name} is not there" for name in sorted((file.referred | file.declared) - set(file.parts)))


def contained(file: OfficeFile, document: Document) -> Iterator[str]:
    """The file is all there is: it runs and fetches nothing, and computes nothing but numbers of pages and notes."""
    yield from (f"there is {thing}" for thing in file.strange)


def ids(file: OfficeFile, document: Document) -> Iterator[str]:
    """Whatever is named is alone with its name."""
    yield from (f"{name} is there {times} times" for name, times in Counter(file.ids).items() if times > 1)


def title(file: OfficeFile, document: Document) -> Iterator[str]:
    """The file is called what its publication is, and says of who made it and when what that says."""
    name = file.properties.get("title", "")
    if document.title not in name or document.subtitle not in name:
        yield f"the file is called “{name}”"
    shown = [paragraph.text for paragraph in flat(file.cover) if paragraph.style == "title"]
    yield from unlike(shown, [squeezed(document.title)])
    known = PROPERTIES | {
        name for name, said in IMPRINT.items() if any(getattr(document.imprint, part) for part in said)
    }
    yield from (f"the file says its {name}" for name in sorted(set(file.properties) - known))


def languages(file: OfficeFile, document: Document) -> Iterator[str]:
    """The file and its foreign parts say which language they are in, and no other part does."""
    say = language(document.language)
    main = say.regional(document.language)
    yield from (f"{part} say “{tag}”, not “{main}”" for part, tag in file.languages.items() if tag != main)
    yield from unlike(_foreign(file.heard, main), _foreign(_regional(said(document)), main))
    marked = {line.text: _foreign(line.runs, main) for line in file.contents}
    for section in document.walk():
        name, runs = squeezed(expected.name(section)), [Run(section.title, section.language)]
        if name in marked and marked[name] != _foreign(_regional(runs), main):
            yield f"the contents do not say which “{name}” is in"


def pages(file: OfficeFile, document: Document) -> Iterator[str]:
    """Pages are of A4, say which publication they belong to, and their number; chapters begin one that must."""
    for width, height in file.sizes:
        if (round(width), round(height)) != A4:
            yield f"one kind is {width:g} by {height:g} points"
    say, edges = language(document.language), [paragraph.text for paragraph in file.edges]
    number = say("document.page", page=1, pages=1)
    for words in (document.title, document.subtitle, document.moment, number):
        if not any(squeezed(words) in text for text in edges):
            yield f"none says “{words}”"
    begun = [paragraph.text for paragraph in flat(file.body) if paragraph.begins_page]
    # The chapter of a table that no page has room for need not.
    sheets = {
        s.anchor for s in document.sections for b in s.blocks if isinstance(b, DocumentTable) and b.sheet
    }
    wanted = [
        name
        for s in document.sections
        if document.begins_page(s)
        and ((name := squeezed(expected.name(s))) in begun or s.anchor not in sheets)
    ]
    yield from (f"what begins one: {fault}" for fault in unlike(begun, wanted))


def letters(file: OfficeFile, document: Document) -> Iterator[str]:
    """No letter was broken when a text was decoded."""
    texts = [paragraph.text for paragraph in (*flat(file.cover), *file.contents, *file.text, *file.edges)]
    texts += [text for picture in file.pictures for text in (picture.title, picture.description)]
    texts += [*file.properties.values(), *(table.title for table in file.tables)]
    for text in texts:
        if broken := broken_letter(text):
            yield f"“{broken}” has a broken letter"


# How it looks


def styles(file: OfficeFile, document: Document) -> Iterator[str]:
    """Every text has a style that is there, so that an editor can change it in one place."""
    yield from (f"there is no style “{name}”" for name in sorted(file.undefined))


def formatting(file: OfficeFile, document: Document) -> Iterator[str]:
    """Nothing but emphasis makes a text look otherwise than its style."""
    yield from (f"there is {kind} beside a style" for kind in sorted(file.direct))


def contrasts(file: OfficeFile, document: Document) -> Iterator[str]:
    """Text can be told from its ground."""
    for look in sorted(file.looks):
        if look.text.strip() and contrast(look.colour, look.ground) < 4.5:
            yield f"“{look.text}” is {look.colour} on {look.ground}"


def fonts(file: OfficeFile, document: Document) -> Iterator[str]:
    """Text is set in fonts that are there wherever such files are read, and that the file declares."""
    for look in sorted(file.looks):
        if look.text.strip() and look.font not in FONTS & file.fonts:
            yield f"“{look.text}” is set in “{look.font}”"


# How it is found one's way in


def headings(file: OfficeFile, document: Document) -> Iterator[str]:
    """Every title is a heading of its level, in the order of the text, and no level is skipped."""
    found = [(paragraph.level, paragraph.text) for paragraph in file.text if paragraph.level]
    yield from unlike(found, _titles(document))
    for (above, _), (level, text) in pairwise([(0, ""), *found]):
        if level > above + 1:
            yield f"“{text}” skips from level {above} to {level}"


def contents(file: OfficeFile, document: Document) -> Iterator[str]:
    """The contents are a table of contents, which names every heading of its levels and leads there."""
    if file.depth < DEPTH:
        yield "no program can make them anew"
    marks = {f"#{mark.name}": mark.text for mark in file.marks}
    brief = {squeezed(expected.name(s)): squeezed(expected.brief(s)) for s in document.walk()}
    lines = [(line, found) for line in file.contents if (found := _LINE.fullmatch(line.style))]
    yield from unlike(
        [(int(found[1]), line.text, marks.get(_target(line), "nothing")) for line, found in lines],
        [(level, brief.get(text, text), text) for level, text in _titles(document) if level <= DEPTH],
    )


def bookmarks(file: OfficeFile, document: Document) -> Iterator[str]:
    """Every section has a bookmark, whose name is one, and every bookmark that something leads to is there."""
    marks = {mark.name: mark for mark in file.marks}
    for section in document.walk():
        mark, name = marks.get(bookmark(section.anchor)), squeezed(expected.name(section))
        if mark is None:
            yield f"nothing can lead to “{section.anchor}”"
        elif mark.text != name:
            yield f"“{mark.name}” stands at “{mark.text}”, not at “{name}”"
    for name, times in Counter(mark.name for mark in file.marks).items():
        if times > 1 or not _MARK.fullmatch(name) or not marks[name].closed:
            yield f"“{name}” is none that office programs read"
    yield from (f"“{target}” is not there" for target in sorted(file.targets - set(marks)))


def page_numbers(file: OfficeFile, document: Document) -> Iterator[str]:
    """What leads to another place of the document says on which page that is, and so does every line of the contents."""
    found = [(squeezed(words), target) for words, target in file.page_references]
    wanted = [(words, bookmark(anchor)) for words, anchor in expected.page_references(document)]
    yield from unlike(found, wanted)
    lines = [_target(line).removeprefix("#") for line in file.contents if _LINE.fullmatch(line.style)]
    yield from (f"in the contents: {fault}" for fault in unlike(file.numbered, lines))


def signs(file: OfficeFile, document: Document) -> Iterator[str]:
    """Every status has the mark of its class before it, which is not read aloud."""
    wanted = expected.statuses(document, beginning=file.SIGNS_AT_BEGINNINGS_ONLY)
    found = file.signs
    yield from unlike(
        [squeezed(sign.words)[: len(status.text)] for sign, status in zip(found, wanted, strict=False)]
        + [squeezed(sign.words) for sign in found[len(wanted) :]],
        [squeezed(status.text) for status in wanted],
    )
    for named in (False, True):
        pairs = [(sign, status) for sign, status in zip(found, wanted, strict=False) if sign.named == named]
        looks = {(status.share, status.means, sign.look) for sign, status in pairs}
        if not len(looks) == len({look for *_, look in looks}) == len({look[:2] for look in looks}):
            yield "statuses of one class look otherwise, or those of two alike"


def links(file: OfficeFile, document: Document) -> Iterator[str]:
    """Every link of the document is one and leads where it must, and there are no others."""
    wanted = (replace(run, target=_address(run.target, file.suffix)) for run in said(document))
    yield from unlike(_linked(file.heard), _linked(wanted))


# What it says


def paragraphs(file: OfficeFile, document: Document) -> Iterator[str]:
    """Every paragraph is one."""
    found = Counter(paragraph.text for paragraph in file.text)
    for text, times in Counter(map(squeezed, expected.paragraphs(document))).items():
        if text and found[text] < times:
            yield f"“{text}” is none"


def facts(file: OfficeFile, document: Document) -> Iterator[str]:
    """Names and values of a record are paragraphs in a style of their own, each value with its name."""
    rows = [row for part in parts(document) if isinstance(part, Facts) for row in part.rows]
    yield from unlike(
        [paragraph.text for paragraph in file.text if paragraph.style.startswith("facts")],
        [squeezed(f"{name}: {expected.words(value)}") for name, value in rows],
    )


def lists(file: OfficeFile, document: Document) -> Iterator[str]:
    """Every item of a list is one, at its depth and with its number; bullets have the number 0."""
    found = [(one.item.depth, one.item.number, one.text) for one in file.text if one.item]
    yield from unlike(found, list(_items(document)))


def tables(file: OfficeFile, document: Document) -> Iterator[str]:
    """A table has its caption, its headers and all its cells, and its rows stay whole."""
    # A table of a footnote is only lines there.
    found, wanted = file.tables, expected.grids(replace(document, notes=()))
    if len(found) != len(wanted):
        yield f"there are {len(found)} instead of {len(wanted)}"
    for table, grid in zip(found, wanted, strict=False):
        headers = 0 if grid.header is None else file.header_columns(grid.header)
        yield from (f"“{grid.name}” {fault}" for fault in _differences(table, grid, headers))


def pictures(file: OfficeFile, document: Document) -> Iterator[str]:
    """A chart says all its values, and a picture what it shows."""
    yield from unlike([picture.description for picture in file.pictures], expected.descriptions(document))
    for picture in file.pictures:
        for text in (picture.title, picture.description):
            if says_nothing(text):
                yield f"“{text}” does not say what is shown"


def notes(file: OfficeFile, document: Document) -> Iterator[str]:
    """Every footnote is one, and whatever refers to it again shows its number."""
    found = ["".join(paragraph.text for paragraph in note) for note in file.notes]
    wanted = [plain(SyntaxTreeNode(note.prose.tokens)) for note in document.notes]
    yield from unlike(list(map(unspaced, found)), list(map(unspaced, wanted)))
    for number, shown in file.references:
        if shown != str(number):
            yield f"what shows “{shown}” refers to {number or 'none'}"
    times = Counter(number for number, _ in file.references)
    for note in document.notes:
        if times[note.number] + 1 < len(note.backs):
            yield f"{note.number} is referred to {times[note.number] + 1} times, not {len(note.backs)}"


CHECKS: tuple[Check, ...] = (
    package,
    contained,
    ids,
    title,
    languages,
    pages,
    letters,
    styles,
    formatting,
    contrasts,
    fonts,
    headings,
    contents,
    bookmarks,
    links,
    page_numbers,
    signs,
    paragraphs,
    facts,
    lists,
    tables,
    pictures,
    notes,
)

A4 = (595, 842)
# The earliest time that a package can tell.
EPOCH = (1980, 1, 1, 0, 0, 0)
FONTS = {"Cambria", "Calibri", "Consolas"}
PROPERTIES = {"title", "subject", "language", "Application"}
# What a file says of who made it and when, where the publication itself does.
IMPRINT = {
    "creator": ("authors",),
    "initial-creator": ("authors",),
    "identifier": ("number", "url"),
    "created": ("date",),
    "creation-date": ("date",),
    "Company": ("publisher",),
    "user-defined": ("publisher", "number", "url", "license"),
}
# The contents name headings of the first levels.
DEPTH = 2
_LINE = re.compile(r"(?:toc|contents) (\d)")
# No program accepts longer names.
_MARK = re.compile(r"[^\W\d_][\w-]{0,39}")
_ROLE = re.compile(r"table (row heading|heading|total)")


# Texts


def _linked(runs: Iterable[Run]) -> list[tuple[str, str]]:
    """The words of links, and where they lead."""
    return [(text, unquote(target)) for target, text in _grouped(runs, "target") if target]


def _regional(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs with their languages as office programs want them."""
    return (replace(run, language=run.language and language("nb").regional(run.language)) for run in runs)


def _foreign(runs: Iterable[Run], main: str) -> list[tuple[str, str]]:
    """The passages in another language than the main one."""
    return [(text, tag) for tag, text in _grouped(runs, "language") if tag not in ("", main)]


def _grouped(runs: Iterable[Run], by: str) -> Iterator[tuple[str, str]]:
    """What runs that follow each other have in common, and their words without blanks.

    The numbers of footnotes and of lists stand in no file, so that plain numbers part nothing.
    """
    words = (run for run in runs if run.text.strip())
    parting = (run for run in words if run.language or run.target or not run.text.strip().isdigit())
    for common, group in groupby(parting, key=lambda run: str(getattr(run, by))):
        yield common, unspaced("".join(run.text for run in group))


# The document


def _titles(document: Document) -> list[tuple[int, str]]:
    """What must be a heading below the contents, with its level."""
    return [(level, squeezed(text)) for level, text in islice(expected.titles(document), 1, None)]


def _items(document: Document) -> Iterator[tuple[int, int, str]]:
    """The items of lists that begin with a paragraph: depth, number, and words."""
    for node in markdown(document):
        listed = node.parent
        if listed and node.type == "list_item" and node.children[0].type == "paragraph":
            first = int(listed.attrs.get("start", 1))
            number = first + listed.children.index(node) if listed.type == "ordered_list" else 0
            yield _depth(listed), number, squeezed(plain(node.children[0]))


def _depth(node: SyntaxTreeNode | None) -> int:
    """How many lists a list stands in, counting itself."""
    return _depth(node.parent) + node.type.endswith("_list") if node else 0


def _address(target: str, suffix: str) -> str:
    """Where a link to a target leads."""
    publication, hash_, anchor = target.partition("#")
    if not hash_ or "/" in publication or ":" in publication:
        return target
    file = f"../{publication}/{publication}.{suffix}" if publication else ""
    return f"{file}#{bookmark(anchor)}"


def _target(line: Paragraph) -> str:
    """Where all words of a line lead."""
    targets = {run.target for run in line.runs if run.text.strip()}
    return targets.pop() if len(targets) == 1 else ""


def _differences(table: Table, grid: expected.Grid, headers: int) -> Iterator[str]:
    """What is wrong with a table, of which some columns must be said to be headers."""
    caption = table.before.text if table.before and table.before.style == "caption" else ""
    for where, text in (("above it", caption), ("in its properties", squeezed(table.title))):
        if text != squeezed(grid.caption):
            yield f"has the caption “{text}” {where}"
    wanted = [grid.head, *grid.rows, *([grid.total] if grid.total else [])]
    texts = [tuple(cell.text for cell in row.cells) for row in table.rows]
    yield from (
        f"has other rows: {fault}" for fault in unlike(texts, [tuple(map(squeezed, row)) for row in wanted])
    )
    if table.columns != len(grid.head):
        yield f"has {table.columns} columns instead of {len(grid.head)}"
    if table.header_columns != headers:
        yield f"has {table.header_columns} columns of headers instead of {headers}"
    for place, row in enumerate(table.rows):
        if row.header != (place == 0):
            yield f"has row {place + 1} as {'a' if row.header else 'no'} header"
        if not row.whole:
            yield f"lets row {place + 1} be divided"
        kind = "heading" if place == 0 else "total" if grid.total and place == len(table.rows) - 1 else ""
        for column, cell in enumerate(row.cells):
            found = _ROLE.match(cell.style)
            role = kind or ("row heading" if column == grid.header else "")
            if (found[1] if found else "") != role:
                yield f"has “{cell.text}” as “{cell.style}” and not as {role or 'plain text'}"
