"""The functions that other programs call: what the commands do, without a terminal."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from plans import commands, measure, small_plan, tree

from statusreport import api

FAULTY = {"content/measures/2.md": measure("2", status="Ferdig")}


def test_every_name_is_there_and_explained() -> None:
    for name in api.__all__:
        assert inspect.getdoc(getattr(api, name)), name


def test_every_command_can_be_called() -> None:
    """`explain`, `schema` and `init` only print what lies in the package."""
    called = {name.removesuffix("s") for name in api.__all__}
    for name in set(commands()) - {"explain", "schema", "init"}:
        assert "_".join(reversed(name.split())) in called


def test_check_gives_the_findings_that_are_wanted(tmp_path: Path) -> None:
    root = small_plan(tmp_path, FAULTY)
    before = tree(root)
    assert [finding.code for finding in api.check(root).findings] == ["M102"]
    assert [finding.code for finding in api.check(root).errors] == ["M102"]
    assert api.check(root, ignore=["M1"]).findings == ()
    assert api.check(root, paths=[root / "content" / "measures" / "1.md"]).findings == ()
    assert tree(root) == before


def test_build_writes_what_passes_and_nothing_else(tmp_path: Path) -> None:
    steps: list[str] = []
    root = small_plan(tmp_path / "good")
    built = api.build(root, publications=["status-report"], formats=["md"], progress=steps.append)
    assert set(built.written.files) == {"status-report/status-report.md"}
    assert (built.folder / "status-report" / "status-report.md").is_file()
    assert len(steps) == 2
    broken = small_plan(tmp_path / "broken", FAULTY)
    before = tree(broken)
    built = api.build(broken)
    assert (built.written.files, [finding.code for finding in built.checked.errors]) == ({}, ["M102"])
    assert tree(broken) == before


def test_a_round_goes_from_open_to_sealed_to_compared(tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    first, again = api.seal_round(root), api.seal_round(root)
    assert first.sealed is not None
    assert again.sealed is None
    compared = api.diff(root, "2012-02", labels=("før", ""))
    assert not compared.changes
    assert [found.state.label for found in compared.states] == ["før", "working"]
    opened = api.open_round(root, "2013-02")
    assert (opened.changed, opened.unsealed, opened.waiting) == (True, "", 2)
    assert [listed.round for listed in api.list_rounds(root)] == ["2012-02", "2013-02"]
    assert api.verify_rounds(root).broken == ()
    assert {share.body: len(share.lead) for share in api.todo(root).shares}


def test_a_refusal_can_be_put_into_words(tmp_path: Path) -> None:
    with pytest.raises(api.UsageError) as refused:
        api.diff(small_plan(tmp_path), "2011-02")
    assert "“2011-02”" in api.sentence(refused.value)


def test_what_is_said_is_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    root = small_plan(tmp_path, {"content/measures/2.md": measure("2", status="Ferdig")})
    (found,) = api.check(root, language="nb").findings
    assert found.message == "«Ferdig» er ikke en status i denne planen."
    with pytest.raises(api.UsageError) as refused:
        api.diff(root, "2001-01", language="nn")
    assert api.sentence(refused.value, language="nn").startswith("Tilstanden «2001-01» finst ikkje")
