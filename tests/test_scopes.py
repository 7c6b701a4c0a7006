"""A rule about each file alone finds in a plan what it finds in its files, whatever else lies there."""

from __future__ import annotations

import posixpath
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from cases import ALL_CASES, PLAN, Case, write_files
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from plans import chapter, measure, project, read_plan, run, small_plan, write

from statusreport.model.plan import Plan
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


# What a plan has of its files.
KINDS = [field.name for field in fields(Plan) if str(field.type).startswith("tuple[")]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_a_plan_is_lost_in_its_parts(kind: str, tmp_path: Path) -> None:
    files = {
        "content/projects/1.md": project(),
        "content/chapters/1.md": chapter(),
        "content/figures/a.yaml": "title: A\nfigures: {b: {value: 7}}\n",
    }
    root = small_plan(tmp_path, files)
    assert run("round", "seal", cwd=root).status == 0
    plan = read_plan(write(root, {"content/measures/3.md": measure("3", surprise="x")}))
    assert list(plan.parts) == list(plan.sources)
    whole = getattr(plan, kind)
    assert whole
    assert sorted(map(id, whole)) == sorted(
        id(one) for part in plan.parts.values() for one in getattr(part, kind)
    )
