"""The PDF: what it says to those who see it and to those who listen, and what cannot be done to it."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import ROOT
from gate.pdftree import Element, PdfTree
from plans import BODY, PICTURES, chapter, measure, project, rendered, run, small_plan, with_project

from statusreport.publishing.columns import broken_words, widths
from statusreport.publishing.document import Column, Row, Table, Text
from statusreport.tasks.load import load
from statusreport.words import catalogue


def render(root: Path, publication: str = "status-report") -> PdfTree:
    files = rendered(root, load(root, catalogue("en")), [publication], ["pdf"])
    return PdfTree(files[f"{publication}/{publication}.pdf"])


def words(text: str) -> str:
    """A text without blanks, hyphens at line ends and joiners: pdfium puts blanks where a line ends."""
    return "".join(c for c in text if not c.isspace() and c not in "\u00ad\u2060\u200b")


def of_measure(body: str, root: Path, files: Mapping[str, str | bytes] | None = None) -> PdfTree:
    """The report of a plan whose first measure has this text under «Tiltak»."""
    one = {"content/measures/1.md": measure("1", body=f"## Tiltak\n\n{body}\n\n## Status\n\nGjort.\n")}
    return render(small_plan(root, one | dict(files or {})))


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> PdfTree:
    return render(with_project(tmp_path_factory.mktemp("pdf")))


def table(tree: PdfTree, caption: str) -> Element:
    return next(
        t
        for t in tree.document.all("Table")
        for c in t.all("Caption")
        if words(c.text).endswith(words(caption))
    )


# What it is


def test_it_names_itself_and_its_language(tree: PdfTree) -> None:
    assert (tree.title, tree.language) == ("Handlingsplan", "nb-NO")
    assert str(tree.pdf.Root.ViewerPreferences.DisplayDocTitle) == "True"


@pytest.mark.parametrize(("code", "expected"), [("nn", "nn-NO"), ("en", "en-GB")])
def test_it_is_in_the_language_of_the_plan(code: str, expected: str, tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    plan = root / "statusreport.yaml"
    plan.write_text(plan.read_text("utf-8").replace("language: nb", f"language: {code}"), "utf-8")
    assert render(root).language == expected


def test_it_claims_both_standards(tree: PdfTree) -> None:
    with tree.pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["pdfuaid:part"] == "1"


def test_its_date_is_the_rounds(tree: PdfTree) -> None:
    with tree.pdf.open_metadata() as metadata:
        assert metadata["xmp:CreateDate"].startswith("2012-02-01")


@pytest.mark.parametrize(
    ("round_id", "rounds", "day"),
    [
        ("2022-Q3", "", "2022-09-01"),
        ("2022-Q3", "rounds: {2022-Q3: {label: tredje kvartal, date: 2022-09-15}}\n", "2022-09-15"),
        ("2024-02-15", "", "2024-02-15"),
    ],
)
def test_the_date_of_a_round_that_is_no_month(tmp_path: Path, round_id: str, rounds: str, day: str) -> None:
    root = small_plan(tmp_path, plan=rounds)
    plan = root / "statusreport.yaml"
    plan.write_text(plan.read_text("utf-8").replace("round: 2012-02", f"round: {round_id}"), "utf-8")
    with render(root).pdf.open_metadata() as metadata:
        assert metadata["xmp:CreateDate"].startswith(day)


def test_only_the_fonts_that_travel_with_the_tool_are_used(tree: PdfTree) -> None:
    families = {name.split("-")[0] for name in tree.fonts}
    assert families <= {"SourceSans3", "SourceSerif4", "DejaVuSans"}
    assert {"SourceSans3", "SourceSerif4"} <= families


# Its parts


def test_bookmarks_follow_the_sections(tree: PdfTree) -> None:
    shown = [(mark.level, mark.title) for mark in tree.bookmarks]
    assert (1, "Alle tiltak") in shown
    assert shown.index((2, "1 Hjelpe ofre 1")) < shown.index((2, "2 Hjelpe ofre 2"))
    assert not [title for _, title in shown if title in ("Tiltak", "Status")]


def test_every_section_can_be_led_to(tree: PdfTree) -> None:
    assert {"tiltak-1", "tiltak-2", "oversikt", "kolofon"} <= tree.destinations


def test_a_row_is_named_by_its_header_and_its_cells_by_both(tree: PdfTree) -> None:
    head, *rows = table(tree, "Tiltak med ansvarlige og status").all("TR")
    assert [(cell.kind, cell.scope) for cell in head.children] == [("TH", "Column")] * 4
    number, title, responsible, status = rows[0].children
    assert (title.kind, title.scope, words(title.text)) == ("TH", "Row", "Hjelpeofre1")
    columns = [cell.ident for cell in head.children]
    for cell, column in ((number, columns[0]), (responsible, columns[2]), (status, columns[3])):
        assert cell.kind == "TD"
        assert set(cell.headers) == {column, title.ident}
    assert words(status.text) == "Løpende"


def test_a_total_is_named_too(tree: PdfTree) -> None:
    foot = table(tree, "Status fordelt på hovedansvarlig").all("TFoot")[0]
    assert [(c.kind, c.scope) for c in foot.all("TH")] == [("TH", "Row")]


def test_a_charts_picture_says_all_its_values(tree: PdfTree) -> None:
    assert [figure.alt for figure in tree.document.all("Figure")] == [
        (
            "Status fordelt på hovedansvarlig, antall tiltak. "
            "Justisdepartementet (JD): 1 tiltak (Løpende/under gjennomføring: 1); "
            "Utenriksdepartementet (UD): 1 tiltak (Gjennomført: 1)."
        )
    ]


def test_facts_are_a_list_of_names_and_values(tree: PdfTree) -> None:
    items = [tuple(words(part.text) for part in item.children) for item in tree.document.all("LI")]
    assert ("Ansvarlig", "Justisdepartementet(JD)") in items
    assert ("Status", "Gjennomført") in items


# Texts


def test_markdown_becomes_structure(tmp_path: Path) -> None:
    body = (
        "Først *så* **fort** `kode`.\n\n- én\n  - to\n\n3. tre\n4. fire\n\n> sitat\n\n```\nkode = 1\n```\n\n---\n\n"
        "| A | B |\n|---|--:|\n| x | 1 |\n\n### Del\n\nMot  \nny linje.\n"
    )
    document = of_measure(body, tmp_path).document
    assert {"Em", "Strong", "Code", "L", "BlockQuote"} <= {element.kind for element in document.walk()}
    outer = next(found for found in document.all("L") if words(found.text).startswith("•én"))
    assert [words(inner.text) for inner in outer.all("L")] == ["•én‣to", "‣to"]
    assert [words(label.text) for label in document.all("Lbl") if words(label.text)[:1] in "34"] == [
        "3.",
        "4.",
    ]
    inner = next(t for t in document.all("Table") if not t.all("Caption"))
    assert [words(cell.text) for cell in inner.all("TH", "TD")] == ["A", "B", "x", "1"]
    assert "Del" in [words(heading.text) for heading in document.all("H4")]


def test_no_level_of_heading_is_skipped(tmp_path: Path) -> None:
    """A listener who goes from heading to heading is told of a level that is not there."""
    tree = of_measure("Tekst.\n\n##### Langt nede\n\nMer.\n", tmp_path)
    levels = [int(e.kind[1:]) for e in tree.document.walk() if e.kind[0] == "H" and e.kind[1:].isdigit()]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_notes_stand_once_and_are_referred_to_again(tmp_path: Path) -> None:
    body = "Én[^a], to[^b] og én igjen[^a].\n\n[^a]: Den første.\n[^b]: Den andre.\n"
    notes = [words(note.text) for note in of_measure(body, tmp_path).document.all("Note")]
    assert notes == ["1Denførste.", "2Denandre."]


def test_links_lead_to_pages_records_and_the_other_publication(tmp_path: Path) -> None:
    body = "Se [siden](https://example.org/a?b=c&d), [tiltak 2](2.md) og [prosjektet](../projects/1.md)."
    root = with_project(tmp_path, {"content/measures/1.md": measure("1", body=f"{BODY}\n{body}\n")})
    tree = render(root)
    assert tree.addresses == [
        "https://example.org/a?b=c&d",
        "../document-study/document-study.pdf#nameddest=prosjekt-1",
    ]


def test_words_in_another_language_are_marked(tmp_path: Path) -> None:
    files = {"content/measures/2.md": measure("2", title="Child Project", title_language="en")}
    tree = of_measure("Se [Trafficking in Persons]{lang=en-US}.", tmp_path, files)
    marked = {element.language for element in tree.document.walk() if element.language}
    assert {"en", "en-US"} <= marked
    heading = next(e for e in tree.document.all("H2") if "Child" in e.text)
    assert "en" in {element.language for element in heading.walk()}


def test_a_picture_says_what_it_shows(tmp_path: Path) -> None:
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    )
    tree = of_measure("![Et hus i rødt](hus.svg)", tmp_path, {"content/measures/hus.svg": drawing})
    assert "Et hus i rødt" in [figure.alt for figure in tree.document.all("Figure")]


# What cannot be done to it

TYPST = '#panic("x") $x$ *a* _b_ `c` <l> @r // k /* k */ ~ -- \\ \\u{41} ]] [[ = h\n'


def test_typst_in_texts_comes_out_as_characters(tmp_path: Path) -> None:
    title = TYPST.strip()
    files = {"content/measures/2.md": measure("2", title=f"'{title}'", area=f"'{title}'")}
    code = f"```\n{title}\n```\n\n`{title.replace('`', '')}`"
    tree = of_measure(code, tmp_path, files)
    assert f"2 {title}" in [mark.title for mark in tree.bookmarks]
    cells = [words(cell.text) for cell in table(tree, "Tiltak med ansvarlige og status").all("TH")]
    assert words(title) in cells
    assert words(title) in [words(element.text) for element in tree.document.all("LBody")]
    assert words(title) in [words(element.text) for element in tree.document.all("Code")]


def test_characters_that_no_font_has_are_printed_as_their_numbers(tmp_path: Path) -> None:
    text = words(of_measure("Hei 中 og \U0001f600 og שלום.", tmp_path).document.text)
    assert "Hei[U+4E2D]og\U0001f600og" in text
    assert "中" not in text


def test_a_chart_prints_them_as_their_numbers_too(tmp_path: Path) -> None:
    plan = "regions: {asia: Asia 中}\n"
    files = {
        "content/projects/1.md": project(region="asia"),
        "content/chapters/1.md": chapter("document-study", body="```{breakdown} projects.regions\n```\n"),
    }
    tree = render(small_plan(tmp_path, files, plan=plan), "document-study")
    (figure,) = [figure for figure in tree.document.all("Figure") if "Asia" in figure.alt]
    assert "Asia 中" in figure.alt
    assert "Asia[U+4E2D]" in words(figure.text)
    assert "中" not in figure.text


def test_a_word_longer_than_a_line_is_broken(tmp_path: Path) -> None:
    """Nothing leaves the page, and what is copied from it is whole."""
    long = "Pneumono" * 30
    files = {"content/measures/2.md": measure("2", title=long)}
    tree = of_measure(f"{long} https://example.org/{'a' * 200}", tmp_path, files)
    assert max(thing.box[2] for thing in tree.drawn) <= 595 - 70
    assert words(long) in words(tree.document.text)
    assert "\u200b" not in tree.document.text


def test_a_long_table_goes_on_over_pages_as_one(tmp_path: Path) -> None:
    rows = "\n".join(f"| {n} | rad {n} |" for n in range(200))
    tree = of_measure(f"| Nr | Tekst |\n|---|---|\n{rows}", tmp_path)
    inner = next(t for t in tree.document.all("Table") if not t.all("Caption"))
    assert len(inner.all("TR")) == 201
    assert len(tree.pdf.pages) > 6


def test_what_typst_refuses_is_one_sentence_with_the_record(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/measures/2.md": measure("2", body=f"{BODY}\n![Et hus](hus.png)\n"),
        "content/measures/hus.png": PICTURES["png"],
        # A template of the plan's own that fails only where a measure has a picture.
        "templates/pdf/prose.j2": "{% set text = block | prose %}{{ text }}{% if 'picture(' in text %}#panic(){% endif %}\n",
    }
    root = small_plan(tmp_path, files)
    result = run("build", "--format", "pdf", cwd=root)
    assert result.status == 2
    assert "pdf of status-report cannot be made of content/measures/2.md (“Hjelpe ofre 2”)" in result.err
    assert not (root / "build").exists()


def test_what_typst_refuses_without_a_place_is_told_with_the_record_too(tmp_path: Path) -> None:
    looks = (ROOT / "templates/pdf/report.typ").read_text("utf-8")
    bodies = {n: f"## Tiltak\n\nTekst {n}.\n\n## Status\n\nSe [tiltak](1.md#tiltak).\n" for n in range(1, 8)}
    bodies[5] = bodies[5].replace("Tekst", "Ord og fossekall")
    files: dict[str, str | bytes] = {
        f"content/measures/{n}.md": measure(str(n), body=body) for n, body in bodies.items()
    }
    files["templates/pdf/report.typ"] = looks.replace(
        "  show table: ", '  show "fossekall": it => panic("no bird")\n  show table: ', 1
    )
    result = run("build", "--format", "pdf", cwd=small_plan(tmp_path, files))
    assert result.status == 2
    assert "cannot be made of content/measures/5.md (“Hjelpe ofre 5”): " in result.err
    assert "no bird" in result.err


def test_a_warning_of_typst_is_a_refusal(tmp_path: Path) -> None:
    root = small_plan(tmp_path, {"templates/pdf/paragraph.j2": '#text(font: "Nowhere")[x]\n'})
    result = run("build", "--format", "pdf", cwd=root)
    assert result.status == 2
    assert "unknown font family" in result.err
    assert "of status (“Status per februar 2012”)" in result.err


def test_a_template_that_leaves_out_a_table_is_refused(tmp_path: Path) -> None:
    root = small_plan(tmp_path, {"templates/pdf/table.j2": ""})
    result = run("build", "--format", "pdf", cwd=root)
    assert result.status == 2
    assert "has 0 tables instead of" in result.err


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    render(small_plan(tmp_path / "plan"))
    assert list((tmp_path / "temp").iterdir()) == []


def test_a_fault_of_the_plans_own_looks_is_named_with_its_line(tmp_path: Path) -> None:
    root = small_plan(tmp_path, {"templates/pdf/report.typ": "// Ours\n#let (\n"})
    result = run("build", "--format", "pdf", cwd=root)
    assert (result.status, result.err) == (
        2,
        "statusreport: Template pdf/report.typ, line 2: something is not closed (Typst: “unclosed delimiter”).\n",
    )


def test_a_palette_of_the_plan_colours_texts_and_charts(tmp_path: Path) -> None:
    chart = {"content/chapters/1.md": chapter(body="```{breakdown} measures.statuses\n```\n")}
    palette = (ROOT / "templates/palette.toml").read_text("utf-8")
    own = palette.replace("#0b3f63", "#654321").replace("#2f6690", "#765432")
    files: dict[str, str | bytes] = {"templates/palette.toml": own}
    for more, colours in ({}, {"#0b3f63", "#2f6690"}), (files, {"#654321", "#765432"}):
        drawn = render(small_plan(tmp_path / str(len(more)), chart | more)).drawn
        assert {"#0b3f63", "#2f6690", "#654321", "#765432"} & {part.colour for part in drawn} == colours


def test_a_palette_that_leaves_a_colour_out_is_named_with_the_line_that_asks(tmp_path: Path) -> None:
    palette = (ROOT / "templates/palette.toml").read_text("utf-8")
    root = small_plan(tmp_path, {"templates/palette.toml": palette.replace("\ntint =", "\ntynt =")})
    result = run("build", "--format", "pdf", cwd=root)
    assert result.status == 2
    assert re.fullmatch(
        r'statusreport: Template pdf/report\.typ, line \d+: there is no “tint” \(Typst: “dictionary does not contain key "tint"[^\n]*\n',
        result.err,
    ), result.err


@pytest.mark.parametrize("number", ["æ1", "Å", "中", "１"])
def test_a_number_of_any_letters_can_be_led_to(number: str, tmp_path: Path) -> None:
    root = small_plan(tmp_path, {"content/measures/3.md": measure(number)})
    result = run("build", "--format", "pdf", cwd=root)
    assert result.status == 0, result.err


def test_a_drawing_may_have_letters_that_no_font_has(tmp_path: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text y="15">中</text></svg>'
    tree = of_measure("![Et hus i rødt](hus.svg)", tmp_path, {"content/measures/hus.svg": drawing})
    assert "[U+4E2D]" in words(tree.document.text + "".join(tree._words.values()))


@pytest.mark.parametrize("heading", ["###", "### ![Et rødt hus](hus.svg)"])
def test_a_heading_without_words_is_none(heading: str, tmp_path: Path) -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    )
    tree = of_measure(f"Før.\n\n{heading}\n\nEtter.", tmp_path, {"content/measures/hus.svg": drawing})
    assert all(e.text.strip() for e in tree.document.walk() if e.kind in ("H1", "H2", "H3", "H4", "H5"))


def test_typst_may_break_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A panic of Rust is no Exception: nothing else would catch it."""

    class PanicException(BaseException):
        pass

    def panic(*args: object, **options: object) -> None:
        raise PanicException("index out of bounds")

    monkeypatch.setattr("typst.compile_with_warnings", panic)
    result = run("build", "--format", "pdf", cwd=small_plan(tmp_path))
    sentence = "Nothing was written: pdf of status-report cannot be made of status-report (“Handlingsplan”): Typst says “index out of bounds”."
    assert (result.status, result.err) == (2, f"statusreport: {sentence}\n")


def test_no_room_for_temporary_files_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    root = small_plan(tmp_path / "plan")
    result = run("build", "--format", "pdf", cwd=root)
    sentence = "no files can be put in the temporary folder: No such file or directory"
    assert (result.status, result.err) == (2, f"statusreport: Nothing was written: {sentence}.\n")
    assert not (root / "build").exists()


# Columns


def make_table(*columns: Column, rows: list[list[str]]) -> Table:
    return Table("t", "T", columns, tuple(Row(tuple((Text(text),) for text in row)) for row in rows))


def test_columns_share_the_page() -> None:
    made = make_table(
        Column("Nr.", number=True), Column("Tiltak", header=True, wide=True), Column("Status"),
        rows=[["1", "En lang tittel som går over flere linjer " * 3, "Løpende"], ["2", "Kort", "Gjennomført"]],
    )  # fmt: skip
    shares = widths(made)
    assert sum(shares) == pytest.approx(1)
    assert shares[1] > 0.6 > shares[2] > shares[0]
    assert broken_words(made) == ()


def test_a_column_with_a_word_that_is_too_wide_for_it_is_hyphenated() -> None:
    long = "Menneskerettighetskonvensjonsdomstolen"
    many = [Column(str(n)) for n in range(5)]
    assert broken_words(make_table(*many, rows=[[long] + ["Gjennomføring"] * 4])) == (0,)


def test_no_columns_and_no_rows_have_a_width_too() -> None:
    assert widths(make_table(Column(""), rows=[])) == (1,)
    assert widths(make_table(Column("x"), rows=[[""]])) == (1,)


def test_which_characters_the_fonts_have_is_known() -> None:
    """The list is made from the fonts by tools/font_coverage.py."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
    from font_coverage import FONTS, coverage  # type: ignore[import-not-found]

    assert (FONTS / "coverage.txt").read_text("ascii") == coverage()
