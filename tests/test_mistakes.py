"""What editors are told of the slips they make: `mistakes.md` has one slip a case, and all that `check` says of it.

`--update-golden` rewrites the answers; read each as whoever made the slip would.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from cases import Case, cases_of, rewrite, write_files
from conftest import ROOT
from plans import run

from statusreport.model.calendar import NamedRound
from statusreport.model.dataset import Dataset
from statusreport.model.field_types import Hyperlink
from statusreport.model.fields import fields_of
from statusreport.model.own_fields import Declaration
from statusreport.model.records import Chapter, Evaluation, Measure, Milestone, Project
from statusreport.model.typed import KEYS, key, time
from statusreport.model.vocabulary import Term
from statusreport.reading.plan_fields import plan_fields
from statusreport.reading.records import WAIVE

PAGE = ROOT / "tests" / "mistakes.md"
SOUND, *SLIPS = cases_of(PAGE)


def told(slip: Case, root: Path) -> str:
    """What `check` shows, without its last line, which counts."""
    write_files(Case(slip.page, slip.title, [*SOUND.files, *slip.files]), root)
    result = run("--language", "nb", "check", cwd=root)
    assert "Traceback" not in result.err
    *findings, _ = (result.out or result.err).rstrip().split("\n")
    return "".join(f"{line.rstrip()}\n" for line in findings).rstrip("\n") + "\n" * bool(findings)


def test_the_plan_has_no_finding_but_for_the_slip(tmp_path: Path) -> None:
    assert told(Case(PAGE, ""), tmp_path) == ""


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.title)
def test_slip(slip: Case, tmp_path: Path, update_golden: bool) -> None:
    assert slip.files, "a slip changes something"
    found = told(slip, tmp_path)
    if update_golden:
        rewrite(slip, found)
    assert found == slip.expected


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.title)
def test_one_slip_gives_one_finding_that_says_what_to_type(slip: Case) -> None:
    lines = (slip.expected or "").split("\n")
    findings = [line for line in lines if line.startswith(("feil[", "advarsel["))]
    assert len(findings) == (0 if "harmless" in slip.title else 1)
    assert sum(line.lstrip().startswith("= hjelp:") for line in lines) == len(findings)


def test_the_slips_are_many_and_told_apart() -> None:
    assert len({slip.title for slip in SLIPS}) == len(SLIPS) >= 97


def test_each_key_that_has_a_name_in_norwegian_is_one() -> None:
    """A name that leads to no key would never be offered."""
    records = (
        Measure,
        Milestone,
        Project,
        Evaluation,
        Chapter,
        Dataset,
        Hyperlink,
        NamedRound,
        Declaration,
        Term,
    )
    known = {field.name for record in records for field in (*fields_of(record), *plan_fields(), WAIVE)}
    assert set(KEYS) <= known
    for field, names in KEYS.items():
        assert {key(name, {field}) for name in names} == {field}


@pytest.mark.parametrize(
    "written",
    [
        "30.06.2014",
        "30/6-2014",
        "30. juni 2014",
        "June 30, 2014",
        "2014.6.30",
        "20140630",
        "innen 30. juni 2014.",
    ],
)
def test_a_day_is_understood_however_it_is_typed(written: str) -> None:
    assert time(written) == "2014-06-30"


@pytest.mark.parametrize(
    "written", ["våren 2014", "før 2014", "snarest", "2014-13", "0.0.2014", "32/13-2014", "juni"]
)
def test_what_is_no_time_is_never_guessed(written: str) -> None:
    assert time(written) == ""
