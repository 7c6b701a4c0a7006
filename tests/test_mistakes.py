"""What editors are told of the slips they make: `mistakes.md` has one slip a case, and all that `check` says of it.

`--update-golden` rewrites the answers; read each as whoever made the slip would.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from plans import run
from test_rules import Case, cases_of, rewrite, write_files

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
