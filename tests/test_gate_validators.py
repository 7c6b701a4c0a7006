"""Every publication passes other people's validators; and each finds the faults we rely on it for."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst
from conftest import require, require_package
from gate import libreoffice, nu, schema, verapdf
from gate.browser import PHONE, SCHEMES, SCREEN, SPACING, Seen, Window, chromium
from gate.planted import DRAWN, GOOD, Fault, changed
from gate.publications import PAGES, PRINTS, Made, Page, Print
from gate.spoiled import Package, at, gone, having, holding
from gate.texts import unspaced
from pikepdf import Array, Dictionary, Name, Object, Pdf

from statusreport.publishing.document import Table


def of_each_publication(format_: str) -> list[str]:
    """The names of the files that the publications have in a format."""
    return [f"{name}/{name.rpartition('/')[2]}.{format_}" for name in PRINTS]


@pytest.mark.parametrize(
    ("everything", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)]
)
def test_a_test_without_its_validator_is_skipped_but_fails_in_ci(
    everything: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STATUSREPORT_REQUIRE_ALL", everything)
    with pytest.raises(outcome, match="nothing or nobody is not installed"):
        require("nothing", "nobody")
    with pytest.raises(outcome, match=r"nothing\.jar is not installed: npm ci --prefix tests/gate"):
        require_package("nothing/nothing.jar")


# Valid HTML, by the Nu Html Checker

INVALID = {
    "a scope that is none": Fault('scope="col"', 'scope="kolonne"', "Bad value “kolonne”"),
    "a doubled id": Fault('id="tiltak-2"', 'id="tiltak-1"', "Duplicate ID “tiltak-1”"),
    "a language that is none": Fault('<html lang="nn">', '<html lang="norsk">', "Bad value “norsk”"),
    "a picture without text": Fault(
        ' alt="Huset i Storgata sett frå hagen"', "", "must have an “alt” attribute"
    ),
    "a list that stays open": Fault("</ul>", "", "Unclosed element “ul”"),
    "a heading among the facts": Fault(
        '<dl class="facts">', '<dl class="facts"><h4>x</h4>', "“h4” not allowed"
    ),
    "no title": Fault("<title>", "<title></title><title>", "must not be empty"),
}


def messages(pages: Mapping[str, str], folder: Path) -> dict[str, list[str]]:
    """What the checker says of each page, by its name."""
    return nu.messages(require("java"), require_package("vnu-jar/build/dist/vnu.jar"), pages, folder)


def test_every_page_is_valid(pages: dict[str, Page], tmp_path: Path) -> None:
    found = messages({name: page.html for name, page in pages.items()}, tmp_path)
    assert found == {name: [] for name in PAGES}


def test_the_checker_finds_every_invalid_page(pages: dict[str, Page], tmp_path: Path) -> None:
    found = messages({name: fault.plant(pages) for name, fault in INVALID.items()}, tmp_path)
    for name, fault in INVALID.items():
        assert any(fault.finding in message for message in found[name]), (name, found[name])


# Accessible and readable pages, by axe and our own look at them in a browser


def with_style(page: str, rule: str) -> str:
    return changed(page, "</style>", f"{rule}</style>")


def styled(rule: str, finding: str, page: str = GOOD) -> Fault:
    """A fault of a page's style."""
    return Fault("</style>", f"{rule}</style>", finding, page)


def unread(layout: list[str], name: str, width: int) -> list[str]:
    """What cannot be read; where tables are no lists, only a word of 184 letters may need a frame that scrolls."""
    allowed = width == SCREEN and name.startswith("hard/")
    return [finding for finding in layout if not (allowed and finding.endswith("sideways"))]


INACCESSIBLE = {
    "no language": Fault('<html lang="nn">', "<html>", "html-has-lang: "),
    "no main part": Fault('<main id="innhold">', '<div id="innhold">', "landmark-one-main: "),
    "a picture without text": Fault(' alt="Huset i Storgata sett frå hagen"', "", "image-alt: "),
    "a link without words": Fault('href="#kapittel-om">Om', 'href="#kapittel-om">', "link-name: "),
    "a link that is called something else": Fault(
        'aria-label="Tiltak 2, Hus til alle: Gjennomført"',
        'aria-label="Dette"',
        "label-content-name-mismatch",
    ),
    "a role that is none": Fault('role="group"', 'role="gruppe"', "aria-roles: "),
}
PALE = {
    "a text": (
        "light",
        styled(".lead { color: #bbb }", "“Status per februar 2012” has a contrast of 1.92:1"),
    ),
    "a text in the dark": (
        "dark",
        styled(
            "@media (prefers-color-scheme: dark) { .lead { color: #666 } }", "“Status per februar 2012” has"
        ),
    ),
    "a text that is only half there": ("light", styled(".lead { color: rgb(0 0 0 / 40%) }", "“Status per ")),
    "a text that is faded": ("light", styled(".masthead { opacity: .4 }", "“Status per februar 2012” has")),
    "a text of a wide window alone": (
        "light",
        styled("@media (min-width: 60rem) { .lead { color: #bbb } }", "“Status per februar 2012” has"),
    ),
    "a text that the style adds": (
        "light",
        styled("td::before { color: #bbb !important }", "” has a contrast"),
    ),
    "a text on a ground of many colours": (
        "light",
        styled(".lead { background-image: linear-gradient(#fff, #333) }", "“Status per februar 2012” has"),
    ),
    "a number on its ground": (
        "light",
        styled(".tile.filled { color: #3a6f93 }", "“2” has a contrast of 2.0"),
    ),
    "a text in a drawing": ("light", styled("svg text { fill: #bbb }", "“Europa” has a contrast", DRAWN)),
    "a drawing on a translucent ground": (
        "light",
        styled("svg { background: rgb(0 0 0 / 60%) }", "“Europa” has a contrast", DRAWN),
    ),
    "a mark": ("light", styled(".status .mark { color: #ccc }", "a circle in “Ikkje sett i gang")),
    "a bar": (
        "light",
        styled("svg > rect { fill: #eee }", "a rect in “Figur\u00a01. Prosjekta fordelte på region", DRAWN),
    ),
    "a border": (
        "dark",
        styled(
            ".filters label > span { border-color: #333 }",
            "the border of “Justis- og beredskapsdepartementet (JD) ",
        ),
    ),
    "the ring of the focus": ("light", styled(":focus-visible { outline-color: #ddd }", "the ring around “")),
    "no ring": ("light", styled(":focus-visible { outline: none }", "the focus on “")),
    "a mark where colours are forced": (
        "forced dark",
        styled(".status .mark { color: #0b3f63 }", "a circle in “Ikkje sett i gang"),
    ),
    "a text on the plate that the browser lays under it": (
        "forced dark",
        styled(".tile { forced-color-adjust: auto }", "“2” has a contrast of 1.00:1"),
    ),
    "a text in a drawing where colours are forced": (
        "forced light",
        styled("svg text { fill: #1c1b1a }", "“Europa” has a colour that its reader did not choose", DRAWN),
    ),
}
FILES = "<p class='files'>" + "<a href='a'>status-report.json (106 kB)</a> " * 5 + "</p>"
UNUSABLE = {
    "a stop where nothing is": Fault(
        '<p class="lead">', '<p class="lead" tabindex="0">', "the keyboard stops at “Status per februar 2012”"
    ),
    "a small number": styled(
        ".tile { min-width: 0; min-height: 0; padding: 0; margin: 0; border: 0 }", "“2” is "
    ),
    "a link that is alone in its line": styled(
        ":is(td, th, dd) > a { display: inline; padding: 0 }", "“https://example.org/rapport” is "
    ),
    "numbers on one another": styled(".tile { margin: -.5rem }", "are pressed in one place"),
}
UNREADABLE = {
    "a table beyond its frame": (
        PHONE,
        styled(".scroll table { min-width: 40rem }", "must be scrolled to sideways"),
    ),
    "a text beyond its frame where all is unfolded": (
        PHONE,
        styled(".contents a { white-space: nowrap; overflow-wrap: normal; width: 40rem }", "sideways"),
    ),
    "a line that does not break": (
        PHONE,
        styled("h1 { white-space: nowrap; overflow-wrap: normal; width: 40rem }", "px wide, not 320"),
    ),
    "a text beyond the edge": (
        PHONE,
        styled("svg text { font-size: 40px }", "stands outside of the page", DRAWN),
    ),
    "a text on another": (SCREEN, styled(".lead { margin-top: -3rem }", "cover each other")),
    "no text at all": (SCREEN, styled("body { visibility: hidden }", "no text is shown")),
    "half a line": (
        SCREEN,
        styled(".lead { height: .7em; overflow: hidden }", "“Status per februar 2012” is cut off"),
    ),
}


@pytest.fixture(scope="module")
def window() -> Iterator[Window]:
    executable = require("chromium", "chromium-browser", "google-chrome")
    with chromium(executable, require_package("axe-core/axe.min.js")) as opened:
        yield opened


@pytest.mark.parametrize("width", [PHONE, SCREEN])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_readable_and_whole(
    name: str, width: int, pages: dict[str, Page], window: Window
) -> None:
    seen = window.look(pages[name].html, width)
    assert replace(seen, layout=unread(seen.layout, name, width)) == Seen([], [], [])


@pytest.mark.parametrize("width", [PHONE, SCREEN])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_with_wide_spacing(
    name: str, width: int, pages: dict[str, Page], window: Window
) -> None:
    assert unread(window.layout(with_style(pages[name].html, SPACING), width), name, width) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", PAGES)
def test_texts_and_graphics_can_be_told_from_their_ground(
    name: str, scheme: str, pages: dict[str, Page], window: Window
) -> None:
    assert window.colours(pages[name].html, scheme) == []


def test_the_status_is_in_the_first_screen(pages: dict[str, Page], window: Window) -> None:
    made = {name: changed(pages[name].html, "</header>", f"{FILES}</header>") for name in PRINTS}
    reports = {
        name: html for name, html in made.items() if 'id="status"' in html and not name.startswith("hard/")
    }
    assert reports
    for name, html in reports.items():
        assert window.edges(html, SCREEN, "#status")[0] < 700, name
        assert window.edges(html, PHONE, "#status > p")[1] < 700, name


def test_a_status_below_the_first_screen_is_found(pages: dict[str, Page], window: Window) -> None:
    html = with_style(pages[GOOD].html, ".masthead { padding-top: 35rem }")
    assert window.edges(html, SCREEN, "#status")[0] > 700
    assert window.edges(html, PHONE, "#status > p")[1] > 700


@pytest.mark.parametrize("name", INACCESSIBLE)
def test_axe_finds_an_inaccessible_page(name: str, pages: dict[str, Page], window: Window) -> None:
    fault = INACCESSIBLE[name]
    seen = window.look(fault.plant(pages), SCREEN)
    assert any(finding.startswith(fault.finding) for finding in seen.accessibility), seen


@pytest.mark.parametrize("name", UNUSABLE)
def test_what_cannot_be_used_is_found(name: str, pages: dict[str, Page], window: Window) -> None:
    fault = UNUSABLE[name]
    seen = window.look(fault.plant(pages), SCREEN)
    assert any(fault.finding in finding for finding in seen.controls), seen


def test_a_frame_is_a_stop_while_there_is_something_to_scroll_to(
    pages: dict[str, Page], window: Window
) -> None:
    seen = window.look(with_style(pages[GOOD].html, ".scroll table { min-width: 80rem }"), SCREEN)
    assert (seen.accessibility, seen.controls) == ([], [])
    assert seen.layout


@pytest.mark.parametrize("name", PALE)
def test_what_cannot_be_told_from_its_ground_is_found(
    name: str, pages: dict[str, Page], window: Window
) -> None:
    scheme, fault = PALE[name]
    found = window.colours(fault.plant(pages), scheme)
    assert any(fault.finding in finding for finding in found), found


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_text_that_cannot_be_read_is_found(name: str, pages: dict[str, Page], window: Window) -> None:
    width, fault = UNREADABLE[name]
    found = window.layout(fault.plant(pages), width)
    assert any(fault.finding in finding for finding in found), found


def test_a_text_without_room_for_wide_spacing_is_found(pages: dict[str, Page], window: Window) -> None:
    exact = "font-family: monospace; letter-spacing: 0; width: 14ch; white-space: nowrap; overflow: hidden"
    html = changed(pages[GOOD].html, '<p class="kicker">', f'<p class="kicker" style="{exact}">')
    assert window.layout(html, SCREEN) == []
    assert window.layout(with_style(html, SPACING), SCREEN) == ["“Statusrapport” is cut off"]


def test_a_picture_that_is_fetched_is_found(pages: dict[str, Page], window: Window) -> None:
    address = "http://localhost/picture.png"
    html = changed(pages[GOOD].html, 'src="data:image/png;base64,', f'src="{address}?')
    assert [fetched.partition("?")[0] for fetched in window.look(html, SCREEN).fetched] == [address]


# Pages as a browser prints them


def printed_pages(html: str, folder: Path) -> list[str]:
    """What stands on each sheet of A4."""
    page, pdf = folder / "a.html", folder / "a.pdf"
    page.write_text(changed(html, "@page { ", "@page { size: A4; "), "utf-8")
    program = require("chromium", "chromium-browser", "google-chrome")
    how = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={pdf}"]
    subprocess.run([program, *how, page.as_uri()], capture_output=True, check=True)
    return [unspaced(shown) for shown in printed(pdf)]


def holding_overview(sheets: list[str], page: Page) -> list[int]:
    """The sheets on which some measure stands with several responsible bodies: rows of the overview alone."""
    (table,) = (block for block in page.document.blocks() if isinstance(block, Table) and block.sheet)
    shared = [row.cells[:3] for row in table.rows if len(row.cells[2]) > 1]
    rows = [unspaced("".join(inline.text for cell in cells for inline in cell)) for cells in shared]
    return sorted({number for number, sheet in enumerate(sheets) for row in rows if row in sheet})


def test_a_browser_prints_the_overview_on_one_page_and_numbers_all(
    pages: dict[str, Page], tmp_path: Path
) -> None:
    own = pages["own/status-report"]
    sheets = printed_pages(own.html, tmp_path)
    assert len(holding_overview(sheets, own)) == 1
    last = len(sheets) - 1  # pdftotext ends each page
    assert all(f"{number}/{last}" in sheet for number, sheet in enumerate(sheets[:-1], 1))


def test_an_overview_that_a_browser_tears_is_found(pages: dict[str, Page], tmp_path: Path) -> None:
    own = pages["own/status-report"]
    loose = with_style(own.html, ".sheet :is(th, td) { padding-block: .6rem !important }")
    assert len(holding_overview(printed_pages(loose, tmp_path), own)) > 1


# Accessible and archivable PDFs, by veraPDF

SAMPLE = """\
#set document(title: "Statusrapport", date: auto)
#set text(lang: "nb")
#title()
= Status
Tekst med #link("https://example.org/")[en lenke] og en note.#footnote[Noten.]
== Samlet
#let bar = bytes("<svg xmlns='http://www.w3.org/2000/svg'><rect width='8' height='8'/></svg>")
#figure(image(bar, alt: "Søyle: 8 av 9"), caption: [Søylen])
#figure(table(columns: 2, table.header[Nr.][Tittel], [1], [Ett], [2], [To]), caption: [Tabellen])
"""


def elements(pdf: Pdf, *kinds: Object) -> list[Object]:
    """The elements of these kinds in a PDF's structure."""

    def walk(node: Object) -> Iterator[Object]:
        inner: Any = node.get(Name.K, [])
        for child in inner if isinstance(inner, Array) else [inner]:
            if isinstance(child, Dictionary) and Name.S in child:
                yield child
                yield from walk(child)

    return [element for element in walk(pdf.Root.StructTreeRoot) if element.S in kinds]


def without_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def without_structure(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


def unmarked(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


def without_title(pdf: Pdf) -> None:
    with pdf.open_metadata() as metadata:
        del metadata["dc:title"]


def with_file_name_as_title(pdf: Pdf) -> None:
    del pdf.Root.ViewerPreferences.DisplayDocTitle


def without_alternative_text(pdf: Pdf) -> None:
    del elements(pdf, Name.Figure)[0].Alt


def without_scopes(pdf: Pdf) -> None:
    for cell in elements(pdf, Name.TH, Name.TD):
        if Name.A in cell:
            del cell.A


def with_skipped_level(pdf: Pdf) -> None:
    elements(pdf, Name.H2)[0].S = Name.H4


def with_untagged_link(pdf: Pdf) -> None:
    elements(pdf, Name.Link)[0].S = Name.Span


def with_nameless_links(pdf: Pdf) -> None:
    for annotation in pdf.pages[0].Annots:
        del annotation.Contents


def with_untagged_text(pdf: Pdf) -> None:
    """The first marked part of the page is marked no more."""
    steps = list(pikepdf.parse_content_stream(pdf.pages[0]))
    for operator in ("BDC", "EMC"):
        del steps[next(place for place, step in enumerate(steps) if str(step.operator) == operator)]
    pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(steps))


def without_fonts(pdf: Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        for descendant in font.DescendantFonts:
            del descendant.FontDescriptor.FontFile3


def with_script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


# Each way to spoil a PDF, and the rules of PDF/UA-1 and PDF/A-2a that it breaks.
SPOILED: dict[Callable[[Pdf], None], list[str]] = {
    without_language: ["ua1 7.2-34"],
    without_structure: ["ua1 7.1-11", "2a 6.7.3.3-1"],
    unmarked: ["ua1 6.2-1", "2a 6.7.2.2-1"],
    without_title: ["ua1 7.1-9"],
    with_file_name_as_title: ["ua1 7.1-10"],
    without_alternative_text: ["ua1 7.3-1"],
    without_scopes: ["ua1 7.5-1"],
    with_skipped_level: ["ua1 7.4.2-1"],
    with_untagged_link: ["ua1 7.18.5-1"],
    with_nameless_links: ["ua1 7.18.1-2", "ua1 7.18.5-2"],
    with_untagged_text: ["ua1 7.1-3"],
    without_fonts: ["ua1 7.21.4.1-1", "2a 6.2.11.4.1-1"],
    with_script: ["2a 6.5.1-1"],
}


def broken_rules(pdfs: Mapping[str, bytes], folder: Path) -> dict[str, list[str]]:
    """The rules that each PDF breaks, by its name."""
    require("javac")
    paths = {name: folder / f"{number}.pdf" for number, name in enumerate(pdfs)}
    for name, path in paths.items():
        path.write_bytes(pdfs[name])
    return verapdf.failures(require("java"), paths)


def test_every_pdf_is_accessible_and_archivable(prints: dict[str, Print], tmp_path: Path) -> None:
    pdfs = {name: shown.data for name, shown in prints.items()}
    assert broken_rules(pdfs, tmp_path) == {name: [] for name in PRINTS}


def test_verapdf_finds_every_spoiled_pdf_and_nothing_in_a_good_one(tmp_path: Path) -> None:
    good = typst.compile(
        SAMPLE.encode(), pdf_standards=["a-2a", "ua-1"], ignore_system_fonts=True, timestamp=1_328_054_400
    )
    pdfs = {"good": good}
    for spoil in SPOILED:
        with Pdf.open(io.BytesIO(good)) as pdf:
            spoil(pdf)
            spoiled = io.BytesIO()
            pdf.save(spoiled)
        pdfs[spoil.__name__] = spoiled.getvalue()
    found = broken_rules(pdfs, tmp_path)
    assert found["good"] == []
    for spoil, rules in SPOILED.items():
        for rule in rules:
            broken = found[spoil.__name__]
            assert any(failure.startswith(f"{rule} ") for failure in broken), (spoil.__name__, broken)


@pytest.mark.parametrize(
    "output",
    [
        "",
        "checked\tua1\t0\t106\t883\n",
        "checked\tua1\t0\t106\t883\nchecked\t2a\t0\t153\t0\n",
        "checked\tua1\t0\t0\t0\n",
    ],
    ids=["nothing", "one profile", "no check", "no rule"],
)
def test_a_pdf_that_was_not_checked_has_not_passed(output: str) -> None:
    with pytest.raises(AssertionError, match="veraPDF checked no rule of"):
        verapdf.read(output, ("a",), ("ua1", "2a"))


def test_a_file_that_is_no_pdf_has_not_passed(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="veraPDF ended with 1"):
        broken_rules({"a": b"%PDF-1.7\n"}, tmp_path)


# Documents as their standards have them, by openxml-audit


@pytest.mark.parametrize("format_", ["docx", "odt", "xlsx"])
def test_every_document_is_valid(format_: str, made: Made, tmp_path: Path) -> None:
    found = {}
    for name, data in made.every(format_).items():
        path = tmp_path / f"a.{format_}"
        path.write_bytes(data)
        found[name] = schema.violations(path)
    assert found == {name: [] for name in of_each_publication(format_)}


MISPLACED = {
    "a paragraph in a paragraph": at("word/document.xml", "//w:p[w:r]", holding("<w:p/>")),
    "an element that there is not": at("word/document.xml", "//w:body", holding("<w:none/>")),
    "a value that there is not": at("word/document.xml", "//w:tblHeader", having("w:val", "perhaps")),
    "a cell without a paragraph": at("word/document.xml", "//w:tc/w:p", gone),
    "a heading in a heading": at("content.xml", "//text:h", holding("<text:h/>")),
    "a row outside of a table": at("content.xml", "//office:text", holding("<table:table-row/>")),
    "a level that is no number": at("content.xml", "//text:h", having("text:outline-level", "one")),
}


@pytest.mark.parametrize("name", MISPLACED)
def test_the_schema_finds_an_invalid_document(name: str, made: Made, tmp_path: Path) -> None:
    format_ = "odt" if name.startswith(("a heading", "a row", "a level")) else "docx"
    package = Package(made("nn/status-report", format_))
    MISPLACED[name](package)
    path = tmp_path / f"a.{format_}"
    path.write_bytes(package.packed())
    assert schema.violations(path)


# Documents that a word processor opens


@pytest.mark.parametrize("format_", ["docx", "odt"])
def test_a_word_processor_opens_every_document_with_all_its_headings(
    format_: str, made: Made, pages: dict[str, Page], tmp_path: Path
) -> None:
    soffice, pdftotext = require("soffice"), require("pdftotext")
    documents = made.every(format_)
    assert sorted(documents) == sorted(of_each_publication(format_))
    paths = [tmp_path / f"{number}.{format_}" for number in range(len(documents))]
    for path, data in zip(paths, documents.values(), strict=True):
        path.write_bytes(data)
    for name, pdf in zip(documents, libreoffice.convert(soffice, paths, "pdf", tmp_path), strict=True):
        text = subprocess.run([pdftotext, pdf, "-"], capture_output=True, encoding="utf-8", check=True).stdout
        document = pages[name.rpartition("/")[0]].document
        # What runs from right to left comes back in another order, and the machine may lack its letters.
        titles = [section.title for section in document.walk() if max(section.title) < "\u0590"]
        assert [title for title in titles if unspaced(title) not in unspaced(text)] == []


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_word_processor_says_on_which_pages_measures_are(
    kind: str, made: Made, pages: dict[str, Page], tmp_path: Path
) -> None:
    file = tmp_path / f"a.{kind}"
    file.write_bytes(made("own/status-report", kind))
    (pdf,) = libreoffice.convert(require("soffice"), [file], "pdf", tmp_path)
    shown = [unspaced(page) for page in printed(pdf)]
    document = pages["own/status-report"].document
    (overview,) = (page for page in shown[3:] if unspaced("Oversikt over tiltak") in page)
    # All of it is on one page, and every measure is on the page that is said.
    for record in document.records:
        said = re.search(rf"{re.escape(unspaced(record.title))}s\.([0-9]+)", overview)
        assert said, record.title
        assert unspaced(f"{record.label} {record.title}") in shown[int(said[1]) - 1], record.title


def printed(pdf: Path) -> list[str]:
    """What stands on each page, in the order of the text."""
    made = subprocess.run(
        [require("pdftotext"), "-raw", pdf, "-"], capture_output=True, encoding="utf-8", check=True
    )
    return made.stdout.split("\f")


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_document_that_is_none_is_not_opened(kind: str, tmp_path: Path) -> None:
    file = tmp_path / f"a.{kind}"
    file.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(AssertionError, match=f"LibreOffice cannot open a.{kind}: "):
        libreoffice.convert(require("soffice"), [file], "pdf", tmp_path)
