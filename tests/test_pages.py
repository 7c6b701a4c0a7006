"""The pages for editors: what they say to write is written, what they say to run is run, and answers as they say."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT
from markdown_it import MarkdownIt
from plans import PICTURES, Run, measure, run, small_plan

PAGES = sorted((ROOT / "docs" / "nb").glob("*.md"))
OTHER_PROGRAMS = ("git", "uv", "brew", "winget", "pip", "pipx", "cd")


@dataclass(frozen=True)
class Fence:
    kind: str
    about: str
    text: str
    line: int


def fences(page: Path) -> list[Fence]:
    found = []
    for token in MarkdownIt().parse(page.read_text("utf-8")):
        if token.type == "fence":
            assert token.map
            kind, _, about = token.info.strip().partition(" ")
            found.append(Fence(kind, about, token.content, token.map[0] + 1))
    return found


@pytest.fixture(autouse=True)
def norwegian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATUSREPORT_LANGUAGE", "nb")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_found_from_the_index(page: Path) -> None:
    assert f"](nb/{page.name})" in (ROOT / "docs" / "README.md").read_text("utf-8")


def test_a_plan_that_changes_is_written_as_the_page_says(tmp_path: Path) -> None:
    answer = Run(0, "", "")
    answered = 0
    for fence in fences(ROOT / "docs" / "nb" / "nar-planen-endrer-seg.md"):
        path, _, more = fence.about.partition(" ")
        if (fence.kind, fence.about) == ("text", "svar"):
            assert fence.text.strip() in answer.out, f"line {fence.line}: {answer.out}"
            answered += 1
        elif (fence.kind, fence.about) == ("sh", "slett"):
            (tmp_path / fence.text.strip()).unlink()
        elif fence.kind == "sh":
            for line in fence.text.splitlines():
                answer = run(*shlex.split(line)[1:], cwd=tmp_path)
                assert answer.status == 0, f"line {fence.line}: {line}: {answer.out}{answer.err}"
        else:
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            before = file.read_text("utf-8") if more == "+" else ""
            file.write_text(before + fence.text, "utf-8")
    assert answered > 8


def said(tmp_path: Path, text: str) -> str:
    root = small_plan(tmp_path, {"content/measures/1.md": measure() + f"\n{text}"})
    (root / "content" / "bilder").mkdir(exist_ok=True)
    (root / "content" / "bilder" / "ofre.png").write_bytes(PICTURES["png"])
    return run("check", cwd=root).out


WORD = fences(ROOT / "docs" / "nb" / "fra-word.md")


@pytest.mark.parametrize("fence", WORD, ids=lambda fence: f"{fence.about}-{fence.line}")
def test_what_word_makes_is_found_and_what_is_to_be_written_is_not(fence: Fence, tmp_path: Path) -> None:
    clean = said(tmp_path, fence.text).startswith("Ingen funn")
    assert clean is (fence.about == "rett"), said(tmp_path, fence.text)


def test_each_slip_of_word_has_its_mending() -> None:
    assert [fence.about for fence in WORD] == ["feil", "rett"] * 10


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_that_is_named_is_there(page: Path, tmp_path: Path) -> None:
    """Commands in sentences and fences are ones that there are, with options that they have."""
    text = page.read_text("utf-8")
    named = set(re.findall(r"`(statusreport [^`…]*)`", text))
    for fence in fences(page):
        if fence.kind in ("sh", "powershell") and fence.about != "slett":
            for line in filter(None, fence.text.splitlines()):
                assert line.split()[0] in ("statusreport", *OTHER_PROGRAMS), line
                named |= {line} if line.startswith("statusreport ") else set()
    for line in named:
        words = shlex.split(line.partition(" > ")[0])[1:]
        while words and words[0] in ("--language", "--root"):
            words = words[2:]
        if words == ["--version"]:
            continue
        command = words[:2] if words[0] == "round" else words[:1]
        help_text = run(*command, "--help", cwd=tmp_path).out
        assert help_text.startswith(f"Bruk: statusreport {' '.join(command)} "), line
        for option in re.findall(r"(?<= )--[\w-]+", line):
            assert option in help_text or option == "--language", line


@pytest.mark.parametrize(
    "page", [*PAGES, ROOT / "docs" / "README.md", ROOT / "docs" / "ci.md"], ids=lambda page: page.stem
)
def test_links_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"```.*?```|`[^`]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)]+)\)", prose):
        assert "://" in target or (page.parent / target).exists(), target


def test_what_must_be_fetched_is_said_as_the_program_says_it() -> None:
    assert "git fetch --depth=1 origin main:refs/remotes/origin/main" in (ROOT / "docs" / "ci.md").read_text(
        "utf-8"
    )
