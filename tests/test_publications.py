"""What publications have in common: which records each prints, where they stand, and what is numbered."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from markdown_it.token import Token
from plans import BODY, chapter, editions, measure, project, real_plan, small_plan, with_project

from statusreport.formats import pdf
from statusreport.formats._templates import Templates
from statusreport.installation import templates as packaged
from statusreport.publishing.document import (
    Chart,
    Document,
    Edition,
    Facts,
    Panel,
    Paragraph,
    Prose,
    Section,
    Subheading,
    Table,
    Text,
)
from statusreport.publishing.finishing import distinct, numbered
from statusreport.publishing.language import language
from statusreport.tasks.check import check
from statusreport.words import catalogue, languages


def documents(root: Path) -> dict[str, Document]:
    """A plan's publications, by id."""
    plan = check(root, catalogue("en")).plan
    return {name: edition.document for name, edition in editions(plan).items()}


@pytest.mark.parametrize("code", languages())
def test_an_evaluation_is_known_by_the_heading_the_plan_names_in_any_language(
    code: str, tmp_path: Path
) -> None:
    real_plan(tmp_path)
    settings = tmp_path / "statusreport.yaml"
    settings.write_text(settings.read_text("utf-8").replace("language: nb", f"language: {code}"), "utf-8")
    study = documents(tmp_path)["document-study"]
    assert len([section for section in study.walk() if section.role == "evaluation"]) == 8


def reference(path: str, place: int) -> Token:
    return Token("footnote_ref", "", 0, meta={"key": (path, place)})


def prose(*children: Token) -> Prose:
    return Prose((Token("inline", "", 0, children=list(children)),))


def references(text: Prose) -> list[tuple[int, str]]:
    return [
        (child.meta["number"], child.meta["anchor"])
        for token in text.tokens
        for child in token.children or ()
        if child.type == "footnote_ref"
    ]


def document(*sections: Section) -> Document:
    return Document("id", "Plan", "Rapport", "", "nb", "2012-02", "", sections)


def test_notes_are_numbered_as_the_text_comes_to_them_whoever_made_it_first() -> None:
    """The second section was made first; the note of its panel's heading refers to a further one, and back to itself."""
    panel = Panel(Subheading(prose(reference("b", 0)), 2, "b"), "account", (prose(),))
    second = Section("to", "To", 2, (panel, prose(reference("a", 0))))
    first = Section("en", "En", 2, (prose(reference("a", 0)), prose(reference("c", 0))))
    texts = {
        ("a", 0): prose(),
        ("b", 0): prose(reference("b", 1), reference("b", 0)),
        ("b", 1): prose(),
        ("c", 0): prose(),
    }
    found = numbered(document(first, second), texts.__getitem__)
    assert [(note.number, note.anchor, note.backs) for note in found.notes] == [
        (1, "note-1", ("note-1-ref", "note-1-ref-2")),
        (2, "note-2", ("note-2-ref",)),
        (3, "note-3", ("note-3-ref", "note-3-ref-2")),
        (4, "note-4", ("note-4-ref",)),
    ]
    assert references(found.notes[2].prose) == [(4, "note-4-ref"), (3, "note-3-ref")]
    inner = found.sections[1].blocks[0]
    assert isinstance(inner, Panel)
    assert inner.heading
    assert references(inner.heading.prose) == [(3, "note-3-ref-2")]


def test_what_is_shown_twice_has_an_id_of_its_own_each_time() -> None:
    table, chart = Table("a-table", "", (), ()), Chart("a-chart", "", (), "")
    found = distinct(
        document(Section("en", "", 2, (chart, table)), Section("to", "", 2, (chart, table, table)))
    )
    ids = [block.id for block in found.blocks() if isinstance(block, (Chart, Table))]
    assert ids == ["a-chart", "a-table", "a-chart-2", "a-table-2", "a-table-3"]


def test_a_publication_without_tables_can_be_printed() -> None:
    words = Section("en", "En", 2, (Paragraph((Text("Noen ord."),)),))
    templates = Templates((packaged(),), language("nb"))
    (data,) = pdf.render(Edition(document(words), {}, (), {}), templates).values()
    assert data.startswith(b"%PDF-")


# A publication about measures, beside the two that there are.
MODULE = '''"""The measures by name alone."""

from ...model.records import Measure
from ..assembly import Assembly
from ..places import Publication
from ..document import DataColumn, DataTable, Edition, Section


def _edition(make: Assembly) -> Edition:
    measures = make.plan.measures
    sections = tuple(
        Section(make.anchor(m), m.title, 2, make.blocks(m.body.tokens, m, 0, 2)) for m in measures
    )
    columns = (DataColumn("number", "Nr."), DataColumn("title", "Tiltak"))
    rows = tuple((m.number, m.title) for m in measures)
    return Edition(
        make.document((*make.chapters("front"), *sections), "Alt"),
        {"measures": [{"anchor": make.anchor(m), "sections": make.markdown_sections(m)} for m in measures]},
        (DataTable("measures", "Tiltak", columns, rows, ("number",)),),
        {make.anchor(m): m.number for m in measures},
    )


publication = Publication[Measure](
    order=3,
    applies=lambda plan: bool(plan.measures),
    records=lambda plan: plan.measures,
    anchor=lambda measure, say: f"kort-{measure.number}",
    edition=_edition,
)
'''
TEXTS = """
[short-list]
title = {nb = "Kortliste", nn = "Kortliste", en = "Short list"}
abbreviations_lead = {nb = "Brukt her.", nn = "Brukt her.", en = "Used here."}
"""
MADE = """
import sys
from pathlib import Path
from statusreport.tasks.build import build
from statusreport.words import catalogue
built = build(Path("."), catalogue("en"), formats=("html", "md", "json", "csv"))
print([finding.code for finding in built.checked.findings])
files = built.written.files
print(sorted(files))
print(files["short-list/short-list.md"].decode())
"""


def test_a_further_publication_is_one_module_and_its_texts(tmp_path: Path) -> None:
    package = tmp_path / "cli" / "statusreport"
    shutil.copytree(ROOT / "cli" / "statusreport", package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    folder = package / "publishing" / "publications"
    (folder / "short_list.py").write_text(MODULE, "utf-8")
    (folder / "short_list.toml").write_text(TEXTS, "utf-8")
    links = "EU står [her](2.md) og [i studien](../projects/1.md)."
    files = {
        "content/measures/1.md": measure("1", body=f"{BODY}\n{links}\n"),
        "content/projects/1.md": project(body="FN er med.\n"),
        "content/chapters/short.md": chapter("short-list", body="UD sier [dette](../measures/1.md).\n"),
    }
    plan = "abbreviations: {EU: Unionen, FN: Nasjonene, UD: Departementet}\npublications: {short-list: {title: Kort}}\n"
    root = with_project(tmp_path / "plan", files, plan=plan)
    made = subprocess.run(
        [sys.executable, "-c", MADE],
        cwd=root,
        env={"PYTHONPATH": str(package.parent), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert made.stderr == ""
    codes, names, text = made.stdout.split("\n", 2)
    assert codes == "[]"
    for name in ("index.html", "measures.csv", "short-list.json", "short-list.md"):
        assert f"'short-list/{name}'" in names
    assert text.startswith("# Kort\n\nKortliste\n\nAlt\n")
    # Its links stay in it where it prints the record; the abbreviations are those of what it prints.
    assert "[dette](#kort-1)" in text
    assert "[her](#kort-2)" in text
    assert "[i studien](../document-study/document-study.md#prosjekt-1)" in text
    assert "| EU | Unionen |" in text
    assert "| UD | Departementet |" in text
    assert "Nasjonene" not in text


def test_a_vocabulary_is_called_what_the_plan_calls_it(tmp_path: Path) -> None:
    """The language's own words are general; what the projects are about is known to the plan."""
    shown = documents(real_plan(tmp_path))["document-study"]
    titles = [block.title for block in shown.blocks() if isinstance(block, Table)]
    assert "Prosjektene fordelt på form for menneskehandel" in titles
    assert "Prosjektene fordelt på målgruppe" in titles
    settings = tmp_path / "statusreport.yaml"
    own = "  forms: {title: Etter art, label: Art}\n"
    settings.write_text(re.sub(r"  forms: \{title.*\n", own, settings.read_text("utf-8")), "utf-8")
    (table,) = (
        block
        for block in documents(tmp_path)["document-study"].blocks()
        if isinstance(block, Table) and block.title == "Etter art"
    )
    assert table.columns[0].label == "Art"


def facts_of(root: Path, plan: str, **fields: Any) -> dict[str, str]:
    """What a study tells of a project with these fields, under such settings."""
    small_plan(root, {"content/projects/1.md": project(**fields)}, plan=plan)
    shown = documents(root)["document-study"]
    (found,) = (block for block in shown.blocks() if isinstance(block, Facts) and block.rows[0][0] == "Sted")
    return {label: "".join(inline.text for inline in cell) for label, cell in found.rows}


def test_terms_that_stand_together_are_written_as_in_a_sentence(tmp_path: Path) -> None:
    plan = "vocabularies: {forms: {label: Art}}\nforms: {a: tvangsarbeid, b: EU-saker}\n"
    assert facts_of(tmp_path, plan, forms="[a, b]")["Art"] == "Tvangsarbeid, EU-saker"


def test_a_country_is_called_what_the_plan_calls_it(tmp_path: Path) -> None:
    shown = facts_of(tmp_path, "countries: {MK: Makedonia}\n", countries="[MK, AL]", place="Balkan")
    assert shown["Land"] == "Makedonia, Albania"


def test_a_country_that_is_the_place_already_is_not_said_again(tmp_path: Path) -> None:
    shown = facts_of(tmp_path, "countries: {MK: Makedonia}\n", countries="[MK]", place="Makedonia")
    assert "Land" not in shown


@pytest.mark.parametrize(
    ("evaluations", "said"),
    [
        ("[{year: 2008, month: 5, kind: evaluering}]", "mai 2008"),
        ("[{year: 2008, month: 5, kind: gjennomgang}]", "gjennomgang, mai 2008"),
        ("[{year: 2007, kind: evaluering}, {year: 2008, kind: gjennomgang}]", "2007, gjennomgang, 2008"),
    ],
)
def test_an_evaluation_does_not_say_twice_what_it_is(evaluations: str, said: str, tmp_path: Path) -> None:
    assert facts_of(tmp_path, "", evaluations=evaluations)["Evaluering"] == said


def test_a_measure_says_who_leads_it_where_several_are_responsible(tmp_path: Path) -> None:
    shown = documents(small_plan(tmp_path))["status-report"]
    alone, shared = (
        {label: "".join(inline.text for inline in cell) for label, cell in block.rows}
        for block in shown.blocks()
        if isinstance(block, Facts) and block.rows[-1][0] == "Status"
    )
    assert alone["Ansvarlig"].startswith("Justisdepartementet")
    assert shared["Hovedansvar"].startswith("Utenriksdepartementet")
    assert shared["Medansvar"].startswith("Justisdepartementet")
    assert "Ansvarlig" not in shared
