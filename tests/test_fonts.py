"""What the fonts of the printed report have, what is said of the rest, and what is printed for it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from gate.pdftree import PdfTree
from plans import BODY, chapter, measure, project, read_plan, rendered, with_project

from statusreport import fonts
from statusreport.rules import find_rule
from statusreport.rules.engine import check
from statusreport.rules.text.unprintable_character import USUAL
from statusreport.tasks.load import load
from statusreport.words import catalogue

NUMBER = re.compile(r"\[(U\+[0-9A-F]{4,6})\]")


def test_each_usual_character_is_in_some_font() -> None:
    usual = re.compile(f"[{USUAL}]")
    assert fonts.lacking("".join(filter(usual.match, map(chr, range(sys.maxunicode + 1))))) == ""


def test_a_plan_of_usual_characters_is_not_looked_at_closely(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = find_rule("unprintable-character")
    assert rule
    monkeypatch.setattr(fonts, "lacking", lambda text: pytest.fail(f"looked at closely: {text}"))
    assert not list(rule.check(read_plan(ROOT)))


def test_what_is_announced_is_what_is_printed(tmp_path: Path) -> None:
    """Each place has a character of its own: none is printed without a warning, none announced that is printed as it is."""
    signs = iter(map(chr, range(0x4E00, 0x4E80)))

    def sign() -> str:
        return next(signs)

    text = f"Ord {sign()}, *{sign()}*, `{sign()}`, [lenke {sign()}](https://example.org/{sign()}).[^1]"
    blocks = f"- {sign()}\n\n> {sign()}\n\n| {sign()} |\n| --- |\n| {sign()} |\n\n```\n{sign()}\n```\n\n### Om {sign()}\n"
    note = f"[^1]: Note {sign()} &#x4FFF;."
    one = measure(
        "1",
        title=f"Tiltak {sign()}",
        area=f"Del {sign()}",
        reason=f"Fordi {sign()}",
        evidence=f"[Rapport {sign()}]",
        body=f"{BODY}\n{text}\n\n{blocks}\n{note}\n",
    )
    files: dict[str, str | bytes] = {
        "content/measures/1.md": one,
        "content/chapters/1.md": chapter(
            title=f"Kapittel {sign()}", body=f"Familien 👨‍👩‍👧, العربية, KOM og {sign()}.\n"
        ),
        "content/projects/1.md": project(
            title=f"Prosjekt {sign()}",
            place=f"Sted {sign()}",
            evaluations=f"[{{year: 2007, kind: Gjennomgang {sign()}, evaluators: [Li {sign()}]}}]",
        ),
    }
    plan = f"abbreviations: {{KOM: Enhet {sign()}}}\npublications: {{status-report: {{title: Rapport {sign()}, subtitle: {sign()}}}}}\n"
    root = with_project(tmp_path, files, plan=plan)
    announced = {
        number
        for finding in check(read_plan(root), catalogue("en"))
        if finding.name == "unprintable-character"
        for number in NUMBER.findall(finding.message)
    }
    made = rendered(root, load(root, catalogue("en")), ["status-report", "document-study"], ["pdf"])
    text = "".join(PdfTree(data).document.text for path, data in made.items() if path.endswith(".pdf"))
    printed = set(NUMBER.findall("".join(text.split())))
    assert printed == announced | {"U+1F469", "U+1F467"}
