"""Every rule has a Markdown page of cases in tests/rules, which show its texts; `--update-golden` rewrites what is found."""

from __future__ import annotations

import re
import string
import sys
from pathlib import Path

import pytest
from cases import ALL_CASES, PAGES, Case, cases_of, rewrite, write_files
from plans import read_plan

from statusreport.reading.plan_file import PlanFault
from statusreport.rules import Rule, all_rules, source
from statusreport.rules.engine import MOST, check, in_words
from statusreport.source.faults import Finding
from statusreport.words import catalogue


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
