"""What a PDF must be beyond PDF/A and PDF/UA, which no validator looks at: that it says all of its document, as it is.

`faults` says what is wrong, in words that begin with the check's name. A check is a function from the file's tree and
the document to its faults. Texts are compared by their letters and digits, because a reader of PDFs must guess
where a line ends with a blank, which hyphens belong to a word, and in which order Hebrew was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby, pairwise, zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pikepdf
from markdown_it.tree import SyntaxTreeNode

from gate import expected
from gate.colours import COLOURS, contrast
from gate.content import Run, broken_letter, parts, plain, says_nothing
from gate.pdftree import Drawn, Element, Glyph, PdfTree, target
from gate.texts import squeezed, unlike
from statusreport import fonts as own_fonts
from statusreport.publishing.document import Chart, Document, Facts, Section, Subheading, Table
from statusreport.publishing.language import language

Check = Callable[[PdfTree, Document], Iterator[str]]


def faults(data: bytes, document: Document, checks: Iterable[Check] = ()) -> list[str]:
    """What is wrong with a file that shows this document, as some or, by default, all checks see it."""
    tree = PdfTree(data)
    return [f"{check.__name__}: {fault}" for check in checks or CHECKS for fault in check(tree, document)]


def strays(files: Mapping[str, bytes]) -> list[str]:
    """The links from one publication of a plan to another that lead nowhere; the files by the publications' ids."""
    trees = {name: PdfTree(data) for name, data in files.items()}
    return [
        f"{name} leads to “{address}”, which is not there"
        for name, tree in trees.items()
        for address in tree.addresses
        if (place := _ELSEWHERE.fullmatch(address))
        and (place[1] not in trees or unquote(place[2]) not in trees[place[1]].destinations)
    ]


# What the file is


def title(tree: PdfTree, document: Document) -> Iterator[str]:
    """The file is called what its publication is, and its window too."""
    if tree.title != document.title:
        yield f"the file is called “{tree.title}”"
    preferences = tree.pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary())
    if str(preferences.get("/DisplayDocTitle")) != "True":
        yield "the window shows the file's name"
    yield from unlike([e.text for e in tree.document.all("Title")], [document.title])


def pages(tree: PdfTree, document: Document) -> Iterator[str]:
    """Pages are of A4, in the order of the structure, and numbered alike by the reader's program and in print."""
    say, last = language(document.language), len(tree.pdf.pages)
    for number, page in enumerate(tree.pdf.pages, 1):
        if [round(float(side)) for side in page.mediabox] != A4 or page.get("/Rotate"):
            yield f"page {number} is not of A4"
        if page.get("/Tabs") != "/S":
            yield f"the keyboard takes page {number} in another order"
        if page.label != str(number):  # type: ignore[comparison-overlap]
            yield f"page {number} is labelled “{page.label}”"
        printed = say("document.page", page=number, pages=last)
        if number > 1 and letters(printed) not in letters(tree.unspoken(number - 1)):
            yield f"page {number} does not say “{printed}”"


def margins(tree: PdfTree, document: Document) -> Iterator[str]:
    """All stands between the margins; what goes with each page stands above and below."""
    for thing in tree.drawn:
        low, high = (BOTTOM, TOP) if thing.mark is not None else (EDGE, A4[3] - EDGE)
        left, bottom, right, top = thing.box
        if left < SIDE - SLACK or right > A4[2] - SIDE + SLACK or bottom < low - SLACK or top > high + SLACK:
            yield f"{f'“{thing.text}”' if thing.text else 'a line'} leaves page {thing.page + 1}"


def whole(tree: PdfTree, document: Document) -> Iterator[str]:
    """Every character that is read aloud, and every bar of a chart with its value, lies on a page."""
    seen = [glyph for glyph in tree.glyphs if _within(glyph.box)]
    found = Counter(letters("".join(glyph.text for glyph in seen if glyph.mark is not None)))
    wanted = Counter(letters(_spoken(tree.document)))
    if lost := wanted - found:
        yield f"{sum(lost.values())} of {sum(wanted.values())} characters lie on no page: {_few(lost)}"
    text = letters("".join(glyph.text for glyph in seen))
    for part in parts(document):
        for bar in part.bars if isinstance(part, Chart) else ():
            value = letters(bar.value)
            inside = "".join(
                f"({letters(piece.value)}){'' if piece.length >= BROAD else '?'}" for piece in bar.parts
            )
            if not re.search(f"{letters(bar.label)}({inside}{value}|{value}{inside})", text):
                yield f"the bar “{bar.label}” lies on no page"


def overlaps(tree: PdfTree, document: Document) -> Iterator[str]:
    """No character lies on another."""
    for page, glyphs in groupby(tree.glyphs, key=lambda glyph: glyph.page):
        if pair := next(_covered(list(glyphs)), None):
            one, other = pair
            yield f"“{one.text}” and “{other.text}” lie on each other on page {page + 1}"


def kept(tree: PdfTree, document: Document) -> Iterator[str]:
    """No heading is the last of a page, unless all of it is headings, and no table begins with its head alone."""
    pieces = list(_pieces(tree.document))
    texts = {page for heading, piece in pieces if not heading for page in piece.pages}
    for (heading, piece), (_, behind) in pairwise(pieces):
        page = piece.pages[-1]
        if heading and page < behind.pages[0] and page in texts:
            yield f"“{_text(piece)}” is the last of page {page + 1}"
    for table in tree.document.all("Table"):
        head, *rows = (row for row in table.all("TR") if row.pages)
        if rows and head.pages[0] < rows[0].pages[0]:
            yield f"“{head.text}” stands alone on page {head.pages[0] + 1}"


def contrasts(tree: PdfTree, document: Document) -> Iterator[str]:
    """Text is painted and can be told from its ground, and so can the inside or the edge of what charts are made of."""
    shapes: list[Drawn] = []
    for thing in tree.drawn:
        if thing.text.strip():
            beneath = next((shape for shape in reversed(shapes) if _holds(shape, thing)), None)
            grounds = (beneath.colour,) if beneath else GROUNDS
            if not thing.colour:
                yield f"“{thing.text}” is not painted"
            elif min(contrast(thing.colour, ground) for ground in grounds) < 4.5:
                yield f"“{thing.text}” is of {thing.colour}"
        elif thing.colour and thing.box[0] < thing.box[2]:
            shapes.append(thing)
            colours = filter(None, (thing.colour, thing.edge))
            if thing.mark is not None and max(contrast(colour, GROUNDS[0]) for colour in colours) < 3:
                yield f"a mark on page {thing.page + 1} is of {thing.colour}"


def fonts(tree: PdfTree, document: Document) -> Iterator[str]:
    """Only the fonts that travel with the tool are used, all are in the file, and all have what is set in them."""
    for font in tree.pdf.objects:
        if isinstance(font, pikepdf.Dictionary) and font.get("/Subtype") == "/Type0":
            name = str(font.BaseFont).removeprefix("/").partition("+")[2].removesuffix("-Identity-H")
            if name not in FONTS:
                yield f"“{name}” is a font of elsewhere"
            descriptor = font.DescendantFonts[0].FontDescriptor
            if not ("/FontFile2" in descriptor or "/FontFile3" in descriptor):
                yield f"“{name}” is not in the file"
    for number, page in enumerate(tree.pdf.pages, 1):
        for step in pikepdf.parse_content_stream(page, "Tj TJ"):
            if any(_lacks_glyph(bytes(text)) for text in _strings(step.operands[0])):
                yield f"page {number} shows a character that its font has not"


def characters(tree: PdfTree, document: Document) -> Iterator[str]:
    """No letter was broken when a text was decoded, and none is of an alphabet of a font's own."""
    texts = [thing.text for thing in tree.drawn]
    texts += [tree.title, *(mark.title for mark in tree.bookmarks)]
    texts += [element.alt for element in tree.document.walk()]
    texts += [str(annotation.get("/Contents", "")) for annotation in tree.annotations]
    for text in texts:
        if broken := broken_letter(text) or "".join(c for c in text if unicodedata.category(c) == "Co"):
            yield f"“{broken}” has a broken letter"


def contained(tree: PdfTree, document: Document) -> Iterator[str]:
    """The file is all there is: it runs nothing, sends nothing and carries nothing."""
    found = {name for thing in tree.pdf.objects for name in _names(thing)}
    yield from (f"there is a {name}" for name in sorted(found & ACTIVE))


# How it is found one's way in


def headings(tree: PdfTree, document: Document) -> Iterator[str]:
    """Every title is a heading of its level, in the order of the text, and nothing else is."""
    yield from unlike(
        [(level, letters(_text(heading))) for level, heading in _headings(tree)],
        [(level, letters(text)) for level, text in expected.titles(document)],
    )


def bookmarks(tree: PdfTree, document: Document) -> Iterator[str]:
    """Every section has a bookmark of its level, in the order of the text, that leads to its page."""
    yield from unlike(
        [(mark.level, letters(mark.title), mark.page) for mark in tree.bookmarks],
        [
            (expected.depth(section.level), letters(expected.name(section)), page)
            for section, page in _places(tree, document)
        ],
    )


def contents(tree: PdfTree, document: Document) -> Iterator[str]:
    """The table of contents names the sections, each with its page, and leads there."""
    entries = tree.document.all("TOCI")
    sections = [
        (section, page) for section, page in _places(tree, document) if expected.depth(section.level) <= 3
    ]
    yield from unlike(
        [(letters(entry.text), *_targets(entry)) for entry in entries],
        [
            (letters(f"{expected.brief(section)} {_number(page)}"), f"#{section.anchor}")
            for section, page in sections
        ],
    )
    for entry, (section, _) in zip(entries, sections, strict=False):
        if section.language and expected.tag(section.language) not in {
            part.language for part in entry.walk()
        }:
            yield f"“{section.title}” is not marked as “{section.language}”"


def destinations(tree: PdfTree, document: Document) -> Iterator[str]:
    """Other files can lead to every section, and what leads within the file leads to a page of it."""
    for section, page in _places(tree, document):
        if section.anchor not in tree.destinations:
            yield f"nothing can lead to “{section.anchor}”"
        elif tree.pages_of_anchors[section.anchor] != page:
            yield f"“{section.anchor}” is not on the page of “{expected.name(section)}”"
    for annotation in tree.annotations:
        action = annotation.get("/A", pikepdf.Dictionary())
        if "/URI" not in action and tree.page_of(annotation.get("/Dest", action.get("/D"))) is None:
            yield f"“{annotation.get('/Contents', '')}” leads nowhere"


def links(tree: PdfTree, document: Document) -> Iterator[str]:
    """Every link of the document is one and leads where it must; there are no others, and each says where it leads."""
    # Typst names no place but headings: what leads to a chart or a table is known by what it is said to lead to.
    shown = {
        f"#{block.id}": squeezed(block.caption)
        for block in document.blocks()
        if isinstance(block, Chart | Table)
    }
    wanted = _linked(expected.runs(document))
    yield from unlike(_linked(_heard(tree)), [link for link in wanted if link[1] not in shown])
    say, names = (
        language(document.language),
        {section.anchor: expected.name(section) for section in document.walk()}
        | {block.anchor: block.title for block in document.blocks() if isinstance(block, Subheading)},
    )
    of_notes = {
        say("document.note_back"),
        *(say("document.note", number=note.number) for note in document.notes),
    }
    led: set[str] = set()
    for annotation in tree.annotations:
        place, described = target(annotation), squeezed(str(annotation.get("/Contents", "")))
        if annotation.get("/Subtype") != "/Link":
            yield f"a {annotation.get('/Subtype')} lies on a page"
        elif not place and (
            caption := next((c for c in shown.values() if described.startswith(f"{c}, ")), "")
        ):
            page = tree.page_of(annotation.Dest)
            if letters(caption) not in letters("".join(g.text for g in tree.glyphs if g.page == page)):
                yield f"“{caption}” does not stand where a link leads"
            led.add(caption)
        elif not (names.get(place.removeprefix("#"), place) in described if place else described in of_notes):
            yield f"that to “{place}” is said to lead to “{described}”"
    yield from (f"none leads to “{shown[to]}”" for _, to in wanted if to in shown and shown[to] not in led)


# What it says


def words(tree: PdfTree, document: Document) -> Iterator[str]:
    """All that the document says is said, in its order, and nothing else."""
    found = letters("".join(run.text for run in _heard(tree)))
    wanted = letters("".join(run.text for run in expected.runs(document)))
    if found != wanted:
        place = next(n for n, (one, other) in enumerate(zip_longest(found, wanted)) if one != other)
        here = slice(max(place - 15, 0), place + 15)
        yield f"“{found[here]}” instead of “{wanted[here]}”"


def languages(tree: PdfTree, document: Document) -> Iterator[str]:
    """The file and its foreign parts say which language they are in, and no other part does."""
    locale = language(document.language).locale
    main = f"{locale.language}-{locale.territory}"
    if tree.language != main:
        yield f"the file's is “{tree.language}”, not “{main}”"
    yield from unlike(_foreign(_heard(tree), main), _foreign(expected.runs(document), main))


def paragraphs(tree: PdfTree, document: Document) -> Iterator[str]:
    """Every paragraph is one to those who listen."""
    found = Counter(letters(_text(element)) for element in tree.document.all("P", "Note"))
    for text, times in Counter(map(letters, expected.paragraphs(document))).items():
        if text and found[text] < times:
            yield f"“{text}” is none"


def structure(tree: PdfTree, document: Document) -> Iterator[str]:
    """Lists are lists, quotes are quotes, and what is stressed is."""
    found = Counter(element.kind for element in tree.document.walk())
    for kind, number in expected.structure(document).items():
        if found[kind] < number:
            yield f"only {found[kind]} of {number} are {kind}"


def facts(tree: PdfTree, document: Document) -> Iterator[str]:
    """Names and values of a record are a list, each value with its name."""
    items = [item.children for item in tree.document.all("LI")]
    rows = [row for part in parts(document) if isinstance(part, Facts) for row in part.rows]
    yield from unlike(
        [
            tuple((part.kind, letters(_text(part))) for part in item)
            for item in items
            if item and item[0].all("Strong") and item[0].kind != "LBody"
        ],
        [(("Lbl", letters(name)), ("LBody", letters(expected.words(value)))) for name, value in rows],
    )


def tables(tree: PdfTree, document: Document) -> Iterator[str]:
    """A table has its caption, its headers and all its cells, each of which names its headers."""
    found, wanted = _elements(tree, "Table"), expected.grids(document)
    if len(found) != len(wanted):
        yield f"there are {len(found)} instead of {len(wanted)}"
    for table, grid in zip(found, wanted, strict=False):
        yield from (f"“{grid.name}” {fault}" for fault in _differences(tree, table, grid))


def figures(tree: PdfTree, document: Document) -> Iterator[str]:
    """A chart says all its values, and a picture what it shows."""
    found = [figure.alt for figure in _elements(tree, "Figure")]
    yield from unlike(found, expected.descriptions(document))
    yield from (f"“{text}” does not say what is shown" for text in found if says_nothing(text))


def notes(tree: PdfTree, document: Document) -> Iterator[str]:
    """Every footnote is one, has its number, and is referred to from each of its places."""
    yield from unlike(
        [
            (*(letters(part.text) for part in note.all("Lbl")[:1]), letters(_text(note)))
            for note in tree.document.all("Note")
        ],
        [(str(note.number), letters(plain(SyntaxTreeNode(note.prose.tokens)))) for note in document.notes],
    )
    found = Counter(letters(part.text) for part in tree.document.all("Lbl") if _refers(part))
    for note in document.notes:
        if found[str(note.number)] != len(note.backs) + 1:
            yield f"{note.number} is referred to {found[str(note.number)] - 1} times, not {len(note.backs)}"


def page_numbers(tree: PdfTree, document: Document) -> Iterator[str]:
    """Where something leads to another place, those who see it are told on which page that is."""
    number = language(document.language)("document.on_page", page="#")
    captions = [(letters(caption.text), caption.pages[0]) for caption in tree.document.all("Caption")]
    # Typst names no place but headings: a chart or a table stands where its caption does.
    places = tree.pages_of_anchors | {
        _name(block.id): next(
            (page for text, page in captions if text.startswith(letters(block.caption))), None
        )
        for block in document.blocks()
        if isinstance(block, Chart | Table)
    }
    wanted: Counter[str] = Counter()
    for form, anchor in expected.page_references(document):
        page = places.get(_name(anchor))
        wanted[_joined(form.replace("#", "?" if page is None else str(page + 1)))] += 1
    said = re.compile(rf"\(?{re.escape(_joined(number)).replace(re.escape('#'), '[0-9]+')}\)?")
    pages = (_joined(tree.unspoken(page)) for page in range(len(tree.pdf.pages)))
    found = Counter(words for page in pages for words in said.findall(page))
    for words, times in wanted.items():
        if found[words] != times:
            yield f"“{words}” is said {found[words]} times, not {times}"


def _joined(text: str) -> str:
    """Words without blanks, and without what joins them."""
    return re.sub(r"[\s\u2060]+", "", text)


def _name(anchor: str) -> str:
    return "".join(sign if sign.isascii() else f"+{ord(sign):x}+" for sign in anchor)


CHECKS: tuple[Check, ...] = (
    page_numbers,
    title,
    pages,
    margins,
    whole,
    overlaps,
    kept,
    contrasts,
    fonts,
    characters,
    contained,
    headings,
    bookmarks,
    contents,
    destinations,
    links,
    words,
    languages,
    paragraphs,
    structure,
    facts,
    tables,
    figures,
    notes,
)

# In points. A page's box, and how far from its sides and ends text and what goes with each page stand; letters
# reach a little beyond their lines.
A4 = [0, 0, 595, 842]
SIDE, TOP, BOTTOM, EDGE, SLACK = 76.5, 762.5, 70.9, 28, 5
# How much of the smaller of two characters the other one may cover, in one piece of text and elsewhere: a kerned
# letter reaches over its neighbour.
KERNED, COVERED = 0.4, 0.12
# The height of the bands of a page in which characters are compared.
BAND = 8
# The part of a chart's width from which a part of a bar has room for its value.
BROAD = 0.1
GROUNDS = (COLOURS["paper"], COLOURS["tint"])
# The last one comes with Typst.
FONTS = {file.stem for file in Path(own_fonts.folder()).glob("*.?tf")} | {"DejaVuSansMono"}
ACTIVE = {
    "/AA",
    "/AcroForm",
    "/EF",
    "/EmbeddedFiles",
    "/GoToE",
    "/GoToR",
    "/ImportData",
    "/JS",
    "/JavaScript",
    "/Launch",
    "/Movie",
    "/OpenAction",
    "/Rendition",
    "/RichMedia",
    "/Sound",
    "/SubmitForm",
}
# What pdfium reads where a word is divided.
HYPHEN = "\x02"
_ELSEWHERE = re.compile(r"\.\./([^/]+)/\1\.pdf#nameddest=(.+)")
_HEADING = re.compile(r"H([1-6])")


# Texts


def letters(text: str) -> str:
    """A text as it is compared: what is written from right to left stands last, in no order."""
    text = text.replace(HYPHEN, "")
    for character in own_fonts.lacking(text):
        text = text.replace(character, f"[U+{ord(character):X}]")
    found = [c for c in unicodedata.normalize("NFKC", text) if c.isalnum()]
    backward = [c for c in found if unicodedata.bidirectional(c) in ("R", "AL")]
    return "".join(c for c in found if c not in backward) + "".join(sorted(backward))


def _forward(text: str) -> str:
    """What of a text is not written from right to left."""
    return "".join(c for c in letters(text) if unicodedata.bidirectional(c) not in ("R", "AL"))


def _number(page: int | None) -> str:
    """The number of a page, as it is printed."""
    return "" if page is None else str(page + 1)


# The file


def _text(element: Element) -> str:
    """The words of an element, without its footnotes and what refers to them."""
    return "".join(
        part if isinstance(part, str) else _text(part)
        for part in element.parts
        if isinstance(part, str) or not (part.kind == "Note" or _refers(part))
    )


def _refers(element: Element) -> bool:
    """Whether an element is the number of a footnote, in the text or before the note."""
    return element.kind == "Lbl" and bool(element.all("Link"))


def _spoken(element: Element) -> str:
    """The words of an element, but for those of drawings."""
    return "".join(part if isinstance(part, str) else _spoken(part) for part in element.parts)


def _pieces(element: Element, listed: bool = False) -> Iterator[tuple[bool, Element]]:
    """The smallest parts with words of their own, as they follow each other, and whether one is a heading.

    What looks like one in a list or a quote is kept with nothing.
    """
    heading = bool(_HEADING.fullmatch(element.kind))
    if heading or element.places:
        if element.pages:
            yield heading and not listed, element
    else:
        for child in element.children:
            if child.kind != "Note":
                yield from _pieces(child, listed or element.kind in ("L", "BlockQuote"))


def _few(counted: Counter[str]) -> str:
    return "".join(sorted(counted.elements()))[:20]


def _holds(shape: Drawn, thing: Drawn) -> bool:
    """Whether the middle of something lies on a shape."""
    left, bottom, right, top = thing.box
    within = shape.box[0] <= (left + right) / 2 <= shape.box[2]
    return shape.page == thing.page and within and shape.box[1] <= (bottom + top) / 2 <= shape.box[3]


def _within(box: tuple[float, float, float, float]) -> bool:
    """Whether something lies between the edges of the text."""
    left, bottom, right, top = box
    inside = left >= SIDE - SLACK and right <= A4[2] - SIDE + SLACK
    return inside and bottom >= BOTTOM - SLACK and top <= TOP + SLACK


def _covered(glyphs: list[Glyph]) -> Iterator[tuple[Glyph, Glyph]]:
    """The pairs of a page's characters of which one covers the other."""
    bands: dict[int, list[int]] = {}
    for number, glyph in enumerate(glyphs):
        if unicodedata.category(glyph.text)[0] in "LNPS":
            for band in range(int(glyph.box[1] // BAND), int(glyph.box[3] // BAND) + 1):
                bands.setdefault(band, []).append(number)
    for row in bands.values():
        row.sort(key=lambda number: glyphs[number].box)
        for place, first in enumerate(row):
            one = glyphs[first]
            for second in row[place + 1 :]:
                other = glyphs[second]
                if other.box[0] >= one.box[2]:
                    break
                most = KERNED if abs(first - second) == 1 or one.mark == other.mark else COVERED
                if (
                    one.box != other.box and _shared(one.box, other.box) > most
                ):  # a ligature is two characters
                    yield one, other


def _shared(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """The part of the smaller box that both cover."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return width * height / smaller if min(width, height) > 0 and smaller > 0 else 0


def _headings(tree: PdfTree) -> Iterator[tuple[int, Element]]:
    for element in tree.document.walk():
        if found := _HEADING.fullmatch(element.kind):
            yield int(found[1]), element


def _places(tree: PdfTree, document: Document) -> list[tuple[Section, int | None]]:
    """The sections, each with the page of its heading."""
    left = [((level, letters(_text(heading))), heading.pages) for level, heading in _headings(tree)]
    found: list[tuple[Section, int | None]] = []
    for section in document.walk():
        wanted = expected.depth(section.level), letters(expected.name(section))
        place = next((place for place, (heading, _) in enumerate(left) if heading == wanted), None)
        found.append((section, None if place is None else left[place][1][0]))
        del left[: 0 if place is None else place + 1]
    return found


def _elements(tree: PdfTree, kind: str) -> list[Element]:
    """The elements of a kind, those of footnotes last."""
    inner = [element for note in tree.document.all("Note") for element in note.all(kind)]
    known = set(map(id, inner))
    return [element for element in tree.document.all(kind) if id(element) not in known] + inner


def _targets(element: Element) -> tuple[str, ...]:
    return tuple(sorted({target for link in element.all("Link") for target in link.links}))


def _heard(tree: PdfTree) -> Iterator[Run]:
    """What is read aloud, but for the contents; a drawing's words are not, because it has a description."""

    def walk(element: Element, language: str, target: str) -> Iterator[Run]:
        language = element.language or language
        if element.kind == "Link":
            target = " ".join(_targets(element)) if element.links else "nowhere"
        for part in element.parts:
            if isinstance(part, str):
                yield Run(part, language, unquote(target))
            elif part.kind not in ("TOC", "Figure"):
                yield from walk(part, language, "" if _refers(part) else target)

    return walk(tree.document, "", "")


def _strings(operand: pikepdf.Object) -> Iterator[pikepdf.String]:
    for item in operand if isinstance(operand, pikepdf.Array) else [operand]:
        if isinstance(item, pikepdf.String):
            yield item


def _lacks_glyph(text: bytes) -> bool:
    """Whether one of these glyphs, of two bytes each, is the one that stands for those that are not there."""
    return b"\0\0" in {text[place : place + 2] for place in range(0, len(text), 2)}


def _names(thing: Any) -> Iterator[str]:
    """All names that a thing of a file holds, but for those of things of their own."""
    if isinstance(thing, pikepdf.Name):
        yield str(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for name, value in thing.items():
            yield name
            yield from _inner_names(value)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            yield from _inner_names(value)


def _inner_names(thing: Any) -> Iterator[str]:
    if isinstance(thing, pikepdf.Object) and not thing.is_indirect:
        yield from _names(thing)


def _linked(runs: Iterable[Run]) -> list[tuple[str, str]]:
    """The words of links, and where they lead."""
    found = [
        (target, letters("".join(run.text for run in group))) for target, group in _grouped(runs, "target")
    ]
    return [(text, target) for target, text in found if target]


def _foreign(runs: Iterable[Run], main: str) -> list[tuple[str, str]]:
    """The passages in another language than the main one."""
    found = [(tag, letters("".join(run.text for run in group))) for tag, group in _grouped(runs, "language")]
    return [(text, tag) for tag, text in found if tag not in ("", main)]


def _grouped(runs: Iterable[Run], by: str) -> Iterator[tuple[str, Iterable[Run]]]:
    """Runs that follow each other and are alike; what is no word parts nothing."""
    return groupby((run for run in runs if letters(run.text)), key=lambda run: str(getattr(run, by)))


# Tables


def _differences(tree: PdfTree, table: Element, grid: expected.Grid) -> Iterator[str]:
    """What is wrong with a table."""
    caption = "".join(_text(part) for part in table.children[:1] if part.kind == "Caption")
    if letters(caption) != letters(grid.caption):
        yield f"has the caption “{caption}”"
    found = [(part.kind, row) for part in table.children if part.kind != "Caption" for row in part.children]
    wanted = [("THead", grid.head), *(("TBody", row) for row in grid.rows)]
    wanted += [("TFoot", grid.total)] if grid.total else []
    sizes = [(kind, len(row.children)) for kind, row in found]
    other = list(unlike(sizes, [(kind, len(row)) for kind, row in wanted]))
    if other:
        yield f"has other rows: {other[0]}"
        return
    columns = [cell.ident for cell in found[0][1].children]
    for (kind, row), (_, texts) in zip(found, wanted, strict=True):
        roles = _roles(columns, kind, grid.header, row)
        for cell, text, (role, scope, headers) in zip(row.children, texts, roles, strict=True):
            if letters(_text(cell)) != letters(text):
                yield f"says “{_text(cell)}” instead of “{text}”"
            if (cell.kind, cell.scope) != (role, scope):
                yield f"has “{text}” as {cell.kind} {cell.scope}, not {role} {scope}"
            elif set(cell.headers) != headers or (role == "TH" and not cell.ident):
                yield f"does not say what names “{text}”"
    for page in table.pages[1:]:
        shown = _forward(tree.unspoken(page))
        if any(_forward(text) not in shown for text in grid.head):
            yield f"does not repeat its header on page {page + 1}"


def _roles(
    columns: list[str], part: str, header: int | None, row: Element
) -> Iterator[tuple[str, str, set[str]]]:
    """What each cell of a row must be: its kind, its scope and the headers that it names, given the columns' names."""
    for number, column in enumerate(columns):
        if part == "THead":
            yield "TH", "Column", set()
        elif number == header:
            yield "TH", "Row", {column}
        else:
            yield "TD", "", {column} if header is None else {column, row.children[header].ident}
