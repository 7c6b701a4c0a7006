"""A rule about each file alone finds in a plan what it finds in its files, whatever else lies there."""

from __future__ import annotations

import posixpath
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from plans import write
from test_rules import ALL_CASES, PLAN, Case, write_files

from statusreport.model.plan import Plan
from statusreport.reading.folder import read_plan
from statusreport.reading.plan_file import PlanFault
from statusreport.rules import Problem, Scope, all_rules

OF_FILES = [rule for rule in all_rules() if rule.scope is Scope.FILE]
OF_CASES = [
    (path, content)
    for case in ALL_CASES
    for kind, path, content in case.files
    if kind in ("md", "yaml") and "/" in path
]
OF_PLAN = [
    (file.relative_to(ROOT).as_posix(), file.read_text("utf-8"))
    for file in sorted((ROOT / "content").rglob("*.md"))
]
# A code that is a word of the plan only through another file.
COUNTRY = ("content/projects/us.md", "---\ntitle: Hus\norder: 1\ncountries: [US, MD]\n---\nFra US til MD.\n")
TEXTS = [*OF_CASES, *OF_PLAN, COUNTRY, ("content/chapters/us.md", "---\ntitle: Om\n---\nFra US til MD.\n")]


def told(problem: Problem) -> str:
    return f"{problem.location} {problem.variant} {dict(problem.params)}"


def holds(plan: Plan) -> None:
    for rule in OF_FILES:
        whole = sorted(map(told, rule.check(plan)))
        parts = {path: list(rule.check(part)) for path, part in plan.parts.items()}
        assert whole == sorted(told(problem) for found in parts.values() for problem in found), rule.code
        assert all(p.location.path == path for path, found in parts.items() for p in found), rule.code


@pytest.mark.parametrize("case", ALL_CASES, ids=str)
def test_it_holds_for_every_case(case: Case, tmp_path: Path) -> None:
    write_files(case, tmp_path)
    try:
        plan = read_plan(tmp_path)
    except PlanFault:
        return
    holds(plan)


def together(root: Path, files: list[tuple[str, str]]) -> Plan:
    named = {
        f"{posixpath.dirname(path)}/{number}-{posixpath.basename(path)}": content
        for number, (path, content) in enumerate(files)
    }
    return read_plan(write(root, {"statusreport.yaml": PLAN, **named}))


def test_it_holds_for_the_files_of_all_cases_together(tmp_path: Path) -> None:
    """Whatever one file can change about another, some two of so many show it."""
    holds(together(tmp_path, TEXTS))


@given(st.lists(st.sampled_from(TEXTS), min_size=2, max_size=9))
def test_it_holds_for_some_files_together(files: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        holds(together(Path(folder), files))


@pytest.mark.parametrize("root", [ROOT, *sorted((ROOT / "examples").iterdir())], ids=lambda root: root.name)
def test_it_holds_for_whole_plans(root: Path) -> None:
    holds(read_plan(root))


def test_nothing_of_a_plan_is_lost_in_its_parts() -> None:
    plan = read_plan(ROOT / "examples" / "rounds")
    parts = plan.parts.values()
    assert list(plan.parts) == list(plan.sources)
    for name in ("measures", "projects", "chapters", "datasets", "rounds"):
        assert sorted(map(id, getattr(plan, name))) == sorted(
            id(one) for part in parts for one in getattr(part, name)
        )
