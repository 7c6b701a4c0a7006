"""Every rule has a Markdown page of cases in tests/rules: files in, findings out.

A `## heading` begins a case. A fence `md PATH` or `yaml PATH` is a file; `bytes PATH` is one with Python
escapes; `large PATH` repeats its text beyond the limit, `filled PATH` its last line; `folder PATH`, `pipe PATH` and `link PATH` (to what
is written) are what they say. `sealed ROUND PATH` is a file of an earlier state of the plan: all of one round
are sealed together as content/rounds/ROUND.json. `edit PATH` changes a file that is there: the lines behind
`-` become those behind `+`; `saved PATH` is written anew in that encoding, `renamed PATH` gets that name. The fence `text findings` is what this rule must report, character by
character; an empty one means nothing. `--update-golden` rewrites them.
"""

from __future__ import annotations

import re
import string
import sys
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import ROOT
from markdown_it import MarkdownIt
from plans import pipe, write

from statusreport.reading.folder import MAX_PICTURE_BYTES, read_plan
from statusreport.reading.layout import ROUNDS
from statusreport.reading.plan_file import PlanFault
from statusreport.rounds.seal import seal
from statusreport.rules import Rule, all_rules, source
from statusreport.rules.engine import MOST, check, in_words
from statusreport.source.faults import Finding
from statusreport.source.text import MAX_BYTES, MAX_MARKS
from statusreport.words import catalogue

PAGES = ROOT / "tests" / "rules"

PLAN = """\
title: Handlingsplan
language: nb
round: 2012-02
responsible:
  JD: {label: Justis- og beredskapsdepartementet, aliases: [Justisdepartementet]}
  UD: Utenriksdepartementet
sections:
  measure: [Tiltak, Status]
  project: [Overordnet mål]
units: {balkan: Vest-Balkan-seksjonen}
partners:
  iom: {label: IOM, type: mellomstatlig}
  care: {label: Care Norge, type: ngo, aliases: [CARE]}
partner_types: {mellomstatlig: Mellomstatlig, ngo: Frivillig organisasjon}
regions: {europa: Europa, asia: Asia}
forms: {prostitusjon: Prostitusjon, tvangsarbeid: Tvangsarbeid}
target_groups: {kvinner: Kvinner, menn: Menn}
categories: {forebygging: Forebygging, beskyttelse: Beskyttelse}
abbreviations: {KOM: Koordineringsenheten for ofre for menneskehandel}
"""


@dataclass
class Case:
    """One heading of a page."""

    page: Path
    title: str
    files: list[tuple[str, str, str]] = field(default_factory=list)
    expected: str | None = None
    lines: tuple[int, int] = (0, 0)

    def __str__(self) -> str:
        return f"{self.page.stem}: {self.title}"


def cases_of(page: Path) -> list[Case]:
    cases: list[Case] = []
    tokens = MarkdownIt().parse(page.read_text("utf-8"))
    for number, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            cases.append(Case(page, tokens[number + 1].content))
        elif token.type == "fence" and cases:
            kind, _, path = token.info.strip().partition(" ")
            if (kind, path) == ("text", "findings"):
                assert token.map
                cases[-1].expected, cases[-1].lines = token.content, (token.map[0] + 1, token.map[1] - 1)
            else:
                cases[-1].files.append((kind, path, token.content))
    return cases


def write_files(case: Case, root: Path) -> None:
    (root / "statusreport.yaml").write_text(PLAN, "utf-8")
    write_seals(case, root)
    for kind, path, content in case.files:
        file = root / path
        if kind == "sealed":
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        if kind == "folder":
            file.mkdir()
        elif kind == "pipe":
            pipe(file)
        elif kind == "link":
            file.symlink_to(content.strip())
        elif kind == "large":
            limit = MAX_BYTES if file.suffix in (".md", ".yaml", ".json") else MAX_PICTURE_BYTES
            file.write_text(content * (limit // len(content) + 1), "utf-8")
        elif kind == "filled":
            file.write_text(content + content.splitlines(keepends=True)[-1] * MAX_MARKS, "utf-8")
        elif kind == "bytes":
            data = content.rstrip("\n").encode("latin-1", "backslashreplace").decode("unicode_escape")
            file.write_bytes(data.encode("latin-1"))
        elif kind in ("edit", "saved", "renamed"):
            change(kind, file, content)
        else:
            file.write_text(content, "utf-8", newline="")


def change(kind: str, file: Path, content: str) -> None:
    """Does to a file that is there what an editor did."""
    if kind == "renamed":
        file.rename(file.with_name(content.strip()))
    elif kind == "saved":
        file.write_bytes(file.read_text("utf-8").encode(content.strip()))
    else:
        old, new = ("\n".join(re.findall(rf"^[{sign}](.*)$", content, re.MULTILINE)) for sign in "-+")
        text = file.read_text("utf-8")
        assert old in text, f"{file} has no {old}"
        file.write_text(text.replace(old, new), "utf-8")


def write_seals(case: Case, root: Path) -> None:
    """The rounds that a case gives by their files. They may have a plan file of their own."""
    earlier: dict[str, dict[str, str]] = {}
    for kind, path, content in case.files:
        if kind == "sealed":
            name, _, inner = path.partition(" ")
            plan = PLAN.replace("round: 2012-02", f"round: {name}")
            earlier.setdefault(name, {"statusreport.yaml": plan})[inner] = content
    for name, files in earlier.items():
        with TemporaryDirectory() as folder:
            data = seal(read_plan(write(Path(folder), files)))
        write(root, {f"{ROUNDS}/{name}.json": data})


def findings_of(root: Path) -> tuple[Finding, ...]:
    try:
        return check(read_plan(root), catalogue("en"))
    except PlanFault as broken:
        return in_words(broken.faults, catalogue("en"))


def shown(finding: Finding) -> str:
    span = finding.location.span
    place = f"{finding.location.path}:{span.line}:{span.column}-{span.end_line}:{span.end_column}"
    advice = f"\n    {finding.help}" if finding.help else ""
    return f"{place}: {finding.severity} {finding.code} {finding.message}{advice}\n"


def rewrite(case: Case, found: str) -> None:
    """Makes what was found what a case expects."""
    if found == case.expected:
        return
    lines = case.page.read_text("utf-8").split("\n")
    # Earlier cases may have grown: the fence is found again by its case's heading.
    start = lines.index(f"## {case.title}")
    opening = next(n for n in range(start, len(lines)) if lines[n].endswith("text findings"))
    fence = re.match(r"`+", lines[opening])
    assert fence
    closing = next(n for n in range(opening + 1, len(lines)) if lines[n] == fence[0])
    lines[opening + 1 : closing] = found.rstrip("\n").split("\n") if found else []
    case.page.write_text("\n".join(lines), "utf-8")
    case.expected = found


ALL_CASES = [case for page in sorted(PAGES.glob("*.md")) for case in cases_of(page)]


@pytest.mark.parametrize("case", ALL_CASES, ids=str)
def test_case(case: Case, tmp_path: Path, update_golden: bool) -> None:
    assert case.expected is not None, "a case says what is found, or that nothing is"
    write_files(case, tmp_path)
    found = "".join(shown(f) for f in findings_of(tmp_path) if f.name == case.page.stem)
    if update_golden:
        rewrite(case, found)
    assert found == case.expected


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_page_shows_the_fault_and_its_absence(page: Path) -> None:
    """A page whose cases all report, or none does, does not tell the rule from a constant."""
    cases = cases_of(page)
    assert page.read_text("utf-8").startswith(f"# {page.stem}\n")
    assert any(case.expected for case in cases)
    assert any(not case.expected for case in cases)
    assert len({case.title for case in cases}) == len(cases), "two cases have the same heading"


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_each_text_of_a_rule_is_shown_by_a_case(rule: Rule) -> None:
    """A text that no case shows is either dead or unproved."""
    shown = "".join(case.expected or "" for case in cases_of(PAGES / f"{rule.name}.md"))
    for key, text in rule.texts.items():
        parts = [re.escape(literal) for literal, *_ in string.Formatter().parse(text)]
        assert re.search(".*".join(parts), shown), f"no case shows {key}"


def test_each_rule_has_a_page_and_each_page_a_rule() -> None:
    assert {rule.name for rule in all_rules()} == {page.stem for page in PAGES.glob("*.md")}


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_each_rule_explains_itself(rule: Rule) -> None:
    first, _, rest = rule.page.partition("\n")
    assert first.endswith(".")
    assert len(rest.split("\n\n")) >= 2, "what it is, why it matters, what to do"


@pytest.mark.parametrize("more", [0, 1])
def test_what_is_found_too_often_in_a_file_is_said_to_be_more(more: int, tmp_path: Path) -> None:
    body = "\n\n".join(["Han sa «ja."] * (MOST + more))
    fields = "number: 7\ntitle: Opplæring\nresponsible: JD\nstatus: Igangsatt"
    case = Case(Path(), "", [("md", "content/measures/7.md", f"---\n{fields}\n---\n\n{body}\n")])
    write_files(case, tmp_path)
    helps = [found.help for found in findings_of(tmp_path) if found.code == "T104"]
    plain = "Add the missing quotation mark."
    said = f" There are more of these in the file than the {MOST} that are listed." if more else ""
    assert helps == [*[plain] * (MOST - 1), plain + said]


def test_a_sign_that_cannot_be_seen_is_called_by_its_name_in_every_language(tmp_path: Path) -> None:
    page = PAGES / "empty-section.md"
    case = next(case for case in cases_of(page) if "no-break space" in (case.expected or ""))
    write_files(case, tmp_path)
    found = check(read_plan(tmp_path), catalogue("nb"))
    assert "hardt mellomrom" in "".join(finding.message for finding in found)


MODULE = '"""The page."""\nfrom statusreport.rules import reported\nfrom statusreport.source.faults import Severity\n'
NO_RULES = {
    "declares no rule": f"{MODULE}def check(plan): return ()\n",
    "has no docstring": MODULE.partition("\n")[2] + 'check = reported("Z999", Severity.ERROR)\n',
    "share the code S103": f'{MODULE}check = reported("S103", Severity.ERROR)\n',
}


@pytest.mark.parametrize(("complaint", "text"), NO_RULES.items(), ids=NO_RULES)
def test_a_module_that_is_no_rule_is_never_passed_over(
    complaint: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stem = complaint.replace(" ", "_")
    (tmp_path / f"{stem}.py").write_text(text, "utf-8")
    monkeypatch.setattr(source, "__path__", [*source.__path__, str(tmp_path)])
    try:
        with pytest.raises(ValueError, match=complaint):
            all_rules.__wrapped__()
    finally:
        sys.modules.pop(f"{source.__name__}.{stem}", None)


def test_a_module_that_rules_share_is_no_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "_shared.py").write_text("1 / 0\n", "utf-8")
    monkeypatch.setattr(source, "__path__", [*source.__path__, str(tmp_path)])
    assert all_rules.__wrapped__() == all_rules()
