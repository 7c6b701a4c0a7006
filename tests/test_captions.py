"""How charts and tables are numbered, led to and titled, what stands below them, and what they are held against."""

from __future__ import annotations

import io
import itertools
import json
import re
import zipfile
from pathlib import Path

import lxml.html
import pytest
from gate.texts import squeezed
from plans import chapter, editions, measure, project, real_plan, run, small_plan, write

from statusreport.model.generated import generated
from statusreport.publishing.document import Chart, Document, Prose, Table
from statusreport.source.tokens import plain_text
from statusreport.tasks.check import check
from statusreport.words import catalogue

REGIONS = "regions: {europa: Europa, asia: Asia}\n"
WHOLE = """\
title: Hele porteføljen, om lag 110 prosjekter
short_title: hele porteføljen
breakdowns:
  regions: {title: Hele porteføljen etter region, vocabulary: regions, kind: amount, total: 8000000, parts: {europa: 6000000, asia: 2000000}}
"""
PROJECTS = {
    "content/projects/1.md": project(1, region="europa", amount="1000000"),
    "content/projects/2.md": project(2, region="asia", amount="3000000"),
}


def shown(name: str, title: str = "") -> str:
    """A directive, with a title of its own or without."""
    return f"```{{breakdown}} {name}\n{title}\n```\n" if title else f"```{{breakdown}} {name}\n```\n"


def study(root: Path, *bodies: str, **files: str) -> Document:
    """The study of two projects with these chapters."""
    chapters = {
        f"content/chapters/{n}.md": chapter("document-study", title=f"Kapittel {n}", order=str(n), body=body)
        for n, body in enumerate(bodies, 1)
    }
    plan = check(small_plan(root, {**PROJECTS, **chapters, **files}, plan=REGIONS), catalogue("en"))
    assert not plan.errors, [finding.message for finding in plan.findings]
    return editions(plan.plan)["document-study"].document


def labels(document: Document, kind: str) -> list[str]:
    found = [block.label for block in document.blocks() if isinstance(block, (Chart, Table))]
    return [label for label in dict.fromkeys(found) if label.startswith(kind)]


def prose(document: Document) -> list[str]:
    """The words of each text."""
    return [
        squeezed(plain_text(block.tokens))
        for block in document.blocks()
        if isinstance(block, Prose)
        if block.tokens
    ]


def links(document: Document) -> list[str]:
    return [
        str(child.attrs["href"])
        for block in document.blocks()
        if isinstance(block, Prose)
        for token in block.tokens
        for child in token.children or ()
        if child.type == "link_open"
    ]


def charts(document: Document) -> list[Chart]:
    return [block for block in document.blocks() if isinstance(block, Chart)]


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks() if isinstance(block, Table)]


# Numbers


def test_charts_and_tables_are_numbered_from_1_in_the_order_of_the_text(tmp_path: Path) -> None:
    plan = check(real_plan(tmp_path), catalogue("en")).plan
    for edition in editions(plan).values():
        for document in (edition.document, *edition.pages.values()):
            for kind in ("Figur", "Tabell"):
                found = labels(document, kind)
                assert found == [f"{kind}\u00a0{n}" for n in range(1, len(found) + 1)]
            assert all(block.label for block in document.blocks() if isinstance(block, (Chart, Table)))


def test_parts_of_a_table_that_no_page_has_room_for_have_one_number(tmp_path: Path) -> None:
    columns = ", ".join(f"kolonne{n}: text" for n in range(20))
    row = ", ".join(f"kolonne{n}: Menneskerettighetsdomstolen" for n in range(20))
    plan = f"fields: {{measure: {{tall: {{label: Tall, type: table, columns: {{{columns}}}}}}}}}\n"
    root = small_plan(tmp_path, {"content/measures/1.md": measure("1", tall=f"[{{{row}}}]")}, plan=plan)
    report = editions(check(root, catalogue("en")).plan)["status-report"].document
    divided = [table for table in tables(report) if "(del " in table.caption]
    assert len(divided) > 1
    assert len({table.label for table in divided}) == 1
    assert len({table.id for table in divided}) == len(divided)
    found = labels(report, "Tabell")
    assert found == [f"Tabell\u00a0{n}" for n in range(1, len(found) + 1)]


def test_a_link_says_the_number_of_what_it_leads_to_in_every_format(tmp_path: Path) -> None:
    text = (
        "Se [](#chart:projects.units), [](2.md#table:projects.regions) og [her](#table:projects.units).[^1]\n\n"
        f"{shown('projects.units')}\n- I [](2.md#chart:projects.regions).\n\n[^1]: Og [](#chart:projects.units).\n"
    )
    document = study(tmp_path, text, shown("projects.regions"))
    ids = [*(chart.id for chart in charts(document)), *(table.id for table in tables(document))]
    assert [href.removeprefix("#") in ids for href in links(document)] == [True] * 4
    assert run("build", "document-study", cwd=tmp_path).status == 0
    folder = tmp_path / "build" / "document-study"
    page = lxml.html.document_fromstring((folder / "index.html").read_bytes())
    for href, words in {
        "#projects-units-chart": "figur 1",
        "#projects-regions-table": "tabell 2",
        "#projects-units-table": "her",
        "#projects-regions-chart": "figur 2",
    }.items():
        assert words in [
            squeezed(str(link.text_content())) for link in page.xpath(f"//main//a[@href='{href}']")
        ]
        assert page.xpath(f"//*[@id='{href[1:]}']")
    assert "[figur\u00a01](#projects-units-chart)" in (folder / "document-study.md").read_text("utf-8")
    assert '<a id="projects-units-chart"></a>' in (folder / "document-study.md").read_text("utf-8")
    for file, mark in (
        ("docx", b'w:name="projects-units-chart"'),
        ("odt", b'text:name="projects-units-chart"'),
    ):
        with zipfile.ZipFile(folder / f"document-study.{file}") as package:
            parts = b"".join(package.read(name) for name in package.namelist() if name.endswith(".xml"))
        assert mark in parts
        assert "figur\u00a01".encode() in parts
        assert "Figur\u00a01. ".encode() in parts


def test_what_two_chapters_show_is_led_to_in_each_of_them(tmp_path: Path) -> None:
    text = f"Se [](#chart:projects.regions).\n\n{shown('projects.regions')}"
    document = study(tmp_path, text, text, "Se [](2.md#chart:projects.regions).\n")
    assert [words for words in prose(document) if words.startswith("Se")] == [
        "Se figur 1.",
        "Se figur 2.",
        "Se figur 2.",
    ]
    assert links(document) == ["#projects-regions-chart", *["#projects-regions-chart-2"] * 2]


def test_what_a_publication_makes_of_itself_has_names_that_texts_refer_to(tmp_path: Path) -> None:
    """All of them: in a plan with themes, an earlier round, several who lead, projects and an evaluation."""
    root = real_plan(tmp_path)
    settings = (root / "statusreport.yaml").read_text("utf-8")
    write(root, {"statusreport.yaml": f"{settings}themes: {{hjelp: Hjelp}}\n"})
    second = root / "content/measures/02.md"
    second.write_text(
        re.sub(r"(?m)^number: .*$", "\\g<0>\ntheme: hjelp", second.read_text("utf-8"), count=1), "utf-8"
    )
    assert run("round", "open", "2013-02", cwd=root).status == 0
    plan = check(root, catalogue("en")).plan
    for publication in ("status-report", "document-study"):
        one = next(each for each in plan.chapters if each.publication == publication)
        names = generated(plan, one)
        assert len(names) > 1
        body = ", ".join(f"[](#{name})" for name in names)
        alone = chapter(publication, title="Alt", order="99", body=f"Se {body}.\n")
        write(root, {f"content/chapters/{publication}.md": alone})
        again = check(root, catalogue("en"))
        assert not again.errors, [finding.message for finding in again.findings]
        document = editions(again.plan)[publication].document
        (words,) = (words for words in prose(document) if words.startswith(("Se figur", "Se tabell")))
        hrefs = links(document)
        blocks = (block for block in document.blocks() if isinstance(block, (Chart, Table)))
        led_to = [block for block in blocks if f"#{block.id}" in hrefs]
        said = words.removeprefix("Se ").removesuffix(".").split(", ")
        assert len(said) == len(set(said)) == len(names)
        assert set(said) <= {squeezed(block.label.casefold()) for block in led_to}


def test_a_chapter_of_another_publication_has_none_of_them(tmp_path: Path) -> None:
    files = {
        "content/chapters/2.md": chapter("document-study", title="Tall", body="Se [](#table:measures).\n")
    }
    (finding,) = check(small_plan(tmp_path, PROJECTS | files, plan=REGIONS), catalogue("en")).errors
    assert finding.code == "T106"
    assert "#table:projects" in finding.help


def test_data_for_programs_call_what_a_publication_makes_by_its_title(tmp_path: Path) -> None:
    body = "## Tiltak\n\nSe [](#table:measures) og [](#chart:measures).\n\n## Status\n\nGjort.\n"
    plan = check(small_plan(tmp_path, {"content/measures/1.md": measure("1", body=body)}), catalogue("en"))
    assert not plan.errors
    (first, *_) = json.loads(json.dumps(editions(plan.plan)["status-report"].data))["measures"]
    assert "Tiltak med ansvarlige og status" in json.dumps(first, ensure_ascii=False)
    assert "table:measures og" not in json.dumps(first, ensure_ascii=False)


def test_what_another_publication_shows_is_called_by_its_title(tmp_path: Path) -> None:
    report = chapter(body="Se [](2.md#chart:projects.regions) og [figuren](2.md#chart:projects.regions).\n")
    files = {
        "content/chapters/1.md": report,
        "content/chapters/2.md": chapter("document-study", title="Tall", body=shown("projects.regions")),
    }
    plan = check(small_plan(tmp_path, PROJECTS | files, plan=REGIONS), catalogue("en"))
    assert not plan.errors
    document = editions(plan.plan)["status-report"].document
    assert "Se Prosjektene fordelt på region og figuren." in prose(document)
    assert links(document)[:2] == ["document-study#kapittel-tall"] * 2


def test_data_for_programs_call_it_by_its_title(tmp_path: Path) -> None:
    """There nothing has a number."""
    body = "## Tiltak\n\nStaten skal gi [](../chapters/1.md#chart:measures.statuses) og [](#table:measures.statuses) hus.\n\n```{breakdown} measures.statuses\n```\n\n## Status\n\nDe *ble* åpnet.\n"
    files = {
        "content/measures/1.md": measure("1", body=body),
        "content/chapters/1.md": chapter(body=shown("measures.statuses")),
    }
    plan = check(small_plan(tmp_path, files), catalogue("en"))
    assert not plan.errors
    data = json.loads(json.dumps(editions(plan.plan)["status-report"].data))
    (first, *_) = data["measures"]
    assert first["sections"]["Tiltak"].startswith(
        "Staten skal gi [Tiltak etter status](../chapters/1.md#chart:measures.statuses) og "
        "[Tiltak etter status](#table:measures.statuses) hus."
    )
    assert run("build", "--format", "json,md", cwd=tmp_path).status == 0


def test_a_number_begins_a_sentence_as_one_does(tmp_path: Path) -> None:
    led = "[](#chart:projects.regions)"
    body = f"{led} viser dette.\n{led} også: *se* {led}, jf. {led}.\n\n- {led}\n\n> **{led}** viser. *Slik!* {led} (f.eks. {led})\n\n"
    found = prose(study(tmp_path, body + shown("projects.regions")))
    assert found[0] == (
        "Figur 1 viser dette. Figur 1 også: se figur 1, jf. figur 1. "
        "Figur 1 "
        "Figur 1 viser. Slik! Figur 1 (f.eks. figur 1)"
    )


# Titles


def test_a_chart_may_state_a_finding_and_what_it_shows_stands_below(tmp_path: Path) -> None:
    title = "Asia får {figure}`projects.regions.asia.amount.share`\nav «pengene» [in all]{lang=en}"
    (chart, *_) = charts(study(tmp_path, shown("projects.regions", title)))
    assert chart.caption == "Figur\u00a01. Asia får 75,0\u00a0% av «pengene» in all"
    assert chart.about == "Prosjektene fordelt på region, i millioner kroner"
    assert chart.description == (
        "Asia får 75,0\u00a0% av «pengene» in all. Prosjektene fordelt på region, i millioner kroner. "
        "Asia: 3,0 (75,0\u00a0%); Europa: 1,0 (25,0\u00a0%)."
    )


def test_without_a_title_of_its_own_a_chart_is_called_what_it_shows(tmp_path: Path) -> None:
    first, second = charts(
        study(tmp_path, f"{shown('projects.regions')}\n{shown('projects.units', 'Alt fra Norad')}")
    )[:2]
    assert (first.title, first.about) == ("Prosjektene fordelt på region, i millioner kroner", "")
    assert (second.title, second.about) == (
        "Alt fra Norad",
        "Prosjektene fordelt på hvem som ga støtten, i millioner kroner",
    )


# The whole and a part


def test_two_breakdowns_stand_in_one_chart_on_one_scale(tmp_path: Path) -> None:
    body = shown("portfolio.regions projects.regions")
    document = study(tmp_path, body, **{"content/figures/portfolio.yaml": WHOLE})
    (chart, *_) = charts(document)
    assert chart.title == "Hele porteføljen og utvalget fordelt på region, i millioner kroner"
    assert [(bar.label, bar.value, round(bar.length, 3), bar.outlined) for bar in chart.bars] == [
        ("Europa", "6,0 (75,0\u00a0%), hele porteføljen", 1.0, True),
        ("", "1,0 (25,0\u00a0%), utvalget", 0.167, False),
        ("Asia", "2,0 (25,0\u00a0%), hele porteføljen", 0.333, True),
        ("", "3,0 (75,0\u00a0%), utvalget", 0.5, False),
    ]
    assert [table.title for table in tables(document)[:2]] == [
        "Hele porteføljen etter region",
        "Prosjektene fordelt på region",
    ]
    # What stands in a pair is shown, and not once more where nothing shows it.
    assert [table.title for table in tables(document)].count("Prosjektene fordelt på region") == 1


# Shares


@pytest.mark.parametrize(
    ("count", "told"), [(3, ["33\u00a0%", "67\u00a0%"]), (150, ["33,3\u00a0%", "66,7\u00a0%"])]
)
def test_shares_of_few_have_no_decimals_wherever_they_are_printed(
    count: int, told: list[str], tmp_path: Path
) -> None:
    files = {
        f"content/measures/{n}.md": measure(
            str(n), status="Løpende" if n % 3 else "Gjennomført", title=f"Hus {n}"
        )
        for n in range(1, count + 1)
    }
    text = "Det er {figure}`measures.statuses.completed.share`.\n\n" + shown("measures.statuses")
    root = small_plan(tmp_path, files | {"content/chapters/1.md": chapter(body=text)})
    document = editions(check(root, catalogue("en")).plan)["status-report"].document
    assert f"Det er {squeezed(told[0])}." in prose(document)
    table = next(table for table in tables(document) if table.id == "measures-statuses-table")
    shares = [row.cells[2][0].text for row in table.rows]
    assert [share for share in shares if share[0] != "0"] == told
    chart = next(chart for chart in charts(document) if chart.id == "measures-statuses-chart")
    assert told[0] in chart.bars[0].value


# Abbreviations


def test_below_a_table_stands_what_its_abbreviations_mean(tmp_path: Path) -> None:
    report = editions(check(small_plan(tmp_path), catalogue("en")).plan)["status-report"].document
    overview = next(table for table in tables(report) if table.filters)
    assert overview.notes[-1] == "Forkortelser: JD: Justisdepartementet; UD: Utenriksdepartementet."
    by_status = next(table for table in tables(report) if table.id == "ansvarlige-status-tabell")
    assert [row.cells[0][0].text for row in by_status.rows] == [
        "Justisdepartementet (JD)",
        "Utenriksdepartementet (UD)",
    ]


# Order


def test_statuses_stand_in_one_order_everywhere(tmp_path: Path) -> None:
    statuses = [
        "Gjennomført",
        "Løpende/under gjennomføring",
        "Under forberedelse",
        "Ikke igangsatt",
    ]
    report = editions(check(real_plan(tmp_path), catalogue("en")).plan)["status-report"].document
    found = []
    for table in tables(report):
        found.append([column.label for column in table.columns])
        found.append([row.cells[0][0].text for row in table.rows])
        found += [[option.label for option in each.options] for each in table.filters]
    for chart in charts(report):
        found += [re.findall("|".join(statuses), bar.told) for bar in chart.bars]
    orders = [[text for text in texts if text in statuses] for texts in found]
    several = [order for order in orders if len(order) > 1]
    assert len(several) > 5
    for order in several:
        assert all(statuses.index(a) < statuses.index(b) for a, b in itertools.pairwise(order)), order


# What is not for readers


def test_remarks_among_editors_stand_in_no_published_file(tmp_path: Path) -> None:
    """Other keys of the editors' own are published; what is internal is said by the plan."""
    own = "x-note: {a: [hemmelig]}\nx-sak: 12/345"
    files = {
        "content/measures/1.md": measure(
            "1", area=f"By\n{own}", milestones="[{title: Hus, status: Løpende, x-note: hemmelig}]"
        ),
        "content/projects/1.md": project(evaluations=f"[{{year: 2007, x-note: hemmelig}}]\n{own}"),
        "content/chapters/1.md": chapter(title=f"Om\n{own}"),
    }
    plan = f"internal: [x-note, title]\n{own}\n"
    root = small_plan(tmp_path, files, plan=plan)
    assert run("build", cwd=root).status == 0
    for file in (root / "build").rglob("*"):
        if not file.is_file():
            continue
        data = file.read_bytes()
        parts = [data]
        if zipfile.is_zipfile(io.BytesIO(data)):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                parts = [package.read(name) for name in package.namelist()]
        assert not any(b"hemmelig" in part or b"x-note" in part for part in parts), file
    report = json.loads((root / "build/status-report/status-report.json").read_text("utf-8"))
    assert [report["x-sak"], report["measures"][0]["x-sak"]] == ["12/345"] * 2
    assert report["title"] == "Handlingsplan"


def test_this_plan_publishes_none_of_its_remarks_among_editors(tmp_path: Path) -> None:
    plan = check(real_plan(tmp_path), catalogue("en")).plan
    assert any(measure.extra for measure in plan.measures)
    assert all("x-note" not in json.dumps(edition.data) for edition in editions(plan).values())


# Further pages


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.no/plan/", "https://example.no/plan/responsible/JD.html"),
        ("https://example.no/plan", "https://example.no/plan/responsible/JD.html"),
        ("https://example.no/plan/index.html", "https://example.no/plan/responsible/JD.html"),
        ("", ""),
    ],
)
def test_the_page_of_a_body_has_an_address_of_its_own_and_no_number(
    url: str, address: str, tmp_path: Path
) -> None:
    said = f"publications: {{status-report: {{url: {url or '~'}, number: ISBN 1}}}}\n".replace("url: ~, ", "")
    write(small_plan(tmp_path, plan=said), {})
    assert run("build", "--format", "html", cwd=tmp_path).status == 0
    page = lxml.html.document_fromstring((tmp_path / "build/status-report/responsible/JD.html").read_bytes())
    assert page.xpath("//meta[@name='DC.identifier']/@content") == [address] * bool(address)
    assert page.xpath("//meta[@property='og:url']/@content") == [address] * bool(address)
    assert squeezed(str(page.xpath("string(//caption)"))).startswith("Figur 1. ")
