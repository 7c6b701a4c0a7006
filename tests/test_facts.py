"""What is kept of a text says the same as the text, and nothing that is about the whole plan asks for more."""

from __future__ import annotations

import shutil
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from cases import PLAN
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from marked import FIGURES
from marked import TEXTS as WRITTEN
from plans import run, write
from test_scopes import TEXTS

from statusreport.cache import FOLDER
from statusreport.source.commonmark import parse
from statusreport.source.filling import texts
from statusreport.source.markdown import Body

PARSE = "statusreport.source.markdown.parse"
# What can be asked of a text that is known without parsing it.
ASKED = (
    "sections", "blocks", "runs", "shown", "prose", "escaped", "plain", "figured", "unmarked", "links", "roles", "directives",
    "code_blocks", "headings", "kinds", "lost",
)  # fmt: skip
BODIES = [content.partition("\n---\n")[2] for path, content in TEXTS if path.endswith(".md")]


def plain(value: object) -> object:
    """A value without the body that it refers to, so that two bodies can be compared."""
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    if is_dataclass(value):
        return type(value), [plain(getattr(value, f.name)) for f in fields(value) if f.name != "body"]
    return value


def asked(body: Body) -> list[object]:
    return [plain(getattr(body, name)) for name in ASKED]


@given(st.one_of(st.sampled_from(BODIES), WRITTEN), st.integers(1, 30))
def test_what_is_kept_of_a_text_says_the_same(text: str, line: int) -> None:
    fresh = Body(text, line)
    expected = asked(fresh)
    section_tokens = [(section.heading, section.tokens) for section in fresh.sections]
    said = texts(fresh)
    known = Body(text, line)
    known.recall(fresh.facts())
    let_go = Body(text, line)
    asked(let_go)
    let_go.let_go()
    for body in (known, let_go):
        with pytest.MonkeyPatch.context() as patch:
            patch.delattr(PARSE)
            assert asked(body) == expected
            assert body.facts() == fresh.facts()
            assert texts(body) == said
        assert [(section.heading, section.tokens) for section in body.sections] == section_tokens
        assert texts(body, FIGURES.get) == texts(fresh, FIGURES.get)


def plans(folder: Path) -> list[Path]:
    """This repository's plan, the examples, and one of the files of all cases."""
    found = []
    for root in (ROOT, *sorted((ROOT / "examples").iterdir())):
        found.append(folder / root.name)
        shutil.copytree(root / "content", found[-1] / "content")
        shutil.copy(root / "statusreport.yaml", found[-1])
    cases = {
        f"{path.rpartition('/')[0]}/{n}-{path.rpartition('/')[2]}": text
        for n, (path, text) in enumerate(TEXTS)
    }
    return [*found, write(folder / "every case", {"statusreport.yaml": PLAN, **cases})]


def test_where_one_text_has_changed_no_other_is_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule about the whole plan asks only for facts; one that needs more is about each file alone."""
    parsed: list[str] = []

    def watched(text: str) -> object:
        parsed.append(text)
        return parse(text)

    monkeypatch.setattr(PARSE, watched)
    for root in plans(tmp_path):
        (root / FOLDER).mkdir()
        run("check", cwd=root)
        changed = max((root / "content/measures").glob("*.md"))
        now = changed.read_text("utf-8") + "\nMer om dette.\n"
        changed.write_text(now, "utf-8")
        parsed.clear()
        run("check", cwd=root)
        assert parsed
        # Its body, and the fields of Markdown in it.
        assert [text for text in parsed if text not in now] == []
