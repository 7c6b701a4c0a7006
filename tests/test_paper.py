"""What is printed is whole: nothing falls off a page, lies on something else, or is torn where it must not be."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest
from conftest import ROOT, require
from documents import bodies
from gate.content import parts as parts_of
from gate.content import said
from gate.hard import DOT, DRAWING
from gate.pdf import faults, letters
from gate.pdftree import PdfTree
from gate.planted import changed
from hypothesis import HealthCheck, Phase, assume, given, settings
from lxml import etree
from plans import PLAN, editions, measure, project, rendered, small_plan, write

from statusreport.formats._package import unpack
from statusreport.publishing.columns import parts, widths
from statusreport.publishing.document import Chart, Column, Document, Row, Status, Table, Text
from statusreport.tasks.check import check
from statusreport.words import catalogue


@dataclass(frozen=True)
class Built:
    document: Document
    files: dict[str, bytes]

    @property
    def pdf(self) -> PdfTree:
        return PdfTree(self.files["pdf"])


def built(root: Path, publication: str = "status-report", formats: str = "pdf") -> Built:
    """A publication of a plan without errors."""
    result = check(root, catalogue("en"))
    assert not result.errors, [finding.message for finding in result.errors]
    files = rendered(root, result.plan, [publication], formats.split())
    document = editions(result.plan)[publication].document
    whole = {path: data for path, data in files.items() if Path(path).parent.name == publication}
    return Built(document, {path.rpartition(".")[2]: data for path, data in whole.items()})


def of_text(
    text: str, root: Path, formats: str = "pdf", files: Mapping[str, str | bytes] | None = None
) -> Built:
    """The report of a plan whose first measure has this text."""
    one = {"content/measures/1.md": measure(body=f"## Tiltak\n\n{text}\n\n## Status\n\nSlutt.\n")}
    return built(small_plan(root, one | dict(files or {})), formats=formats)


def table(columns: int, cell: str = "verdi {}") -> str:
    row = " | ".join(cell.format(number) for number in range(columns))
    return f"| {row} |\n|{'---|' * columns}\n| {row} |\n"


LINES = "\n".join(f"  linje {number}: verdi" for number in range(150))
PICTURE = {"content/pictures/tower.svg": DRAWING, "content/pictures/dot.svg": DOT}
TALL = "![Et tårn](../pictures/tower.svg)"

TEXTS = {
    "code in a list": f"- Utskrift:\n\n  ```\n{LINES}\n  ```\n\n- Slutt.",
    "code in a list in a list": "- Ytre\n\n  - Indre:\n\n    ```\n" + "    x = 1\n" * 120 + "    ```",
    "many short items": "- 1\n" * 300,
    "many short numbered items": "1. a\n" * 300,
    "a quote in a list": "- Et sitat\n\n" + "  > a  \n" * 80 + "\n- Slutt.",
    "a long quote": "> " + "ord " * 4000,
    "pictures in a list": f"- Kart:\n\n  {TALL}\n\n- Kart til:\n\n  {TALL}",
    "tall pictures in a line": f"{TALL} {TALL} {TALL}",
    "a tall picture deep in a list": f"- A\n\n  1. {TALL}\n\n     {TALL}",
    "a tall picture in a line": f"Her er {TALL} midt i.",
    "a table in a list": "- Tall:\n\n"
    + "\n".join(f"  {line}" for line in (table(3) + table(3)[-30:]).split("\n")),
    "a table of 40 columns": table(40),
    "a table of 40 columns of numbers": table(40, "12 345 67{}"),
    "a table of 7 columns of long words": table(7, "menneskerettighetskonvensjonsdomstolen{}"),
    "a table with a tall row": f"| A | B |\n|---|---|\n| {'ord ' * 3000} | b |\n| a | b |",
    "numbers in a row": "345 " * 1000,
    "a table with a tall head": f"| {'ord ' * 1000} | B |\n|---|--:|\n| a | 1 |",
    "a table of letters that no font has": "| A | B |\n|---|---|\n"
    + f"| {'中村' * 20} | {'中' * 60} |\n" * 9,
    "a table of wide letters": table(8, "WWWWWWMMMM{}"),
    "a word of 500 letters in a table": f"| A | B | C |\n|---|---|---|\n| {'W' * 500} | b | c |",
    "hundreds of words that no font has": "中村 " * 300 + "*中村人* " * 200,
    "hundreds of words that no font has, in code": "```\n"
    + "中村人権 " * 300
    + "\n中村人権 中" * 300
    + "\n```\n\n`"
    + "中 " * 300
    + "`",
    "hundreds of long words": "menneskerettighetskonvensjonsdomstolsavgjørelsene " * 400,
    "hundreds of words in a narrow column": f"|{' A |' * 8}\n|{'---|' * 8}\n| {'tvangsekteskap ' * 400}{'| menneskerettighetskonvensjon ' * 7}|",
    "headings alone": "### Del\n\n" * 80 + "Slutt.",
    "a heading at each end": "\n\n".join(f"### Del {n}\n\n{'ord ' * (n * 7)}" for n in range(40)),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_whole_on_paper(name: str, tmp_path: Path) -> None:
    made = of_text(TEXTS[name], tmp_path, files=PICTURE)
    assert faults(made.files["pdf"], made.document) == []


@settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    max_examples=max(settings().max_examples // 25, 2),  # each takes a second or more
    phases=[Phase.generate],  # to shrink a document of many pages takes too long
)
@given(body=bodies)
def test_any_text_is_whole_in_every_format(body: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("any")
    text = f"## Tiltak\n\n{body}\n\n## Status\n\nSlutt.\n"
    small_plan(root, PICTURE | {"content/measures/1.md": measure(body=text)})
    assume(not check(root, catalogue("en")).errors)
    made = built(root, formats="pdf docx odt html")
    assert faults(made.files["pdf"], made.document) == []
    # The numbers of lists are not in the files: programs count.
    spoken = Counter(filter(str.isalpha, letters("".join(run.text for run in said(made.document)))))
    shown = {
        "docx": [unpack(made.files["docx"])[f"word/{part}.xml"] for part in ("document", "footnotes")],
        "odt": [unpack(made.files["odt"])["content.xml"]],
        "html": [lxml.html.tostring(lxml.html.document_fromstring(made.files["html"]), method="xml")],
    }
    for kind, files in shown.items():
        text = "".join("".join(etree.fromstring(part).itertext()) for part in files)
        assert not spoken - Counter(letters(text)), kind


# Charts


@pytest.mark.parametrize(("bars", "number"), [(1, 1), (16, 1), (17, 2), (19, 2), (40, 3)])
def test_a_chart_of_many_bars_becomes_several(bars: int, number: int, tmp_path: Path) -> None:
    partners = "".join(f"  p{n}: Partner {n}\n" for n in range(bars))
    files: dict[str, str | bytes] = {
        f"content/projects/{n}.md": project(n, partner=f"p{n - 1}", body="Tekst.\n")
        for n in range(1, bars + 1)
    }
    files["statusreport.yaml"] = PLAN.replace("partners: {iom: IOM}\n", f"partners:\n{partners}")
    files["content/measures/1.md"] = measure()
    made = built(write(tmp_path, files), "document-study", "pdf md html")
    charts = [part for part in parts_of(made.document) if isinstance(part, Chart) and "partner" in part.title]
    assert len(charts) == number
    assert [bar.label for chart in charts for bar in chart.bars] == [f"Partner {n}" for n in range(bars)]
    assert [f"(del {n + 1} av {number})" in chart.title for n, chart in enumerate(charts)] == [
        number > 1
    ] * number
    assert faults(made.files["pdf"], made.document) == []
    page = lxml.html.document_fromstring(made.files["html"])
    idents = page.xpath("//@id")
    assert len(idents) == len(set(idents))


def test_a_scale_of_many_classes_can_be_read(tmp_path: Path) -> None:
    classes = "".join(
        f'  - {{id: s{n}, label: "Klasse {n} av tretti i en svært finmasket skala"}}\n' for n in range(30)
    )
    files: dict[str, str | bytes] = {
        f"content/measures/{n}.md": measure(
            str(n + 1), status=f"Klasse {n} av tretti i en svært finmasket skala"
        )
        for n in range(30)
    }
    made = built(small_plan(tmp_path, files, plan=f"statuses:\n{classes}"))
    assert faults(made.files["pdf"], made.document) == []


# Tables


def made_table(*columns: Column, rows: list[list[str]]) -> Table:
    return Table("t", "T", columns, tuple(Row(tuple((Text(text),) for text in row)) for row in rows))


def test_a_table_that_fits_is_left_alone() -> None:
    assert parts(made_table(Column("A"), Column("B"), rows=[["a", "b"]])) == ((0, 1),)


def test_each_part_of_a_wide_table_names_its_rows() -> None:
    columns = [Column("Nr."), Column("Land", header=True), *(Column(str(n), number=True) for n in range(20))]
    divided = parts(made_table(*columns, rows=[["1", "Norge", *["123\u00a0456"] * 20]]))
    assert [part[:2] for part in divided] == [(0, 1)] * len(divided)
    assert [column for part in divided for column in part[2:]] == list(range(2, 22))


def test_a_number_has_all_the_room_it_needs() -> None:
    columns = [Column("Land"), *(Column(str(n), number=True) for n in range(7))]
    shares = widths(made_table(*columns, rows=[["ord " * 50, *["123\u00a0456"] * 7]]))
    assert min(shares[1:]) * 96 >= len("123 456") + 3


def test_a_rare_long_status_takes_no_room_from_what_names_the_rows() -> None:
    columns = (
        Column("Tiltak", header=True, wide=True),
        Column("Tema"),
        Column("Ansvarlig"),
        Column("Status"),
    )

    def room(*rare: str) -> float:
        statuses = ["I gang"] * 20 + list(rare)
        rows = tuple(
            Row(
                (
                    (Text("Kartlegge og vurdere ordningen " * 4),),
                    (Text("Arbeid og inkludering"),),
                    (Text("AID, BFD"),),
                    (Status(status),),
                )
            )
            for status in statuses
        )
        return widths(Table("t", "T", columns, rows))[0]

    assert room("Avsluttet uten gjennomføring") > 0.9 * room()


@pytest.mark.parametrize("words", [1, 5, 9, 14, 40])
def test_the_cover_is_one_page_however_long_the_title_is(words: int, tmp_path: Path) -> None:
    title = " ".join(["Handlingsplan for likeverdig deltakelse"] * words)
    plan = small_plan(tmp_path)
    usual = (plan / "statusreport.yaml").read_text("utf-8")
    (plan / "statusreport.yaml").write_text(re.sub(r"(?m)^title: .*$", f"title: {title}", usual), "utf-8")
    (contents,) = (each for each in built(plan).pdf.document.all("H1") if each.text == "Innhold")
    assert contents.pages == [1]


def test_a_record_without_text_leaves_no_lone_heading(tmp_path: Path) -> None:
    files = {f"content/projects/{n}.md": project(n) for n in range(1, 26)}
    made = built(small_plan(tmp_path, files), "document-study")
    assert faults(made.files["pdf"], made.document) == []
    numbers = [glyph.page for glyph in made.pdf.glyphs if glyph.mark is not None]
    assert all(numbers.count(page) > 100 for page in set(numbers[1:]) - {0})


TWO = "| Fylke | Plasser |\n|---|--:|\n| Oslo | 12 |\n"
OTHER = "| År | Kroner | Merknad |\n|:--|--:|:-:|\n| 2011 | 500 000 | ingen |\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{TWO}\n{OTHER}",
        "- Plasser:\n\n" + "".join(f"  {line}\n" for line in TWO.splitlines()) + f"\n{OTHER}",
        "1. Plasser:\n\n" + "".join(f"   {line}\n" for line in [*TWO.splitlines(), "", *OTHER.splitlines()]),
    ],
    ids=["side by side", "after a list", "in an item"],
)
def test_two_tables_stay_two(text: str, tmp_path: Path) -> None:
    files = of_text(text, tmp_path, "docx odt md").files
    for kind, name in (("docx", "tbl"), ("odt", "table")):
        part = {"docx": "word/document.xml", "odt": "content.xml"}[kind]
        tables = etree.fromstring(unpack(files[kind])[part]).xpath(f"//*[local-name()='{name}']")
        assert len(tables) >= 2
        assert not [
            found for found in tables if kind == "odt" and found.xpath("ancestor::*[local-name()='list']")
        ]
        behind = [found.getnext() for found in tables]
        assert all(
            other is None or other.tag != found.tag for found, other in zip(tables, behind, strict=True)
        )
    assert "| :-- | --: | :-: |" in files["md"].decode("utf-8")


# Words


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Det er 12 345 i alt.", "12\u00a0345"),
        ("Det er 1 234 567 i alt.", "1\u00a0234\u00a0567"),
        ("Vi ga NOK 1 234 i år.", "NOK 1\u00a0234 i"),
        ("Den 23. mai 2011 er 5 % ferdig.", "Den 23. mai 2011 er 5 % ferdig."),
        ("I 2011 500 personer.", "2011 500 personer"),
        ("Rad: 345 345 345 345 345 345 345.", "345 345 345 345 345 345 345."),
        ("Ring 22 24 90 90 nå.", "22 24 90 90"),
    ],
)
def test_a_number_is_never_torn(written: str, printed: str, tmp_path: Path) -> None:
    made = of_text(written, tmp_path, "html md")
    assert printed in made.files["html"].decode("utf-8")
    assert printed in made.files["md"].decode("utf-8")


# Print from the browser


def test_a_browser_prints_headings_and_short_tables_whole(tmp_path: Path) -> None:
    chromium = require("chromium", "chromium-browser", "google-chrome")
    parts = "\n\n".join(
        f"### Del{n}.\n\n{TWO}{''.join(f'| Rad{n}. | {row} |{chr(10)}' for row in range(6))}\n{'ord ' * 37 * (n % 7)}"
        for n in range(40)
    )
    page = tmp_path / "page.html"
    page.write_bytes(of_text(parts, tmp_path / "plan", "html").files["html"])
    printed = tmp_path / "page.pdf"
    command = [
        chromium,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path / 'profile'}",
    ]
    subprocess.run([*command, f"--print-to-pdf={printed}", page.as_uri()], check=True, capture_output=True)
    texts = [opened.get_textpage().get_text_range() for opened in pdfium.PdfDocument(printed)]
    assert len(texts) > 5
    for n in range(40):
        assert [text.count(f"Rad{n}.") for text in texts if f"Del{n}." in text] == [6]


# What is to stand on one page


LONG = "Videreutvikle {} og samordne arbeidet mot menneskehandel i alle kommuner og fylker"


def measures(number: int) -> dict[str, str]:
    return {f"content/measures/{n}.md": measure(str(n), title=LONG.format(n)) for n in range(1, number + 1)}


def overview(made: Built) -> list[int]:
    """The pages of the overview, counted from 0."""
    (found,) = (
        table
        for table in made.pdf.document.all("Table")
        if "".join(child.text for child in table.children[:1]).endswith("Tiltak med ansvarlige og status")
    )
    return found.pages


def test_an_overview_stands_on_one_page_if_one_has_room(tmp_path: Path) -> None:
    assert len(overview(built(small_plan(tmp_path / "some", measures(35))))) == 1
    many = overview(built(small_plan(tmp_path / "many", measures(70))))
    assert len(many) > 1


def test_an_overview_that_is_torn_is_found(tmp_path: Path) -> None:
    usual = (ROOT / "templates/pdf/table.j2").read_text("utf-8")
    torn = {"templates/pdf/table.j2": changed(usual, "{{ block | sheet }}", "none")}
    assert len(overview(built(small_plan(tmp_path, measures(35) | torn)))) == 2
