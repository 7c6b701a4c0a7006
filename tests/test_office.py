"""DOCX and ODT: files that an editor can go on writing in, read back part by part."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from gate.hard import HARD
from gate.publications import Made
from lxml import etree
from plans import (
    BODY,
    PICTURES,
    chapter,
    measure,
    process,
    project,
    rendered,
    run,
    script,
    small_plan,
    tool,
    write,
)

from statusreport.formats import docx, odt
from statusreport.formats._odt_styles import style_name
from statusreport.formats._office import bookmark
from statusreport.formats._pictures import points
from statusreport.formats._templates import Templates
from statusreport.installation import templates as packaged
from statusreport.publishing.document import (
    Block,
    Column,
    Document,
    Edition,
    Revision,
    Row,
    Section,
    Table,
    Text,
)
from statusreport.publishing.language import language
from statusreport.rounds.differences import Piece
from statusreport.source.faults import UsageError
from statusreport.source.pictures import look
from statusreport.tasks.load import load
from statusreport.words import catalogue

FORMATS = ("docx", "odt")
PUBLICATIONS = ("status-report", "document-study")
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
MICROSOFT = "http://schemas.openxmlformats.org"
SPACES = {
    "w": f"{MICROSOFT}/wordprocessingml/2006/main",
    "wp": f"{MICROSOFT}/drawingml/2006/wordprocessingDrawing",
    "r": f"{MICROSOFT}/package/2006/relationships",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "office": f"{OASIS}:office:1.0",
    "style": f"{OASIS}:style:1.0",
    "text": f"{OASIS}:text:1.0",
    "table": f"{OASIS}:table:1.0",
    "draw": f"{OASIS}:drawing:1.0",
    "svg": f"{OASIS}:svg-compatible:1.0",
    "fo": f"{OASIS}:xsl-fo-compatible:1.0",
}
MAIN, NOTES = "word/document.xml", "word/footnotes.xml"


class File:
    """A file in parts, of one of the two kinds."""

    def __init__(self, kind: str, data: bytes) -> None:
        self.kind, self.data = kind, data
        self.package = zipfile.ZipFile(io.BytesIO(data))
        self.main = self.part(MAIN if kind == "docx" else "content.xml")
        self.styles = self.part("word/styles.xml" if kind == "docx" else "styles.xml")
        if kind == "odt":
            self._resolve()

    def _resolve(self) -> None:
        """Gives each paragraph the style that its own is made from, which is the one an editor sees."""
        names = {
            str(style.get(f"{{{SPACES['style']}}}name")): str(
                style.get(f"{{{SPACES['style']}}}parent-style-name")
            )
            for style in self.find(
                "//office:automatic-styles/style:style[@style:family='paragraph'][@style:parent-style-name]"
            )
        }
        key = f"{{{SPACES['text']}}}style-name"
        for element in self.find("//text:p | //text:h"):
            element.set(key, names.get(element.get(key), element.get(key)))

    def part(self, name: str) -> etree._Element:
        return etree.fromstring(self.package.read(name))

    def find(self, path: str, root: etree._Element | None = None) -> list[Any]:
        found = (self.main if root is None else root).xpath(path, namespaces=SPACES)
        assert isinstance(found, list)
        return found

    def style(self, name: str) -> str:
        """The id of a style that an editor knows by this name."""
        if self.kind == "odt":
            return style_name(name)
        (ident,) = self.find(f"//w:style[w:name/@w:val='{name}']/@w:styleId", self.styles)
        return str(ident)

    def styled(self, *names: str, root: etree._Element | None = None) -> list[Any]:
        """The paragraphs of some styles."""
        mark = "w:pPr/w:pStyle/@w:val" if self.kind == "docx" else "@text:style-name"
        either = " or ".join(f"{mark}='{self.style(name)}'" for name in names)
        return self.find(f".//*[self::w:p or self::text:p or self::text:h][{either}]", root)

    def text(self, element: etree._Element) -> str:
        texts = self.find(".//w:t/text()" if self.kind == "docx" else ".//text()", element)
        return " ".join("".join(texts).split())

    def texts(self, *names: str) -> list[str]:
        return [self.text(paragraph) for paragraph in self.styled(*names)]

    @property
    def words(self) -> str:
        """All words, those of footnotes and of the contents included."""
        texts = self.find("//text()") if self.kind == "odt" else self.find("//w:t/text()")
        notes = self.find("//w:t/text()", self.part(NOTES)) if self.kind == "docx" else []
        return " ".join("".join([*texts, *notes]).split())

    @property
    def shape(self) -> list[str]:
        """The elements, without words and their attributes."""
        return [str(element.tag) for element in self.main.iter()]

    @property
    def bookmarks(self) -> list[str]:
        return self.find("//w:bookmarkStart/@w:name | //text:bookmark-start/@text:name")

    @property
    def links(self) -> list[str]:
        """Where the links lead, those of footnotes included."""
        if self.kind == "odt":
            return self.find("//text:a/@xlink:href")
        anchors = [a for name in (MAIN, NOTES) for a in self.find("//w:hyperlink/@w:anchor", self.part(name))]
        parts = [self.part(f"word/_rels/{name}.xml.rels") for name in ("document", "footnotes")]
        outside = [
            t for part in parts for t in self.find("//r:Relationship[@TargetMode='External']/@Target", part)
        ]
        return [*(f"#{anchor}" for anchor in anchors), *outside]

    @property
    def pictures(self) -> list[bytes]:
        names = [n for n in self.package.namelist() if n.startswith(("word/media/", "Pictures/"))]
        return [self.package.read(name) for name in names]


def render(root: Path, kind: str, publication: str = "status-report") -> File:
    (data,) = rendered(root, load(root, catalogue("en")), [publication], [kind]).values()
    return File(kind, data)


def of_measure(kind: str, body: str, root: Path, files: Mapping[str, str | bytes] | None = None) -> File:
    """The report of a plan whose first measure has this text under «Status»."""
    text = f"## Tiltak\n\nStaten lover noe.\n\n## Status\n\n{body}\n"
    return render(
        small_plan(root, {"content/measures/1.md": measure("1", body=text)} | dict(files or {})), kind
    )


def of_blocks(kind: str, *blocks: Block, **fields: str) -> File:
    """A document with a section of some blocks."""
    usual = {
        "id": "p",
        "title": "Tittel",
        "subtitle": "Rapport",
        "lead": "",
        "language": "nb",
        "round": "1",
        "fingerprint": "",
    }
    document = Document(**usual | fields, sections=(Section("del", "Del", 2, blocks),))  # type: ignore[arg-type]
    templates = Templates((packaged(),), language(document.language))
    render = {"docx": docx.render, "odt": odt.render}[kind]
    (data,) = render(Edition(document, {}, (), {}), templates).values()
    return File(kind, data)


@pytest.fixture(scope="module")
def real(made: Made) -> dict[tuple[str, str], File]:
    """The files of the repository's own plan."""
    return {(name, kind): File(kind, made(f"own/{name}", kind)) for name in PUBLICATIONS for kind in FORMATS}


@pytest.fixture(scope="module")
def models(made: Made) -> dict[str, Document]:
    return {name: made.document(f"own/{name}") for name in PUBLICATIONS}


@pytest.fixture(params=FORMATS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=PUBLICATIONS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def file(name: str, kind: str, real: dict[tuple[str, str], File]) -> File:
    return real[name, kind]


@pytest.fixture
def model(name: str, models: dict[str, Document]) -> Document:
    return models[name]


# Styles


def test_every_paragraph_has_a_style_that_an_editor_can_choose(file: File) -> None:
    paragraphs = file.find("//w:p | //text:p | //text:h")
    if file.kind == "docx":
        styles = file.find("//w:style[@w:type='paragraph']/@w:styleId", file.styles)
        used = file.find("//w:p/w:pPr/w:pStyle/@w:val")
    else:
        styles = file.find("//office:styles/style:style[@style:family='paragraph']/@style:name", file.styles)
        used = file.find("//*[self::text:p or self::text:h]/@text:style-name")
    assert len(used) == len(paragraphs) > 100
    assert set(used) <= set(styles)


def test_the_cover_says_what_it_is(file: File, model: Document) -> None:
    shown = [text for name in ("Kicker", "Title", "Lead", "Edition") for text in file.texts(name)]
    assert shown == [
        model.subtitle,
        model.title,
        model.lead,
        *model.cover,
    ]


def test_what_is_promised_is_set_apart(real: dict[tuple[str, str], File], kind: str) -> None:
    file = real["status-report", kind]
    promises = file.styled("Promise", "Promise Bullet", "Promise Number", "Promise Continue")
    assert len(promises) > 80
    if kind == "docx":
        (style,) = file.find("//w:style[w:name/@w:val='Promise']/w:pPr", file.styles)
        assert file.find("w:shd/@w:fill", style) == ["f6f3ed"]
        assert file.find("w:pBdr/w:left/@w:color", style) == ["8d8779"]
    else:
        (style,) = file.find("//style:style[@style:name='Promise']/style:paragraph-properties", file.styles)
        assert style.get(f"{{{SPACES['fo']}}}background-color") == "#f6f3ed"
        assert style.get(f"{{{SPACES['fo']}}}border-left").endswith("#8d8779")


def test_changed_words_are_marked_and_said(kind: str) -> None:
    pieces = (Piece("same", "Planen er"), Piece("removed", "gammel"), Piece("added", "ny"))
    file = of_blocks(kind, Revision("Tekst", 3, pieces))
    marked = {
        name: file.find(
            f"//w:r[w:rPr/w:rStyle/@w:val='{name}']/w:t/text() | //text:span[@text:style-name='{name}']/text()"
        )
        for name in ("Removed", "Added")
    }
    assert marked == {"Removed": ["[fjernet: gammel]"], "Added": ["[lagt til: ny]"]}
    assert "Planen er [fjernet: gammel] [lagt til: ny]" in file.words


def test_an_empty_list_cell_or_text_keeps_its_style(kind: str, tmp_path: Path) -> None:
    file = of_measure(kind, "| a | b |\n| --- | --- |\n|  | x |\n\n-\n- punkt", tmp_path)
    assert file.texts("Table Text").count("") == 1
    assert file.texts("List Bullet")[-1] == "punkt"


# Tables


def test_no_row_is_torn_and_short_tables_stand_whole(file: File) -> None:
    if file.kind == "docx":
        rows = file.find("//w:tr")
        assert len(rows) == len(file.find("//w:tr[w:trPr/w:cantSplit]")) > 30
        short = file.find("//w:tbl[count(w:tr) <= 12]/w:tr[position() < last()]//w:p")
        assert short
        assert all(file.find("w:pPr/w:keepNext", paragraph) for paragraph in short)
    else:
        (kept,) = file.find(
            "//style:style[@style:name='TableRow']/style:table-row-properties/@fo:keep-together"
        )
        assert kept == "always"
        assert set(file.find("//table:table-row/@table:style-name")) == {"TableRow"}
        assert file.find("//style:table-properties/@style:may-break-between-rows")


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("notes", [(), ("Avrundet.",)], ids=["without notes", "with notes"])
def test_the_end_of_a_table_is_kept_with_what_must_be_known_of_it(kind: str, notes: tuple[str, ...]) -> None:
    rows = tuple(Row(((Text(str(number)),),)) for number in range(20))
    file = of_blocks(kind, Table("t", "Tabell", (Column("Nr."),), rows, notes=notes))
    kept = (
        file.find("//w:tbl/w:tr[last()]//w:keepNext")
        if kind == "docx"
        else file.find("//style:table-properties/@fo:keep-with-next")
    )
    assert bool(kept) is bool(notes)


def test_columns_fill_the_text_block_and_follow_their_words(
    real: dict[tuple[str, str], File], models: dict[str, Document]
) -> None:
    file = real["status-report", "docx"]
    tables = [block for block in models["status-report"].blocks() if isinstance(block, Table)]
    for table, shown in zip(tables, file.find("//w:tbl"), strict=True):
        sizes = [int(size) for size in file.find("w:tblGrid/w:gridCol/@w:w", shown)]
        assert abs(sum(sizes) - 8846) < 5
        assert all(
            file.find("w:tc/w:tcPr/w:tcW/@w:w", row) == list(map(str, sizes))
            for row in file.find("w:tr", shown)
        )
        for column, size in zip(table.columns, sizes, strict=True):
            # A letter of 9 points is about 90 twips wide.
            assert size > 85 * max(len(word) for word in re.split(r"[\s/]+", column.label))


def test_columns_of_markdown_stand_where_they_say(kind: str, tmp_path: Path) -> None:
    file = of_measure(kind, "| l | m | r |\n| --- | :-: | --: |\n| a | b | 1 |\n", tmp_path)
    shown = [file.texts(f"Table Text{side}")[-1:] for side in ("", " Centre", " Number")]
    assert shown == [["a"], ["b"], ["1"]]


# Pictures


def test_charts_are_sharp_in_print(file: File) -> None:
    sizes = set()
    for picture in file.pictures:
        width, height = struct.unpack(">II", picture[16:24])
        assert picture[:4] == b"\x89PNG"
        assert height < 2 * width
        sizes.add(width)
    # The marks of statuses, some 10 points wide, are drawn at 600 an inch; those of facts in ODT with the room before them.
    assert max(sizes) == 1450
    assert sizes - {1450} <= {84, 1151} - ({1151} if file.kind == "docx" else set())
    # 1450 pixels on 435 points are 240 an inch.
    widths = {
        float(w) / 12700 for w in file.find("//wp:inline[not(.//*[local-name()='decorative'])]/wp:extent/@cx")
    } | {float(w[:-2]) for w in file.find("//draw:frame/@svg:width")}
    assert widths == {435.0}


def test_pictures_of_the_plan_are_such_as_office_programs_show(kind: str, tmp_path: Path) -> None:
    suffixes = {"png": "png", "jpeg": "jpg", "gif": "gif", "webp": "webp", "svg": "svg"}
    files: dict[str, str | bytes] = {
        f"content/measures/a.{suffixes[k]}": data for k, data in PICTURES.items()
    }
    body = "\n\n".join(f"![Bilde {suffix} <b> & {{title}}](a.{suffix})" for suffix in suffixes.values())
    file = of_measure(kind, body.replace("<b>", "\\<b>"), tmp_path, files)
    assert {look(PICTURES[kept]).data for kept in ("png", "jpeg")} <= set(file.pictures)
    assert not {PICTURES[changed] for changed in ("gif", "webp", "svg")} & set(file.pictures)
    assert all(picture.startswith((b"\x89PNG", b"\xff\xd8")) for picture in file.pictures)
    shown = file.find("//wp:docPr/@descr | //svg:desc/text()")
    assert [text for text in shown if text.startswith("Bilde")] == [
        f"Bilde {s} <b> & {{title}}" for s in suffixes.values()
    ]


@pytest.mark.parametrize(
    ("size", "place"),
    [
        ((3000, 600), ""),
        ((300, 6000), ""),
        ((3000, 600), "- "),
        ((3000, 600), "| a | b |\n| --- | --- |\n| x | "),
    ],
)
def test_a_large_picture_fits_where_it_stands(
    kind: str, size: tuple[int, int], place: str, tmp_path: Path
) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}"/>'.format(*size)
    end = " |" if place.startswith("|") else ""
    file = of_measure(kind, f"{place}![Stort](a.svg){end}", tmp_path, {"content/measures/a.svg": drawing})
    if kind == "docx":
        ((width, height),) = [
            (float(e.get("cx")) / 12700, float(e.get("cy")) / 12700)
            for e in file.find("//wp:extent[following-sibling::wp:docPr[@descr='Stort']]")
        ]
    else:
        (frame,) = file.find("//draw:frame[svg:desc='Stort']")
        width, height = (float(frame.get(f"{{{SPACES['svg']}}}{side}")[:-2]) for side in ("width", "height"))
    assert width <= (265 if end else 412.4 if place else 442.4)
    assert height <= 700
    assert width / height == pytest.approx(size[0] / size[1], rel=0.02)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}">{1}</svg>'


def test_a_drawing_that_cannot_be_drawn_is_refused_by_its_name() -> None:
    with pytest.raises(UsageError) as refused:
        points("a.svg", b"<svg", 9, 9)
    assert (refused.value.key, refused.value.params["path"]) == ("broken-picture", "a.svg")


@pytest.mark.parametrize("body", ["1. - x", "1. a\n\n   1. b", "1. > 1. x", "- 1. x", "1. - a"])
def test_lists_of_every_kind_stand_in_lists(body: str, kind: str, tmp_path: Path) -> None:
    file = of_measure(kind, body, tmp_path)
    assert file.find("//w:numPr | //text:list")


def test_an_empty_item_is_an_item(kind: str, tmp_path: Path) -> None:
    file = of_measure(kind, "- \n- to\n", tmp_path)
    assert len(file.styled("List Bullet")) == 2


# Contents, links and notes


def test_the_contents_are_filled_and_can_be_updated(file: File) -> None:
    headings = file.texts("heading 1", "heading 2")
    lines = file.styled("toc 1", "toc 2")
    if file.kind == "docx":
        # What a program shows that fills in no numbers.
        assert [file.text(line) for line in lines] == [f"{heading}–" for heading in headings]
        (instruction,) = file.find("//w:sdt//w:instrText/text()")
        assert instruction.split() == ["TOC", "\\o", '"1-2"', "\\h", "\\z"]
        assert file.find("//w:sdt//w:fldChar/@w:fldCharType") == ["begin", "separate", "end"]
        assert file.find("//w:sdt//w:hyperlink[1]/preceding::w:fldChar/@w:fldCharType")[:2] == [
            "begin",
            "separate",
        ]
        assert file.find("//w:docPartGallery/@w:val") == ["Table of Contents"]
        assert len(file.find("//w:sdt//w:hyperlink")) == len(lines)
    else:
        pages = file.find("//text:index-body//text:bookmark-ref")
        assert [file.text(line).removesuffix("–").strip() for line in lines] == [h.strip() for h in headings]
        assert {page.get(f"{{{SPACES['text']}}}reference-format") for page in pages} == {"page"}
        assert len(pages) == len(file.find("//text:index-body/text:p/text:a")) == len(lines)
        assert file.find("//text:table-of-content-source/@text:outline-level") == ["2"]
    assert file.texts("TOC Heading") == ["Innhold"]


LINKED = {
    "content/measures/1.md": measure(
        "1",
        evidence="['https://x.no/a?b=c&d=e', ../projects/1.md]",
        body=f"{BODY}\nSe [tiltak 2](2.md), [prosjektet](../projects/1.md) og [siden](https://x.no/?a=1&copy=2).\n",
    ),
    "content/projects/1.md": project(body="## Overordnet mål\n\nSe [tiltaket](../measures/1.md).\n"),
}


def test_links_lead_to_the_other_publication_and_elsewhere(kind: str, tmp_path: Path) -> None:
    root = small_plan(tmp_path, LINKED)
    report, study = (render(root, kind, name) for name in PUBLICATIONS)
    # In ODF an address begins at the file, which counts as a folder.
    up = "../../" if kind == "odt" else "../"
    assert f"{up}document-study/document-study.{kind}#prosjekt-1" in report.links
    assert f"{up}status-report/status-report.{kind}#tiltak-1" in study.links
    assert "prosjekt-1" in study.bookmarks
    assert {"https://x.no/?a=1&copy=2", "https://x.no/a?b=c&d=e", "#tiltak-2"} <= set(report.links)


def test_what_stands_behind_a_table_can_be_led_to(tmp_path: Path) -> None:
    """LibreOffice loses a bookmark of DOCX that stands between a table and a paragraph."""
    table = "## Tiltak\n\nHus.\n\n## Status\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n"
    files = {"content/measures/1.md": measure("1", body=table), "content/measures/2.md": measure("2")}
    report = render(small_plan(tmp_path, files), "docx")
    assert "tiltak-2" in report.bookmarks
    assert not report.find("//w:bookmarkStart[not(parent::w:p)] | //w:bookmarkEnd[not(parent::w:p)]")
    (heading,) = report.find("//w:p[w:bookmarkStart/@w:name='tiltak-2']")
    assert report.text(heading).startswith("2 ")


def test_a_long_or_odd_anchor_gets_a_name_that_office_programs_accept(kind: str, tmp_path: Path) -> None:
    names = [
        bookmark(anchor)
        for anchor in ("tiltak-1.10", "tiltak-1-10", "tiltak-1A", "tiltak-1a", "x" * 41, "ab שלום")
    ]
    assert len({name.lower() for name in names}) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]{0,39}", name) for name in names)
    root = small_plan(tmp_path, {"content/measures/3.md": measure("1.10")})
    file = render(root, kind)
    assert bookmark("tiltak-1.10") in file.bookmarks
    assert f"#{bookmark('tiltak-1.10')}" in file.links


NOTED = """\
Først[^a] og så[^b], igjen[^a].

| a | b |
| --- | --- |
| x[^b] | y |

[^a]: Note a, se [tiltak 2](2.md) og[^c].

    Et avsnitt til.

    - punkt

    | rad | to |
    | --- | --- |
    | 1 | 2 |
[^b]: Note b.
[^c]: Note c, bare i en note.[^a]
"""


def test_footnotes_are_footnotes_and_further_references_follow_them(kind: str, tmp_path: Path) -> None:
    file = of_measure(kind, NOTED, tmp_path)
    if kind == "docx":
        root = file.part(NOTES)
        notes = [file.text(note) for note in file.find("//w:footnote[not(@w:type)]", root)]
        fields = [*file.find("//w:fldSimple/@w:instr"), *file.find("//w:fldSimple/@w:instr", root)]
        order = ["NOTEREF note_1", "NOTEREF note_3", "NOTEREF note_2", "NOTEREF note_1"]
        assert [" ".join(field.split()[:2]) for field in fields if "NOTEREF" in field] == order
        assert {"note_1", "note_2", "note_3"} <= set(file.bookmarks)
    else:
        notes = [file.text(body) for body in file.find("//text:note-body")]
        names = file.find("//text:note/@text:id")
        assert [names.index(name) + 1 for name in file.find("//text:note-ref/@text:ref-name")] == [2, 1, 1, 3]
        assert file.find("//text:note//table:table | //text:note//text:note") == []
    assert [note.split(",")[0].split(".")[0].split(" og")[0] for note in notes] == [
        "Note a",
        "Note c",
        "Note b",
    ]
    assert all(part in notes[0] for part in ("Et avsnitt til.", "punkt", "rad | to", "1 | 2"))
    assert "Først" in file.words
    assert len([link for link in file.links if link == "#tiltak-2"]) >= 2


# Lists


LISTS = """\
- en

  to avsnitt

  | tabell | her |
  | --- | --- |
  | a | b |

  etter tabellen
  1. inne
- to

3. tre
4. fire

Nytt.

1. en
2. to
"""


def test_lists_are_lists_of_their_styles(kind: str, tmp_path: Path) -> None:
    file = of_measure(kind, LISTS, tmp_path)
    assert file.texts("List Bullet") == ["en", "to"]
    assert file.texts("List Number") == ["tre", "fire", "en", "to"]
    assert file.texts("List Number 2") == ["inne"]
    assert file.texts("List Continue") == ["to avsnitt", "etter tabellen"]
    if kind == "docx":
        assert not [p for p in file.styled("List Bullet", "List Continue") if file.find("w:pPr/w:numPr", p)]
        numbers = [file.find("w:pPr/w:numPr/w:numId/@w:val", p) for p in file.styled("List Number")]
        assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
        starts = {
            num.get(f"{{{SPACES['w']}}}numId"): file.find(
                "w:lvlOverride[@w:ilvl='0']/w:startOverride/@w:val", num
            )
            for num in file.find("//w:num", file.part("word/numbering.xml"))
        }
        assert (starts[numbers[0][0]], starts[numbers[2][0]]) == (["3"], ["1"])
    else:
        assert file.find("//text:list-item//table:table") == []
        assert set(file.find("//text:list/@text:style-name")) == {"Bullets", "Numbers"}
        assert file.find("//text:list-item/@text:start-value") == ["3"]
        assert "en" in file.words


def test_a_list_of_any_depth_can_be_opened(kind: str, tmp_path: Path) -> None:
    body = "\n".join(f"{'  ' * level}- nivå {level}" for level in range(9))
    file = of_measure(kind, body, tmp_path)
    assert all(f"nivå {level}" in file.words for level in range(9))
    assert all(int(level) <= 8 for level in file.find("//w:numPr/w:ilvl/@w:val"))
    if kind == "odt":
        assert len(file.find("//text:p[.='nivå 8']/ancestor::text:list")) == 9


# The page and the file


EDGES = {"nb": "Side 1 av 1", "nn": "Side 1 av 1", "en": "Page 1 of 1"}


@pytest.mark.parametrize("code", EDGES)
def test_every_page_says_what_it_belongs_to_and_its_number(kind: str, code: str) -> None:
    month = {"en": "February 2012"}.get(code, "februar 2012")
    file = of_blocks(kind, title="Plan {page} & {round}", subtitle="Rapport", language=code, moment=month)
    if kind == "docx":
        roots = [file.part("word/header1.xml"), file.part("word/footer1.xml")]
        assert file.find("//w:fldSimple/@w:instr", roots[1]) == [" PAGE ", " NUMPAGES "]
    else:
        roots = [*file.find("//style:header", file.styles), *file.find("//style:footer", file.styles)]
        assert file.find("//style:footer//text:page-number | //style:footer//text:page-count", file.styles)
    header, footer = (file.text(root) for root in roots)
    assert header.replace(" ", "") == f"Plan{{page}}&{{round}}Rapport,{month}".replace(" ", "")
    assert footer == EDGES[code]


def test_a_publication_of_no_time_names_none_at_the_edges_of_its_pages(kind: str) -> None:
    file = of_blocks(kind, title="Plan", subtitle="Studie", round="")
    roots = [file.part("word/header1.xml")] if kind == "docx" else file.find("//style:header", file.styles)
    assert file.text(roots[0]).replace(" ", "") == "PlanStudie"


@pytest.mark.parametrize(("code", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_it_is_in_the_language_of_the_plan(kind: str, code: str, tag: str) -> None:
    file = of_blocks(kind, language=code)
    if kind == "docx":
        assert file.find("//w:docDefaults//w:lang/@w:val", file.styles) == [tag]
        assert file.find("//w:themeFontLang/@w:val", file.part("word/settings.xml")) == [tag]
        properties = file.part("docProps/core.xml")
    else:
        (words,) = file.find(
            "//style:default-style[@style:family='paragraph']/style:text-properties", file.styles
        )
        assert "-".join(words.get(f"{{{SPACES['fo']}}}{part}") for part in ("language", "country")) == tag
        properties = file.part("meta.xml")
    assert file.find("//dc:language/text()", properties) == [tag]
    assert file.find("//dc:title/text()", properties) == ["Tittel: Rapport"]


def test_words_in_another_language_are_marked(kind: str, tmp_path: Path) -> None:
    body = "[A *house* for all]{lang=en} og [maison]{lang=fr}. Navnet er שלום עולם."
    root = small_plan(
        tmp_path,
        {
            "content/measures/1.md": measure(
                "1", title="Bufetat skal opne eit hus", title_language="nn", body=f"{BODY}\n{body}\n"
            )
        },
    )
    file = render(root, kind)
    marked: dict[str, str] = {}
    if kind == "docx":
        for run_ in file.find("//w:r[w:rPr/w:lang]"):
            tag = file.find("w:rPr/w:lang/@w:val", run_)[0]
            marked[tag] = marked.get(tag, "") + file.text(run_)
        assert file.find("//w:r[w:rPr/w:rtl]/w:t/text()") == ["שלום עולם"]
    else:
        for style in file.find("//office:automatic-styles/style:style[style:text-properties/@fo:language]"):
            (words,) = file.find("style:text-properties", style)
            tag = "-".join(words.get(f"{{{SPACES['fo']}}}{part}") for part in ("language", "country"))
            ident = style.get(f"{{{SPACES['style']}}}name")
            marked[tag] = marked.get(tag, "") + "".join(
                file.find(f"//text:span[@text:style-name='{ident}']//text()")
            )
    squeezed = {tag: words.replace(" ", "") for tag, words in marked.items()}
    assert sorted(squeezed["en-GB"]) == sorted("Ahouseforall")
    assert squeezed["fr-FR"] == "maison"
    assert squeezed["nn-NO"].startswith("Bufetatskalopneeithus")


CODE = """
import hashlib, sys
from pathlib import Path
from plans import rendered
from statusreport.words import catalogue
from statusreport.tasks.load import load
root = Path(sys.argv[1])
files = rendered(root, load(root, catalogue("en")), [], ["docx", "odt"])
print([hashlib.sha256(files[name]).hexdigest() for name in sorted(files)])
"""


def test_another_place_time_and_home_make_no_difference(tmp_path: Path) -> None:
    """Not even where the user or the folder has templates of pandoc's own."""
    picture: dict[str, str | bytes] = {
        "content/chapters/ofre.webp": PICTURES["webp"],
        "content/chapters/bilde.md": chapter(title="Bilde", order="9", body="![Ofre](ofre.webp)\n"),
    }
    root = write(tmp_path / "et sted å stå" / "plan", HARD | picture)
    home = tmp_path / "home"
    for folder in (
        home / ".local/share/pandoc/templates",
        home / ".pandoc/templates",
        tmp_path / "templates",
    ):
        write(
            folder, {f"default.{kind}": "ikke dette" for kind in ("openxml", "opendocument", "docx", "odt")}
        )
    settings = {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "tr_TR.UTF-8",
        "HOME": str(home),
        "SOURCE_DATE_EPOCH": "1",
        "PYTHONHASHSEED": "7",
    }
    other = script(CODE, root, cwd=tmp_path, PYTHONPATH=str(ROOT / "tests"), **settings)
    files = rendered(root, load(root, catalogue("en")), [], FORMATS)
    assert other.returncode == 0, other.stderr
    assert other.stdout.strip() == str([hashlib.sha256(files[name]).hexdigest() for name in sorted(files)])
    assert sorted(files) == [f"{name}/{name}.{kind}" for name in reversed(PUBLICATIONS) for kind in FORMATS]


# Nothing is markup, and nothing is lost


WORDS = {
    "OOXML": "</w:t></w:r><w:r><w:br/></w:r> ]]> <!-- x --> &amp; &lt; \" '",
    "ODF": "</text:p><text:a xlink:href='http://x.no'>y</text:a>",
    "a field": "{ TOC } { HYPERLINK } PAGE \\* MERGEFORMAT {title} {page} DDEAUTO c:\\\\x",
    "Markdown": "*a* [b](javascript:c) ![d](e) `f` # g | h",
    "a template": "{{ 7*7 }} {% raw %} $title$ $x^2$ \\input{x}",
    "a name of Python": "__proto__ __class__ %s {0}",
}


@pytest.mark.parametrize("word", WORDS.values(), ids=WORDS)
def test_what_looks_like_markup_comes_out_as_characters(kind: str, word: str, tmp_path: Path) -> None:
    """The file has the same elements as with a harmless word, which stands where that one stood."""

    def made(words: str, root: Path) -> File:
        quoted = "'" + words.replace("'", "''") + "'"
        files = {
            "content/measures/1.md": measure("1", title=quoted, area=quoted),
            "content/chapters/1.md": chapter(title=quoted),
        }
        plan = f"publications: {{status-report: {{title: {quoted}, subtitle: {quoted}}}}}\nabbreviations: {{JD: {quoted}}}\n"
        return render(small_plan(root, files, plan=plan), kind)

    file, usual = made(word, tmp_path / "a"), made("ord", tmp_path / "b")
    spaces = ("{http://www.w3.org/XML/1998/namespace}", "}s")
    assert [tag for tag in file.shape if not tag.endswith(spaces)] == [
        tag for tag in usual.shape if not tag.endswith(spaces)
    ]
    assert file.words.count(" ".join(word.split())) >= 6


def test_characters_that_xml_forbids_do_no_harm(kind: str) -> None:
    file = of_blocks(kind, title="a\x00b\ud800c\uffffd\x0be", subtitle="f\tg\nh  i")
    assert "a\ufffdb\ufffdc\ufffdd\ufffde" in file.words
    assert file.texts("Kicker") == ["f g h i"]


def test_code_keeps_its_blanks_and_lines(kind: str, tmp_path: Path) -> None:
    file = of_measure(kind, "```html\nif  x:\n\n\ty = '<b>'\n```\n\nOg `a  b`.", tmp_path)
    (code,) = file.styled("Source Code")
    if kind == "docx":
        parts = [
            "\n" if e.tag.endswith("}br") else "\t" if e.tag.endswith("}tab") else e.text or ""
            for e in file.find(".//w:t | .//w:br | .//w:tab", code)
        ]
        assert "".join(parts) == "if  x:\n\n\ty = '<b>'"
    else:
        tags = [etree.QName(e).localname for e in code.iter()]
        assert (tags.count("line-break"), tags.count("tab"), tags.count("s")) == (2, 1, 1)
        assert "y = '<b>'" in file.text(code)


# Reference documents


def test_the_reference_documents_are_those_that_the_tool_makes() -> None:
    made = tool("reference_documents").documents()
    assert set(made) == {"docx/reference.docx", "odt/reference.odt"}
    for name, data in made.items():
        assert (ROOT / "templates" / name).read_bytes() == data, f"{name} is old: make styles"


def with_colour(kind: str, data: bytes) -> bytes:
    """A reference document with another colour."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"0b3f63", b"123456"))
    return out.getvalue()


def test_a_reference_document_of_the_plan_wins(kind: str, tmp_path: Path) -> None:
    name = f"{kind}/reference.{kind}"
    own = with_colour(kind, (packaged() / name).read_bytes())
    root = small_plan(tmp_path, {f"templates/{name}": own})
    styles = etree.tostring(render(root, kind).styles)
    assert b"123456" in styles
    assert b"0b3f63" not in styles


@pytest.mark.parametrize("broken", [True, False], ids=["no package", "of the other format"])
def test_a_reference_document_that_is_none_is_refused_in_one_sentence(
    broken: bool, kind: str, tmp_path: Path
) -> None:
    other = (packaged() / {"docx": "odt/reference.odt", "odt": "docx/reference.docx"}[kind]).read_bytes()
    data = b"PK not a package" if broken else other
    root = small_plan(tmp_path, {f"templates/{kind}/reference.{kind}": data})
    result = run("build", "--format", kind, cwd=root)
    assert (result.status, result.out) == (2, "")
    (sentence,) = result.err.splitlines()
    assert f"the reference document {kind}/reference.{kind} is of another kind" in sentence


def test_broken_looks_of_cells_are_named_with_their_line(tmp_path: Path) -> None:
    root = small_plan(tmp_path, {"templates/odt/tables.xml": "<x>\n<y\n"})
    result = run("build", "--format", "odt", cwd=root)
    assert result.status == 2
    assert result.err.startswith("statusreport: Template odt/tables.xml, line ")


def test_no_other_pandoc_than_the_packages_is_run(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that the machine has, or that is named in the environment, would write other bytes."""
    root, other = small_plan(tmp_path / "plan"), tmp_path / "bin" / "pandoc"
    write(other.parent, {"pandoc": "#!/bin/sh\necho pandoc 99.9; exit 1\n"})
    other.chmod(0o755)
    monkeypatch.setenv("PATH", str(other.parent))
    monkeypatch.setenv("PYPANDOC_PANDOC", str(other))
    assert run("build", "--format", kind, cwd=root).status == 0


def test_a_plan_may_lie_in_a_folder_of_any_letters(tmp_path: Path) -> None:
    """Also in the C locale, in which other programs take letters beyond ASCII for bytes."""
    root = small_plan(
        tmp_path / "plån",
        {
            f"templates/{kind}/reference.{kind}": (ROOT / f"templates/{kind}/reference.{kind}").read_bytes()
            for kind in FORMATS
        },
    )
    made = process("build", "status-report", "--format", ",".join(FORMATS), cwd=root, env={"LC_ALL": "C"})
    assert made.returncode == 0, made.stderr


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_what_pandoc_refuses_is_told_with_the_record_that_it_refuses(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a plan of many records, a program that fails at the words of one."""
    original = subprocess.run

    def failing(command: list[str], **options: Any) -> object:
        if b"fossekall" in options["input"]:
            raise subprocess.CalledProcessError(1, command, stderr=b"pandoc: no bird\n")
        return original(command, **options)

    files: dict[str, str | bytes] = {f"content/measures/{n}.md": measure(str(n)) for n in range(1, 8)}
    files["content/measures/5.md"] = measure("5", body=BODY.replace("Staten", "En fossekall"))
    root = small_plan(tmp_path, files)
    monkeypatch.setattr("subprocess.run", failing)
    result = run("build", "--format", kind, cwd=root)
    place = "content/measures/5.md (“Hjelpe ofre 5”)"
    sentence = f"Nothing was written: {kind} of status-report cannot be made of {place}: Pandoc says “pandoc: no bird”."
    assert (result.status, result.err) == (2, f"statusreport: {sentence}\n")


def test_a_reference_document_is_blamed_only_for_its_own_faults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(command: list[str], **options: Any) -> object:
        raise subprocess.CalledProcessError(1, command, stderr=b"no styles\n")

    root = small_plan(tmp_path)
    monkeypatch.setattr("subprocess.run", failing)
    result = run("build", "--format", "docx", cwd=root)
    assert "docx cannot be made with the reference document" in result.err
