"""The plans under `examples` are checked and built as they lie there, in every format."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import ROOT
from plans import copied, run

EXAMPLES = sorted(folder for folder in (ROOT / "examples").iterdir() if folder.is_dir())
OPEN = ROOT / "examples" / "open-government"


@pytest.fixture(params=EXAMPLES, ids=lambda folder: folder.name)
def example(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return copied(request.param, tmp_path / "plan")


def test_an_example_has_a_page_and_seals_that_hold(example: Path) -> None:
    assert (example / "README.md").is_file()
    assert run("round", "verify", cwd=example).status == 0


def test_the_open_government_plan_has_no_finding_and_builds_in_every_format(tmp_path: Path) -> None:
    root = copied(OPEN, tmp_path / "plan")
    found = run("check", cwd=root)
    assert (found.status, found.out) == (0, "No findings in 29 files.\n")
    made = run("build", cwd=root)
    assert made.status == 0, made.err
    folder = root / "build" / "status-report"
    suffixes = {file.suffix for file in folder.iterdir()}
    assert suffixes >= {".html", ".pdf", ".docx", ".odt", ".md", ".json", ".csv"}
    report = json.loads((folder / "status-report.json").read_bytes())
    assert len(report["measures"]) == 24
    assert sum(len(found["milestones"]) for found in report["measures"]) == 45
    assert [found["number"] for found in report["measures"] if found["overdue"]] == ["2.3", "3.2", "4.2"]
    assert {found["fields"]["value"] for found in report["measures"]} == {
        "transparency",
        "participation",
        "accountability",
    }


# Words of the tool's other languages that a page in English would have if one were fixed in the code.
NORWEGIAN = re.compile(
    r"\b(tiltak\w*|ansvar\w*|frist|forfalt|delmål|merknad\w*|runde|nådd|gjennomført|tema|og|ikke|av|etter|kroner|innhold)\b",
    re.IGNORECASE,
)


def test_nothing_in_an_english_report_is_norwegian(tmp_path: Path) -> None:
    root = copied(OPEN, tmp_path / "plan")
    assert run("build", "--format", "html,md", cwd=root).status == 0
    page = (root / "build/status-report/index.html").read_text("utf-8")
    words = re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)
    assert NORWEGIAN.findall(words) == []
    assert "measure" not in words.lower().replace("what is measured", "")


def test_what_differs_between_its_rounds_is_told_in_its_own_words(tmp_path: Path) -> None:
    root = copied(OPEN, tmp_path / "plan")
    found = json.loads(run("diff", "2023-03", "--format", "json", cwd=root).out)
    assert found["summary"]["advanced"] == 14
    assert found["summary"]["ended"] == 1
    fields = {fact["field"] for fact in found["facts"]}
    assert fields == {"completed", "due", "evidence", "indicator", "milestones", "reason"}
    moved = next(fact for fact in found["facts"] if fact["field"] == "due")
    assert (moved["number"], moved["from"], moved["to"]) == ("2.4", "2024-03", "2025-03")
    shown = run("diff", "2023-03", "--format", "markdown", cwd=root).out
    assert "14 commitments advanced and none went back" in shown
