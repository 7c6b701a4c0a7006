"""The status before anything else, the page of each responsible body, the feed, and what a page says to machines."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import lxml.html
import pytest
from conftest import ROOT
from gate.texts import squeezed
from plans import copied, measure, run, small_plan, with_project, write

ATOM = "{http://www.w3.org/2005/Atom}"
REPORT = "build/status-report"


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four measures: two led by JD, one of them completed, one far behind, and one that is shared."""
    root = small_plan(
        tmp_path_factory.mktemp("glance"),
        {
            "content/measures/1.md": measure("1", status="Gjennomført"),
            "content/measures/2.md": measure("2", status="Ikke igangsatt", responsible="[UD, JD]"),
            "content/measures/3.md": measure("3", status="Under forberedelse"),
            "content/measures/4.md": measure("4", responsible="[UD]"),
        },
    )
    assert run("build", "--format", "html,md,json,csv", cwd=root).status == 0
    return root


def page(root: Path, name: str = "index.html") -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring((root / REPORT / name).read_bytes())


def words(element: lxml.html.HtmlElement) -> str:
    return squeezed(str(element.text_content()))


def test_the_report_begins_with_the_status(plan: Path) -> None:
    tree = page(plan)
    (status,) = tree.xpath("//main/section[1]")
    assert status.get("id") == "status"
    assert words(status.xpath("./p")[0]) == (
        "1 av 4 tiltak er gjennomført. 1 har status «Løpende/under gjennomføring», 1 «Under forberedelse» "
        "og 1 «Ikke igangsatt»."
    )


def test_every_measure_is_a_mark_of_its_class_once_and_leads_to_its_section(plan: Path) -> None:
    tree = page(plan)
    marks = tree.xpath("//section[@id='status']//a[contains(@class, 'tile')]")
    told = {mark.text: (mark.get("href"), mark.get("class"), mark.get("aria-label")) for mark in marks}
    assert len(marks) == len(told) == 4
    assert told["1"] == ("#tiltak-1", "tile filled", "Tiltak 1, Hjelpe ofre 1: Gjennomført")
    assert told["2"] == ("#tiltak-2", "tile open", "Tiltak 2, Hjelpe ofre 2: Ikke igangsatt")
    assert {href for href, _, _ in told.values()} <= {f"#{ident}" for ident in tree.xpath("//section/@id")}


def test_the_bodies_stand_on_one_scale(plan: Path) -> None:
    tree = page(plan)
    (chart,) = tree.xpath("//section[@id='status']//figure")
    assert "Justisdepartementet (JD): 2 tiltak (Gjennomført: 1 og Under forberedelse: 1)" in words(chart)


def test_a_measure_is_as_wide_whoever_has_most_and_that_is_said(tmp_path: Path) -> None:
    root = small_plan(tmp_path, {"content/measures/3.md": measure("3", responsible="[UD]")})
    assert run("build", "--format", "html", cwd=root).status == 0
    (status,) = page(root).xpath("//section[@id='status']")
    said = "Utenriksdepartementet har hovedansvaret for flest tiltak, 2; av dem er 1 gjennomført."
    assert words(status.xpath("./p")[0]).endswith(said)
    widths = [float(width.rstrip("%")) for width in status.xpath(".//figure//rect/@width")]
    assert len(widths) == 3
    assert len(set(widths)) == 1


def test_what_has_come_least_far_is_named(plan: Path) -> None:
    tree = page(plan)
    rows = tree.xpath("//*[@id='status-kortest']//tbody/tr")
    assert [words(row) for row in rows] == [
        "2 Hjelpe ofre 2 UD Ikke igangsatt",
        "3 Hjelpe ofre 3 JD Under forberedelse",
    ]


def test_each_body_has_a_page_that_leads_back(plan: Path) -> None:
    assert sorted(file.name for file in (plan / REPORT / "responsible").iterdir()) == ["JD.html", "UD.html"]
    tree = page(plan, "responsible/JD.html")
    assert words(tree.xpath("//h1")[0]) == "Justisdepartementet"
    shown = words(tree.xpath("//section[@id='status']/p")[0])
    assert (
        shown
        == "Justisdepartementet har hovedansvaret for 2 tiltak. 1 av dem er gjennomført. I tillegg kommer medansvar for 1."
    )
    assert tree.xpath("//meta[@name='description']/@content") == [shown], "and not what the whole report says"
    hrefs = [str(href) for href in tree.xpath("//main//a/@href")]
    assert "../index.html#tiltak-1" in hrefs
    anchors = set(page(plan).xpath("//@id"))
    assert all(href.partition("#")[2] in anchors for href in hrefs if href.startswith("../index.html#"))
    linking = {str(href) for href in page(plan).xpath("//a/@href") if str(href).startswith("responsible/")}
    assert linking == {"responsible/JD.html", "responsible/UD.html"}


def test_what_a_body_leads_alone_is_called_as_one(tmp_path: Path) -> None:
    small_plan(tmp_path, plan="words: {measure: [forpliktelse, forpliktelser]}\n")
    assert run("build", "--format", "html", cwd=tmp_path).status == 0
    shown = words(page(tmp_path, "responsible/UD.html").xpath("//main")[0])
    assert "Utenriksdepartementet har hovedansvaret for 1 forpliktelse, som er gjennomført." in shown


def test_a_body_whose_name_is_no_file_name_has_a_page_all_the_same(tmp_path: Path) -> None:
    plan = "responsible: {A/B: Avdeling en, a-b: Avdeling to, '..': Avdeling tre}\n"
    files = {
        "statusreport.yaml": f"title: T\nlanguage: nb\nround: 2012-02\n{plan}",
        "content/measures/1.md": measure("1", responsible="[A/B, a-b, '..']"),
    }
    write(tmp_path, files)
    assert run("build", "--format", "html", cwd=tmp_path).status == 0
    made = sorted(file.name for file in (tmp_path / REPORT / "responsible").iterdir())
    assert made == ["-.html", "A-B.html", "a-b-2.html"]


def test_the_feed_tells_what_changed_in_each_round(tmp_path: Path) -> None:
    files = {
        "content/measures/1.md": measure("1", round="2012-02"),
        "content/measures/2.md": measure("2", round="2012-02"),
    }
    root = small_plan(tmp_path, files)
    assert run("round", "seal", cwd=root).status == 0
    assert run("round", "open", "2013-02", cwd=root).status == 0
    new = measure(
        "1",
        status="Gjennomført",
        round="2013-02",
        body="## Tiltak\n\nStaten skal gi alle ofre et sted å bo.\n\n## Status\n\nAlle hus er åpnet.\n",
    )
    write(root, {"content/measures/1.md": new})
    result = run("build", "--format", "html", cwd=root)
    assert result.status == 0, result.err
    feed = ET.fromstring((root / REPORT / "feed.xml").read_bytes())
    assert feed.findtext(f"{ATOM}updated") == "2013-02-28T00:00:00Z"
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) == 1
    said = ET.tostring(feed, "unicode", "text")
    assert "1 Hjelpe ofre 1: Gått fremover (Løpende → Gjennomført)" in said
    before = (root / REPORT / "feed.xml").read_bytes()
    assert run("build", "--format", "html,md", cwd=root).status == 0
    assert (root / REPORT / "feed.xml").read_bytes() == before


def test_of_several_rounds_the_feed_has_the_newest_first_and_a_body_s_page_its_own(tmp_path: Path) -> None:
    root = copied(ROOT / "examples" / "rounds", tmp_path / "plan")
    assert run("build", "--format", "html", cwd=root).status == 0
    feed = ET.fromstring((root / REPORT / "feed.xml").read_bytes())
    entries = [
        [entry.findtext(f"{ATOM}{part}") for part in ("title", "updated", "id")]
        for entry in feed.iter(f"{ATOM}entry")
    ]
    assert [(title, day) for title, day, _ in entries] == [
        (f"Status per mars {year}", f"{year}-03-31T00:00:00Z") for year in (2024, 2023, 2022)
    ]
    assert len({ident for _, _, ident in entries}) == 3
    rows = page(root, "responsible/TD.html").xpath("//section[@id='endringer']//tbody/tr")
    changes = json.loads(run("diff", "2023-03", "--format", "json", cwd=root).out)["changes"]
    own = {change["number"] for change in changes if "TD" in change["responsible"]}
    assert 0 < len(own) < len(changes)
    assert {words(row.xpath("./*")[0]) for row in rows} == own


def test_a_page_links_to_the_files_beside_it(plan: Path) -> None:
    tree = page(plan)
    files = [str(href) for href in tree.xpath("//p[@class='files']/a/@href")]
    assert {*files} == {
        "datapackage.json",
        "measures.csv",
        "status-report.json",
        "status-report.md",
        "feed.xml",
    }
    assert all((plan / REPORT / file).is_file() for file in files)


def test_a_page_tells_machines_what_it_is(plan: Path) -> None:
    tree = page(plan)
    (text,) = tree.xpath("//script[@type='application/ld+json']/text()")
    told = json.loads(str(text))
    assert (told["@type"], told["inLanguage"], told["abstract"]) == (
        "Report",
        "nb",
        words(tree.xpath("//section[@id='status']/p")[0]),
    )
    assert [part["creativeWorkStatus"] for part in told["hasPart"]] == [
        "Gjennomført",
        "Ikke igangsatt",
        "Under forberedelse",
        "Løpende",
    ]
    assert {file["contentUrl"] for file in told["encoding"]} >= {"measures.csv", "status-report.md"}
    properties = {str(meta.get("property")) for meta in tree.xpath("//meta[@property]")}
    assert {"og:title", "og:type", "og:description", "og:locale"} <= properties
    names = {str(meta.get("name")) for meta in tree.xpath("//meta[@name]")}
    assert {"DC.title", "DC.language", "description"} <= names


def test_markup_in_a_title_ends_no_script(tmp_path: Path) -> None:
    title = "'</script><script>alert(1)</script>'"
    root = small_plan(tmp_path, {"content/measures/1.md": measure("1", title=title)})
    assert run("build", "--format", "html", cwd=root).status == 0
    tree = page(root)
    assert len(tree.xpath("//script")) == 2
    (text,) = tree.xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(str(text))["hasPart"][0]["name"] == title.strip("'")


def test_records_lead_to_their_neighbours_and_the_overview(tmp_path: Path) -> None:
    root = with_project(tmp_path)
    assert run("build", "--format", "html", cwd=root).status == 0
    tree = page(root)
    around = tree.xpath("//section[@id='tiltak-1']/nav/a/@href")
    assert around == ["#oversikt", "#tiltak-2", "#tiltak-1"]
    heading = words(tree.xpath("//section[@id='tiltak-1']/h3")[0])
    assert heading == "Tiltak 1 Hjelpe ofre 1, Løpende"
    inner = [words(found) for found in tree.xpath("//section[@id='tiltak-1']//h4")]
    assert inner == ["Tiltak, Tiltak 1", "Status, Tiltak 1"]


def test_a_filter_tells_how_many_it_leaves(plan: Path) -> None:
    tree = page(plan)
    labels = [words(label) for label in tree.xpath("//*[@id='oversikt-tabell']//label")]
    assert labels == [
        "Alle", "Justisdepartementet (JD) 2 + 1", "Utenriksdepartementet (UD) 2", "Alle",
        "Gjennomført 1", "Løpende/under gjennomføring 1", "Under forberedelse 1", "Ikke igangsatt 1",
    ]  # fmt: skip
    (shown,) = tree.xpath("//*[@role='status']")
    assert shown.get("data-some") == "# av 4 vises."
