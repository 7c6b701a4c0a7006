"""Fields that are Markdown are read as Markdown in every place that says them: `note`, `reason` and a plan's own."""

from __future__ import annotations

import json
import re
import zipfile
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from plans import measure, run, small_plan

from statusreport.source.markdown import Body

OWN = "fields: {measure: {more: {label: Mer, type: markdown}}}\n"
REASON = """|
  Loven er *ikke* vedtatt, se [høringen](https://example.org/h) og [tiltak 2](2.md).

  - {figure}`measures.count` tiltak venter."""
BODY = "## Tiltak\n\nStaten skal gi alle ofre et sted å bo.\n\n## Status\n\n{}\n"
SAID = ("Loven er ikke vedtatt, se høringen", "og tiltak 2", "2 tiltak venter.")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan whose first measure went back, for a reason with markup, built in every format of texts."""
    before = measure("1", status="Løpende", round="2012-02", more="Gammelt *ord*.")
    files = {"content/measures/1.md": before, "content/measures/2.md": measure("2", round="2012-02")}
    root = small_plan(tmp_path_factory.mktemp("reasons"), files, plan=OWN)
    for command in (("round", "seal"), ("round", "open", "2013-02")):
        assert run(*command, cwd=root).status == 0
    now = measure(
        "1", status="Ikke igangsatt", round="2013-02", reason=REASON, more="Nytt **ord**.",
        body=BODY.format("Huset måtte stenges i 2012."),
    )  # fmt: skip
    two = measure("2", round="2013-02", body=BODY.format("Alt går som planlagt i 2012."))
    small_plan(root, {"content/measures/1.md": now, "content/measures/2.md": two}, plan=OWN)
    file = root / "statusreport.yaml"
    file.write_text(file.read_text("utf-8").replace("round: 2012-02", "round: 2013-02"), "utf-8")
    made = run("build", "--format", "html,md,docx,odt,json,csv", cwd=root)
    assert (made.status, made.err) == (0, "")
    return root


def words_of(folder: Path, name: str) -> str:
    """What a format says, its own markup left out."""
    if name in ("docx", "odt"):
        with zipfile.ZipFile(folder / f"status-report.{name}") as parts:
            data = parts.read("word/document.xml" if name == "docx" else "content.xml").decode("utf-8")
    else:
        data = (folder / ("index.html" if name == "html" else f"status-report.{name}")).read_text("utf-8")
        data = re.sub(r"\]\(<?[^)]*\)|[*\[\\]", "", data) if name == "md" else data
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", data)))


@pytest.mark.parametrize("name", ["html", "md", "docx", "odt"])
def test_a_reason_is_printed_as_markdown_with_its_measure_and_among_the_changes(
    plan: Path, name: str
) -> None:
    text = words_of(plan / "build" / "status-report", name)
    assert [text.count(words) for words in SAID] == [2, 2, 2]
    assert "{figure}" not in text


def test_the_links_and_emphasis_of_a_reason_are_those_of_the_page(plan: Path) -> None:
    page = (plan / "build" / "status-report" / "index.html").read_text("utf-8")
    assert page.count('<a href="https://example.org/h">høringen</a>') == 2
    assert page.count("<em>ikke</em> vedtatt") == 2
    assert len(re.findall(r'<a href="#tiltak-2">tiltak 2</a>', page)) == 2
    # Where it explains a step back it stands in one paragraph with that.
    assert re.search(r"Løpende → Ikke igangsatt\. Loven er <em>ikke</em>", page)


def test_programs_get_markdown_whose_figures_are_filled_in(plan: Path) -> None:
    folder = plan / "build" / "status-report"
    first = json.loads((folder / "status-report.json").read_bytes())["measures"][0]
    assert first["reason"].startswith("Loven er *ikke* vedtatt, se [høringen](https://example.org/h)")
    assert first["reason"].endswith("\n\n- 2 tiltak venter.")
    # A cell whose line begins with a sign of a formula gets an apostrophe there.
    assert "\n\n'- 2 tiltak venter." in (folder / "measures.csv").read_text("utf-8")


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_comparison_says_the_words_of_a_reason(plan: Path, form: str) -> None:
    shown = run("diff", "2012-02", "--format", form, cwd=plan).out
    text = unescape(re.sub(r"\]\(<?[^)]*\)|[\[*]|<[^>]+>", " ", shown))
    text = re.sub(r"\s+", " ", text)
    assert [words for words in SAID[:2] if words not in text] == []
    assert "2.md" not in shown  # what a link within the plan leads to is no page here
    # A field of the plan's own is compared by its words too.
    assert re.search(r"Gammelt ord\.[ →|]+Nytt ord\.", text)


def test_a_comparison_for_programs_keeps_the_markup(plan: Path) -> None:
    (change,) = json.loads(run("diff", "2012-02", "--format", "json", cwd=plan).out)["changes"]
    assert change["reason"].startswith("Loven er *ikke* vedtatt")


def test_a_column_of_a_table_has_no_room_for_markdown(tmp_path: Path) -> None:
    plan = "fields: {measure: {t: {label: T, type: table, columns: {a: markdown}}}}\n"
    result = run("check", cwd=small_plan(tmp_path, plan=plan))
    assert result.status == 2
    assert "markdown" in result.out + result.err


@pytest.mark.parametrize("address", ["https://example.org/a[1]", "https://example.org/b?x[]=2&y[0]=3"])
def test_an_address_with_brackets_is_whole(address: str) -> None:
    (link,) = Body(f"Se {address}, og mer.").links
    assert unquote(link.target) == address


@pytest.mark.parametrize("text", ["https://example.org/a[^1]\n\n[^1]: Note", "[https://example.org/a](b.md)"])
def test_a_note_or_link_behind_an_address_is_no_part_of_it(text: str) -> None:
    assert [link.target for link in Body(text).links] in (["https://example.org/a"], ["b.md"])
