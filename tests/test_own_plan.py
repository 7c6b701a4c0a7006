"""What a plan may say in words, fields and groups of its own reaches the publications, in every format."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from plans import chapter, contents, measure, run, small_plan, with_project, write

from statusreport.model.when import When
from statusreport.publishing.language import language
from statusreport.words import languages

PLAN = """\
title: Plan for åpenhet
language: nb
round: 2014-06
publisher: {name: Digitaliseringsdepartementet, url: https://example.org, contact: post@example.org}
responsible: {UD: Utenriksdepartementet, JD: Justisdepartementet}
words: {measure: [forpliktelse, forpliktelser]}
themes: {innsyn: Innsyn, data: {label: Åpne data, aliases: [opne data]}, tomt: Tomt tema}
goals: {en: Mål en, to: Mål to}
publications:
  status-report:
    date: 2014-07-01
    authors: [Kari Nordmann, Ola Nordmann]
    number: ISBN 82-1
    license: NLOD 2.0
    url: https://example.org/plan
    source: "Tekstene er *forkortet*."
fields:
  measure:
    budget: {label: Bevilgning, type: amount, column: true, about: Bevilget i 2014.}
    goal: {label: Hovedmål, type: term, vocabulary: goals}
    share: {label: Andel, type: percent}
    more: {label: Mer om saken, type: markdown}
    indicator: {label: Indikatorer, type: table, columns: {name: text, target: {type: number, label: Måltall}}}
    hidden: {label: Skjult, type: text, print: none}
"""
FILES = {
    "statusreport.yaml": PLAN,
    "content/measures/1.md": measure(
        "1", title="Åpne alle postlister", short_title="Postlister", theme="innsyn", responsible="[UD, JD]",
        started="2013-Q2", due="2014-03", reason="Det tok tid.", note="|\n  Et **viktig** forbehold.\n\n  Se [2](2.md).",
        milestones="\n  - {title: Første del, due: 2013, status: Gjennomført, completed: 2013-05-01}\n"
        "  - {title: Andre del, due: 2014-04, status: Løpende}",
        budget="3 688 778", goal="Mål en", share="12.5 %", more="Et avsnitt med *trykk*.",
        indicator="[{name: Antall, target: 12.5}]", hidden="ikke vis",
    ),
    "content/measures/2.md": measure(
        "2", title="Publisere data", theme="opne data", status="Gjennomført", completed="2014-01-02", due="2014"
    ),
    "content/measures/3.md": measure("3", title="Noe annet", theme="data", due="2014-12-01"),
    "content/chapters/1.md": chapter(theme="innsyn", title="Innsyn", body="Om innsyn i saker.\n"),
    "content/chapters/2.md": chapter(
        theme="data", title="Hva data er", order="2", note="Kapitlet er nytt.",
        body="Her er {figure}`themes.data.count` av {figure}`measures.count`. Se [innsyn](1.md).\n",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the plan in every format."""
    root = write(tmp_path_factory.mktemp("own"), FILES)
    made = run("build", cwd=root)
    assert (made.status, made.err) == (0, "")
    return root / "build" / "status-report"


def text_of(folder: Path, name: str) -> str:
    """What a format says, its own markup left out."""
    if name in ("docx", "odt"):
        with zipfile.ZipFile(folder / f"status-report.{name}") as parts:
            data = parts.read("word/document.xml" if name == "docx" else "content.xml").decode("utf-8")
        return re.sub(
            r"\s+", " ", re.sub(r"<[^>]+>", " ", re.sub(r"</?(?:w:t|w:r|text:span|text:s)\b[^>]*>", "", data))
        )
    file = folder / ("index.html" if name == "html" else f"status-report.{name}")
    return re.sub(r"[*\\]|<[^>]+>", "", file.read_text("utf-8"))


# What each format of texts must say somewhere.
SAID = (
    "Oversikt over forpliktelser", "3 forpliktelser", "Forpliktelser fordelt på ansvarlig", "Forpliktelser fordelt på tema",
    "1 av 2 delmål er nådd.", "Fristen er gått ut for 1 forpliktelse", "1 forpliktelse har frist før neste runde.",
    "mars 2014 (forfalt)", "2. kvartal 2013", "Første del", "1. mai 2013", "april 2014 (forfalt)",
    "3 688 778 kroner", "Mål en", "12,5 %", "Mer om saken", "Et avsnitt med trykk.", "Indikatorer", "Måltall", "12,5",
    "Merknad til denne utgaven", "Merknader til denne utgaven", "Et viktig forbehold.", "Kapitlet er nytt.",
    "Om innsyn i saker.", "Hva data er", "Her er 2 av 3.", "Ingen forpliktelser hører til her.",
    "Digitaliseringsdepartementet", "Kari Nordmann og Ola Nordmann", "ISBN 82-1", "1. juli 2014", "NLOD 2.0",
    "Tekstene er forkortet.", "https://example.org/plan",
)  # fmt: skip


@pytest.mark.parametrize("name", ["html", "md", "docx", "odt"])
def test_every_format_says_what_the_plan_says(built: Path, name: str) -> None:
    text = re.sub(r"[\s\u00a0\u202f]+", " ", text_of(built, name))
    assert [words for words in SAID if words not in text] == []
    assert "ikke vis" not in text
    # «Tiltak» is a heading that the plan asks for, and part of addresses, and stands in no label.
    labels = re.sub(r"#tiltak-|Tiltak(?= Staten|, Forpliktelse \d)", "", text)
    assert not re.search("tiltak", labels, re.IGNORECASE)


def test_a_remark_stands_with_its_record_and_at_the_end(built: Path) -> None:
    page = (built / "index.html").read_text("utf-8")
    assert page.count('class="panel note"') == 4
    assert page.count("<strong>viktig</strong> forbehold") == 2
    assert page.index('id="tiltak-1"') < page.index("<strong>viktig</strong>") < page.index('id="merknader"')
    with zipfile.ZipFile(built / "status-report.docx") as parts:
        assert parts.read("word/document.xml").count(b'w:val="Remark"') >= 5
    with zipfile.ZipFile(built / "status-report.odt") as parts:
        assert parts.read("content.xml").count(b'text:style-name="Remark"') >= 5


def test_short_titles_stand_where_there_is_little_room(built: Path) -> None:
    text = (built / "status-report.md").read_text("utf-8")
    assert "| 1 | [Postlister](<#tiltak-1>) |" in text
    assert "### 1 Åpne alle postlister" in text
    assert "[Forpliktelse 1: Postlister](<#tiltak-1>)" in text
    with zipfile.ZipFile(built / "status-report.docx") as parts:
        document = parts.read("word/document.xml").decode("utf-8")
    lines = [
        re.sub("<[^>]+>", "", line) for line in re.findall(r'<w:pStyle w:val="TOC2"/>.*?</w:p>', document)
    ]
    assert any("Postlister" in line and "Åpne" not in line for line in lines)


def test_themes_are_chapters_with_their_measures_counts_and_bars(built: Path) -> None:
    page = (built / "index.html").read_text("utf-8")
    places = [
        page.index(f'id="{anchor}"')
        for anchor in ("tema-innsyn", "tiltak-1", "tema-data", "tiltak-2", "tiltak-3")
    ]
    assert places == sorted(places)
    # The chapter of the theme's own name is part of it; another one stands below it under its own heading.
    assert page.count("<h2>Innsyn</h2>") == 1
    assert '<a href="#tema-innsyn">innsyn</a>' in page
    assert re.search(r'id="tema-data">\s*<h2>Åpne data</h2>.*?<h3>Hva data er</h3>', page, re.DOTALL)
    assert "2 forpliktelser. Gjennomført: 1; Løpende/under gjennomføring: 1." in page
    assert "Åpne data: forpliktelser etter status, antall" in page
    assert "Filtrer på tema" in page
    assert 'data-theme="1"' in page
    report = json.loads((built / "status-report.json").read_bytes())
    assert report["themes"] == {
        "innsyn": {"label": "Innsyn", "count": 1}, "data": {"label": "Åpne data", "count": 2},
        "tomt": {"label": "Tomt tema", "count": 0},
    }  # fmt: skip
    assert [found["theme"] for found in report["measures"]] == ["innsyn", "data", "data"]


def test_the_data_say_what_is_late_and_what_is_the_plans_own(built: Path) -> None:
    report = json.loads((built / "status-report.json").read_bytes())
    first = report["measures"][0]
    assert [found["overdue"] for found in report["measures"]] == [True, False, False]
    assert first["fields"] == {
        "budget": 3688778, "goal": "en", "share": 12.5, "more": "Et avsnitt med *trykk*.",
        "indicator": [{"name": "Antall", "target": 12.5}], "hidden": "ikke vis",
    }  # fmt: skip
    assert [found["overdue"] for found in first["milestones"]] == [False, True]
    assert (built / "milestones.csv").read_text("utf-8") == (
        "measure,position,title,due,overdue,status,class,completed\n"
        "1,1,Første del,2013,false,Gjennomført,Gjennomført,2013-05-01\n"
        "1,2,Andre del,2014-04,true,Løpende,Løpende/under gjennomføring,\n"
    )
    assert (built / "indicator.csv").read_text("utf-8") == "measure,name,target\n1,Antall,12.5\n"
    rows = (built / "measures.csv").read_text("utf-8").splitlines()
    assert rows[0].startswith("number,title,lead,joint,status,class,round,theme,area,started,due,overdue,")
    assert ",Innsyn,,2013-Q2,2014-03,true,Det tok tid.," in rows[1]
    assert ",3688778,Mål en,12.5,Et avsnitt med *trykk*.,ikke vis," in rows[1]
    package = json.loads((built / "datapackage.json").read_bytes())
    budget = next(f for f in package["resources"][0]["schema"]["fields"] if f["name"] == "budget")
    assert budget == {
        "name": "budget",
        "title": "Bevilgning",
        "type": "integer",
        "description": "Bevilget i 2014.",
    }


def test_every_format_carries_the_imprint_in_its_metadata(built: Path) -> None:
    page = (built / "index.html").read_text("utf-8")
    for name, text in {
        "creator": "Kari Nordmann", "publisher": "Digitaliseringsdepartementet", "date": "2014-07-01",
        "identifier": "ISBN 82-1", "rights": "NLOD 2.0",
    }.items():  # fmt: skip
        assert f'<meta name="DC.{name}" content="{text}">' in page
    with pikepdf.open(built / "status-report.pdf") as pdf:
        assert str(pdf.docinfo["/Author"]) == "Kari Nordmann, Ola Nordmann"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20140701")
        metadata = re.sub(r"\s*(<[^>]*>)\s*", r"\1", pdf.Root.Metadata.read_bytes().decode("utf-8"))
        assert (
            "<dc:publisher><rdf:Bag><rdf:li>Digitaliseringsdepartementet</rdf:li></rdf:Bag></dc:publisher>"
            in metadata
        )
        assert "<dc:identifier>ISBN 82-1</dc:identifier>" in metadata
        assert ">NLOD 2.0</rdf:li></rdf:Alt></dc:rights>" in metadata
    with zipfile.ZipFile(built / "status-report.docx") as parts:
        core = parts.read("docProps/core.xml").decode("utf-8")
        assert ">Kari Nordmann; Ola Nordmann</dc:creator>" in core
        assert ">ISBN 82-1</dc:identifier>" in core
        assert ">2014-07-01</dcterms:created>" in core
        assert "Digitaliseringsdepartementet</Company>" in parts.read("docProps/app.xml").decode(
            "utf-8"
        ).replace("ep:", "")
    with zipfile.ZipFile(built / "status-report.odt") as parts:
        meta = parts.read("meta.xml").decode("utf-8")
        assert ">Kari Nordmann; Ola Nordmann</meta:initial-creator>" in meta
        assert "Digitaliseringsdepartementet</meta:user-defined>" in meta
    package = json.loads((built / "datapackage.json").read_bytes())
    assert package["licenses"] == [{"name": "NLOD-2.0", "title": "NLOD 2.0"}]
    assert [person["title"] for person in package["contributors"]] == [
        "Kari Nordmann", "Ola Nordmann", "Digitaliseringsdepartementet",
    ]  # fmt: skip
    publication = json.loads((built / "status-report.json").read_bytes())["publication"]
    assert (publication["date"], publication["number"]) == ("2014-07-01", "ISBN 82-1")
    cited = (
        "Kari Nordmann og Ola Nordmann. Plan for åpenhet. Statusrapport for juni 2014, 1. juli 2014. "
        "Digitaliseringsdepartementet, ISBN 82-1. Fingeravtrykk "
    )
    assert cited in page


def test_the_pdf_lists_short_titles_and_its_themes(built: Path) -> None:
    with pikepdf.open(built / "status-report.pdf") as pdf, pdf.open_outline() as outline:
        chapters = {
            str(entry.title): [str(inner.title) for inner in entry.children] for entry in outline.root
        }
    assert list(chapters)[-5:-2] == ["Innsyn", "Åpne data", "Tomt tema"]
    assert chapters["Åpne data"] == ["Hva data er", "2 Publisere data", "3 Noe annet"]


# The same in three languages


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("nb", ["Oversikt over vedtak", "Slik er status for 2 vedtak:", "Vedtak 1", "Ansvarlig", "Frist", "juni 2012", "2 vedtak har frist"]),
        ("nn", ["Oversikt over vedtak", "Slik er status for 2 vedtak:", "Vedtak 1", "Ansvarleg", "Frist", "juni 2012", "2 vedtak har frist"]),
        ("en", ["Overview of vedtak", "the status of 2 vedtak", "Vedtak 1", "Responsible", "Due", "June 2012", "2 vedtak are due"]),
    ],
)  # fmt: skip
def test_the_plans_word_stands_in_every_label(code: str, wanted: list[str], tmp_path: Path) -> None:
    plan = (
        f"title: Plan\nlanguage: {code}\nround: 2012-02\nsections: []\nwords: {{measure: [vedtak, vedtak]}}\n"
    )
    files = {
        "statusreport.yaml": plan,
        "content/measures/1.md": measure("1", due="2012-06", note="Se her."),
        "content/measures/2.md": measure("2", due="2012-06"),
    }
    root = write(tmp_path, files)
    assert run("build", "--format", "md,html", cwd=root).status == 0
    text = (root / "build/status-report/status-report.md").read_text("utf-8")
    assert [words for words in wanted if words not in text] == []
    labels = re.sub(r"<a id=[^>]*>|<#[^>]*>|#### Tiltak", "", text)
    assert not re.search(r"tiltak|measure", labels, re.IGNORECASE)


@pytest.mark.parametrize(
    ("written", "nb", "nn", "en"),
    [
        ("2014", "2014", "2014", "2014"),
        ("2014-06", "juni 2014", "juni 2014", "June 2014"),
        ("2014-Q2", "2. kvartal 2014", "2. kvartal 2014", "2nd quarter 2014"),
        ("2014-06-30", "30. juni 2014", "30. juni 2014", "30 June 2014"),
        ("2013-2014", "2013–2014", "2013–2014", "2013–2014"),
    ],
)
def test_a_time_is_printed_in_the_readers_words(written: str, nb: str, nn: str, en: str) -> None:
    when = When.parse(written)
    assert [language(code).time(when) for code in ("nb", "nn", "en")] == [nb, nn, en]
    assert When.parse(str(when)) == when


def test_labels_of_records_are_there_in_every_language() -> None:
    assert {language(code)("record.measures") for code in languages()} == {"tiltak", "measures"}


# A plan without any of it


def test_a_plan_without_these_keys_has_none_of_their_parts(built: Path, tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    assert run("build", "--format", "html,json,csv", cwd=root).status == 0
    page = (root / "build/status-report/index.html").read_text("utf-8")
    with_all = (built / "index.html").read_text("utf-8")
    for words in ("tema-", "merknader", "Delmål", "Frist", "(forfalt)", "DC.creator", "1. juli"):
        assert words in with_all
        assert words not in page
    assert 'id="tiltakene"' in page
    assert {file.name for file in (root / "build/status-report").glob("*.csv")} == {"measures.csv"}
    report = json.loads((root / "build/status-report/status-report.json").read_bytes())
    assert "themes" not in report
    assert report["measures"][0]["fields"] == {}


def test_a_measure_without_a_theme_stands_behind_the_themes(tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, "content/measures/4.md": measure("4", title="Resten")})
    assert run("build", "--format", "html", cwd=root).status == 0
    page = (root / "build/status-report/index.html").read_text("utf-8")
    assert page.index("<h2>Uten tema</h2>") < page.index('id="tiltak-4"')


# The study


def test_the_study_has_no_date_that_the_plan_does_not_give_and_stays_when_a_round_opens(
    tmp_path: Path,
) -> None:
    root = with_project(tmp_path)
    assert run("build", cwd=root).status == 0
    study = contents(root / "build" / "document-study")
    page = study["index.html"]
    assert isinstance(page, bytes)
    for words in (b"2012", b"Runde", b"februar"):
        assert words not in page
    data = study["document-study.pdf"]
    assert isinstance(data, bytes)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo)
        assert b"Date>" not in pdf.Root.Metadata.read_bytes()
        assert b"2000" not in pdf.Root.Metadata.read_bytes()
    assert run("round", "seal", cwd=root).status == 0
    assert run("round", "open", "2013-02", cwd=root).status == 0
    for number in "12":
        file = root / f"content/measures/{number}.md"
        file.write_text(file.read_text("utf-8").replace("status:", "round: 2012-02\nstatus:"), "utf-8")
    assert run("build", cwd=root).status == 0
    again = contents(root / "build" / "document-study")
    # The data have every figure there is, also those of the round.
    for files in (study, again):
        files.pop("document-study.json")
    assert again == study


def test_the_study_is_told_apart_by_what_it_says_and_by_no_status(tmp_path: Path) -> None:
    root = with_project(tmp_path)

    def page() -> bytes:
        assert run("build", "document-study", "--format", "html", cwd=root).status == 0
        return (root / "build/document-study/index.html").read_bytes()

    before = page()
    first = root / "content/measures/1.md"
    first.write_text(first.read_text("utf-8").replace("Løpende", "Gjennomført"), "utf-8")
    assert page() == before
    write(
        root, {"content/chapters/1.md": chapter("document-study", body="{figure}`measures.count` tiltak.\n")}
    )
    with_figure = page()
    write(root, {"content/measures/3.md": measure("3")})
    assert page() not in (before, with_figure)


def test_a_study_with_a_date_of_its_own_carries_it(tmp_path: Path) -> None:
    plan = "publications: {document-study: {date: 2009-03, publisher: Norad}}\n"
    root = with_project(tmp_path, plan=plan)
    assert run("build", cwd=root).status == 0
    folder = root / "build" / "document-study"
    page = (folder / "index.html").read_text("utf-8")
    assert '<p class="imprint">mars 2009</p>\n<p class="imprint">Norad</p>' in page
    assert '<meta name="DC.date" content="2009-03">' in page
    with pikepdf.open(folder / "document-study.pdf") as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20090301")
    assert json.loads((folder / "document-study.json").read_bytes())["publication"]["date"] == "2009-03"


# Between rounds


def test_what_differs_in_a_plans_own_fields_is_told_by_their_labels(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    for number in "123":
        file = root / f"content/measures/{number}.md"
        file.write_text(file.read_text("utf-8").replace("status:", "round: 2014-06\nstatus:", 1), "utf-8")
    assert run("round", "seal", cwd=root).status == 0
    first = root / "content/measures/1.md"
    text = first.read_text("utf-8")
    for old, new in (
        ("due: 2014-03", "due: 2014-09"), ("3 688 778", "1 000"), ("goal: Mål en", "goal: to"), ("theme: innsyn", "theme: data"),
        ("due: 2014-04, status: Løpende", "due: 2014-04, status: Gjennomført"), ("share: 12.5 %", "share: 12.50"),
    ):  # fmt: skip
        assert old in text
        text = text.replace(old, new)
    first.write_text(text, "utf-8")
    found = json.loads(run("diff", "2014-06", "--format", "json", cwd=root).out)
    assert [(fact["field"], fact["from"], fact["to"]) for fact in found["facts"] if fact["field"] != "milestones"] == [
        ("theme", "innsyn", "data"), ("due", "2014-03", "2014-09"), ("budget", 3688778, 1000), ("goal", "en", "to"),
    ]  # fmt: skip
    shown = run("diff", "2014-06", "--format", "markdown", cwd=root).out
    rows = [line for line in shown.splitlines() if line.startswith("| 1 |")]
    assert rows == [
        "| 1 | Åpne alle postlister | Tema | Innsyn | Åpne data |",
        "| 1 | Åpne alle postlister | Frist | mars 2014 | september 2014 |",
        "| 1 | Åpne alle postlister | Delmål | Andre del, april 2014, Løpende | Andre del, april 2014, Gjennomført |",
        "| 1 | Åpne alle postlister | Bevilgning | 3 688 778 kroner | 1 000 kroner |".replace(
            "3 688 778", "3\u00a0688\u00a0778"
        ).replace("1 000", "1\u00a0000"),
        "| 1 | Åpne alle postlister | Hovedmål | Mål en | Mål to |",
    ]
    assert "ingen forpliktelser gått fremover" in shown


def test_a_field_that_is_gone_is_told_and_an_older_seal_is_read_by_what_it_declares(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    assert run("round", "seal", cwd=root).status == 0
    plan = re.sub(r"    budget: .*\n", "", PLAN)
    write(root, {"statusreport.yaml": plan})
    first = root / "content/measures/1.md"
    first.write_text(first.read_text("utf-8").replace("budget: 3 688 778\n", ""), "utf-8")
    found = json.loads(run("diff", "2014-06", "--format", "json", cwd=root).out)
    assert [(fact["field"], fact["from"], fact["to"]) for fact in found["facts"]] == [
        ("budget", 3688778, None)
    ]
    assert run("round", "verify", cwd=root).status == 0


def test_a_correction_may_be_of_a_field_of_the_plans_own(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    assert run("round", "seal", cwd=root).status == 0
    assert run("round", "open", "2015-06", cwd=root).status == 0
    args = ("round", "correct", "2014-06", "--reason", "Feil.", "--number", "1")
    right = ("--field=goal=to", "--field=budget=3 688 779", "--field=share=13.5 %", "--field=hidden=a, b")
    assert run(*args, *right, cwd=root).status == 0
    sealed: Any = json.loads((root / "content/rounds/2014-06.json").read_bytes())
    fields = sealed["measures"][0]["fields"]
    assert [fields[name] for name in ("goal", "budget", "share", "hidden")] == ["to", 3688779, 13.5, "a, b"]
    refused = run(*args, "--field=budget=250.000", cwd=root)
    assert (refused.status, refused.out) == (2, "")
    assert (
        "“250.000” is no value of budget"
        in run("--language", "en", *args, "--field=budget=250.000", cwd=root).err
    )


# The work list


def test_the_work_list_says_what_is_late_and_what_is_due_next(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    assert run("todo", cwd=root).out == (
        "Alt er rapportert for juni 2014.\n\nUtenriksdepartementet (UD)\n  Forfalt (2)\n"
        "    1 Åpne alle postlister – frist: mars 2014, status: Løpende\n"
        "    1 Åpne alle postlister: Andre del – frist: april 2014, status: Løpende\n\n"
        "Justisdepartementet (JD)\n  Frist før neste runde (1)\n"
        "    3 Noe annet – frist: 1. desember 2014, status: Løpende\n"
    )
    work = json.loads(run("todo", "--format", "json", cwd=root).out)
    assert [(row["number"], row["milestone"], row["due"]) for row in work["overdue"]] == [
        ("1", "", "2014-03"), ("1", "Andre del", "2014-04"),
    ]  # fmt: skip
    assert [row["number"] for row in work["upcoming"]] == ["3"]
    rows = run("todo", "--format", "csv", cwd=root).out.splitlines()
    assert rows[0] == "responsible,role,number,title,last_status,last_round,milestone,due"
    assert rows[1] == "UD,overdue,1,Åpne alle postlister,Løpende,,,2014-03"
    assert json.loads(run("todo", "--format", "json", "--responsible", "JD", cwd=root).out)["overdue"] == []


def test_late_is_what_is_late_by_the_round_and_by_no_clock(tmp_path: Path) -> None:
    """The same plan told of half a year before: nothing is late yet."""
    root = write(tmp_path, {**FILES, "statusreport.yaml": PLAN.replace("round: 2014-06", "round: 2014-02")})
    work = json.loads(run("todo", "--format", "json", cwd=root).out)
    assert work["overdue"] == []
    assert [(row["number"], row["milestone"]) for row in work["upcoming"]] == [
        ("1", ""),
        ("1", "Andre del"),
        ("3", ""),
    ]


def test_due_next_is_what_is_due_before_a_round_as_long_as_the_last(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    assert run("round", "seal", cwd=root).status == 0
    assert run("round", "open", "2014-08", cwd=root).status == 0
    assert json.loads(run("todo", "--format", "json", cwd=root).out)["upcoming"] == []


def test_nothing_of_a_measure_that_is_over_is_late(tmp_path: Path) -> None:
    late = "[{title: Del, due: 2011, status: Løpende}]"
    plan = (
        "statuses:\n  - {id: a, label: Løpende}\n  - {id: b, label: Gjennomført}\n"
        "  - {id: c, label: Avsluttet, means: ended}\n  - {id: d, label: På vent, means: paused}\n"
    )
    files = {
        f"content/measures/{number}.md": measure(
            number, status=status, milestones=late, due="2011", reason="Derfor."
        )
        for number, status in (("1", "Løpende"), ("2", "Gjennomført"), ("3", "Avsluttet"), ("4", "På vent"))
    }
    root = small_plan(tmp_path, files, plan=plan)
    work = json.loads(run("todo", "--format", "json", cwd=root).out)
    assert [(row["number"], row["milestone"]) for row in work["overdue"]] == [
        ("1", ""), ("1", "Del"), ("4", ""), ("4", "Del"),
    ]  # fmt: skip


def test_breakdowns_by_theme_stand_where_prose_asks_for_them(tmp_path: Path) -> None:
    body = "```{breakdown} themes\n```\n\n```{breakdown} themes.data.statuses\n```\n"
    root = write(tmp_path, {**FILES, "content/chapters/3.md": chapter(title="Tall", order="3", body=body)})
    assert run("build", "--format", "md", cwd=root).status == 0
    text = (root / "build/status-report/status-report.md").read_text("utf-8")
    assert ". Forpliktelser fordelt på tema**\n\n| Tema | Antall | Andel |" in text
    assert re.search(r"\. Åpne data: forpliktelser etter status\*\*\n\n\| Status \| Antall", text)


def test_the_schema_and_the_suggestions_know_the_fields_of_a_plan(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    found = json.loads(run("schema", "measure", cwd=root).out)["properties"]
    assert found["budget"]["description"] == "Bevilget i 2014."
    assert "Mål to" in json.dumps(found["goal"], ensure_ascii=False)
    assert "Åpne data" in json.dumps(found["theme"], ensure_ascii=False)
    assert "goals" in json.loads(run("schema", "plan", cwd=root).out)["properties"]
    write(root, {"content/measures/3.md": measure("3", theme="data", budgett="1", goal="tri")})
    said = run("check", cwd=root).out
    assert "Did you mean “budget”?" in said
    assert "“tri” is not among the plan's `goals`." in said
