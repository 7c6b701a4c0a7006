"""What happens to a plan between rounds, told step by step as its editors meet it: each with what readers must be told."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from plans import run, write

FORMS = ("text", "markdown", "html", "json")
STATUSES = """\
statuses:
  - {id: not-started, label: Ikke igangsatt}
  - {id: ongoing, label: Under gjennomføring}
  - {id: completed, label: Gjennomført}
"""


class Year:
    """A plan of an agency that goes from round to round."""

    def __init__(self, root: Path, first: str = "2024-02", plan: str = STATUSES) -> None:
        self.root, self.round, self._plan = root, first, plan
        self.settings()

    def settings(self, more: str = "") -> None:
        """Writes the plan file, with more keys."""
        head = f"title: Handlingsplan for eID\nlanguage: nb\nround: {self.round}\n"
        tail = "sections: {measure: [Tiltak, Status]}\n"
        write(self.root, {"statusreport.yaml": head + self._plan + tail + more})

    def measure(self, number: str, status: str = "Under gjennomføring", **fields: str) -> None:
        """Writes a measure as it is reported now."""
        promise = fields.pop("promise", "Det skal gjøres.")
        account = fields.pop("account", f"Arbeidet er i gang ({self.round}).")
        usual = {
            "title": f"Innlogging {number}",
            "responsible": "[DFD]",
            "status": status,
            "round": self.round,
        }
        said = {"number": number} | usual | fields
        front = "".join(f"{key}: {value}\n" for key, value in said.items())
        text = f"---\n{front}---\n## Tiltak\n\n{promise}\n\n## Status\n\n{account}\n"
        write(self.root, {f"content/measures/{number}.md": text})

    def gone(self, number: str) -> None:
        (self.root / f"content/measures/{number}.md").unlink()

    def next(self, name: str) -> None:
        """Seals the round and opens the next."""
        assert run("round", "seal", cwd=self.root).status == 0
        assert run("round", "open", name, cwd=self.root).status == 0
        self.round = name

    def found(self) -> list[str]:
        """The codes of what is found now."""
        data = json.loads(run("check", "--format", "json", cwd=self.root).out)
        return sorted(finding["code"] for finding in data["findings"])

    def diff(self, old: str) -> dict[str, Any]:
        return json.loads(run("diff", old, "--format", "json", cwd=self.root).out)  # type: ignore[no-any-return]

    def kinds(self, old: str) -> dict[str, str]:
        return {change["number"]: change["kind"] for change in self.diff(old)["changes"]}

    def report(self) -> str:
        assert run("build", "--format", "md", cwd=self.root).status == 0
        return (self.root / "build/status-report/status-report.md").read_text("utf-8")


@pytest.fixture
def year(tmp_path: Path) -> Year:
    return Year(tmp_path)


@pytest.mark.parametrize(
    ("field", "before", "after"),
    [
        ("responsible", "[AD]", "[ASD]"),
        ("title", "Drive Lauras Hus", "Drive hus"),
        ("area", "Bistand", "Forebygging"),
        ("evidence", "[https://example.no/a]", "[https://example.no/b]"),
        ("reason", "Fordi.", "Derfor."),
    ],
)
def test_a_field_alone_is_told_in_every_form(year: Year, field: str, before: str, after: str) -> None:
    year.measure("18", **{field: before}, account="Arbeidet er i gang.")
    year.next("2025-02")
    year.measure("18", **{field: after}, account="Arbeidet er i gang.")
    for form in FORMS:
        result = run("diff", "2024-02", "--exit-code", "--format", form, cwd=year.root)
        assert result.status == 1
        for said in (before, after):
            assert said.strip("[]") in result.out
    assert [fact["field"] for fact in year.diff("2024-02")["facts"]] == [field]


def test_what_is_given_up_is_no_progress_and_what_is_completed_stands_not_still(tmp_path: Path) -> None:
    more = "  - {id: dropped, label: Avsluttet uten gjennomføring, means: ended}\n"
    year = Year(tmp_path, plan=STATUSES + more + "  - {id: waiting, label: Satt på vent, means: paused}\n")
    for name in ("2025-02", "2026-02"):
        for number in ("1", "2", "3"):
            year.measure(number, status="Gjennomført" if number == "2" else "Under gjennomføring")
        year.next(name)
    year.measure("1", status="Avsluttet uten gjennomføring", reason="Midlene er brukt.")
    year.measure("2", status="Gjennomført")
    year.measure("3", status="Satt på vent", reason="Loven er ikke vedtatt.")
    assert year.kinds("2025-02") == {"1": "ended", "3": "paused"}
    assert not {"R108", "R109", "R116"} & set(year.found())
    report = year.report()
    assert "har ingen tiltak gått fremover eller tilbake" in report
    assert "står stille" not in report
    for reason in ("Midlene er brukt.", "Loven er ikke vedtatt."):
        assert reason in report


@pytest.mark.parametrize("field", ["reason", "completed"])
def test_what_was_said_of_an_earlier_round_is_not_left_standing(year: Year, field: str) -> None:
    said = {"reason": "Bevilgningen er ikke avklart.", "completed": "2024-01-15"}[field]
    year.measure("15", status="Gjennomført")
    year.next("2025-02")
    year.measure("15", status="Under gjennomføring", reason="Bevilgningen er ikke avklart.")
    year.next("2026-02")
    year.measure("15", status="Under gjennomføring", **{field: said})
    assert {"reason": "M119", "completed": "M117"}[field] in year.found()


@pytest.mark.parametrize("into", ["2", "1", "7"])
def test_two_measures_become_one(year: Year, into: str) -> None:
    year.measure("1", status="Gjennomført")
    year.measure("2")
    year.next("2025-02")
    for number in ("1", "2"):
        year.gone(number)
    year.measure(
        into, was="[1, 2]", title="Innlogging for alle", promise="Alt skal gjøres.", reason="To ble ett."
    )
    codes = set(year.found())
    assert not codes & {"R112", "R121", "F105"}
    kinds = year.diff("2024-02")["changes"]
    merged = [(change["number"], change["into"]) for change in kinds if change["kind"] == "merged"]
    assert merged
    assert all(where == into for _, where in merged)
    assert "removed" not in {change["kind"] for change in kinds}
    assert "slått sammen med nr." in year.report()


def test_one_measure_becomes_several_and_each_part_is_held_against_it(year: Year) -> None:
    year.measure("17")
    year.next("2025-02")
    year.gone("17")
    year.measure("17a", was='"17"', title="For unge")
    year.measure("17b", was='"17"', title="For eldre", status="Ikke igangsatt")
    year.measure("17c", was='"17"', title="For alle", status="Gjennomført", evidence="[https://example.no/a]")
    assert year.found() == ["R108"]
    assert year.kinds("2024-02") == {"17a": "split", "17b": "split", "17c": "split"}
    year.measure("17b", was='"17"', title="For eldre", status="Ikke igangsatt", reason="Den begynner senere.")
    assert year.found() == []
    assert "Delt" in year.report()


def test_a_published_error_is_corrected_and_never_told_as_a_step_back(year: Year) -> None:
    year.measure("1", status="Gjennomført", evidence="[https://example.no/a]")
    year.measure("2")
    year.next("2025-02")
    year.measure("1", account="Arbeidet er fremdeles i gang.")
    year.measure("2", account="Arbeidet går videre.")
    assert "R108" in year.found()
    wish = ("--number", "1", "--status", "Under gjennomføring", "--reason", "Tiltak 1 sto som gjennomført.")
    assert run("round", "correct", "2024-02", *wish, cwd=year.root).status == 0
    assert "R108" not in year.found()
    assert year.kinds("2024-02") == {}
    report = year.report()
    histories = re.findall(r"(?m)^- Historikk: (.*)$", report)
    rettet = "Under gjennomføring (rettet: Tiltak 1 sto som gjennomført.)"
    assert histories == [
        f"februar 2024: {rettet}; februar 2025: Under gjennomføring",
        "februar 2024: Under gjennomføring; februar 2025: Under gjennomføring",
    ]
    assert "Rettet (februar 2024): Tiltak 1 sto som gjennomført." in report
    assert "corrected: Tiltak 1 sto som gjennomført." in run("round", "list", cwd=year.root).out
    for form in FORMS:
        assert "Tiltak 1 sto som gjennomført." in run("diff", "2024-02", "--format", form, cwd=year.root).out
    # What was corrected again keeps both reasons.
    wish = ("--number", "1", "--field", "evidence=https://example.no/b", "--reason", "Lenken var feil.")
    assert run("round", "correct", "2024-02", *wish, cwd=year.root).status == 0
    assert f"(rettet: Lenken var feil.) {rettet[20:]}" in year.report()
    assert run("round", "verify", cwd=year.root).status == 0


def test_nobody_has_reported_yet_and_reports_the_same_a_year_later(year: Year) -> None:
    numbers = [str(number) for number in range(1, 9)]
    for number in numbers:
        year.measure(number)
    year.next("2025-02")
    assert year.found() == ["R106"]
    summary = year.diff("2024-02")["summary"]
    assert (summary["advanced"], summary["regressed"], summary["unreported"]) == (0, 0, 8)
    assert "8 ikke rapportert" in year.report()
    year.next("2026-02")
    for number in numbers:
        year.measure(number)
    summary = year.diff("2025-02")["summary"]
    assert (summary["advanced"], summary["reported"], summary["unreported"]) == (0, 8, 0)
    assert "Statusen er den samme som ved forrige rapportering, i februar 2024." in year.report()


def test_a_wanted_removal_hides_no_accident(year: Year) -> None:
    for number in ("1", "2", "3"):
        year.measure(number)
    year.next("2025-02")
    year.measure("1", account="Arbeidet går videre.")
    year.gone("2")
    year.gone("3")
    year.settings('removed: {"3": Midlene var brukt opp.}\n')
    assert year.found() == ["R112"]
    assert "3 Innlogging 3: Under gjennomføring → Tatt ut. Midlene var brukt opp." in year.report()
    year.settings('removed: {"3": Midlene var brukt opp., "4": Aldri vedtatt.}\n')
    assert year.found() == ["R112", "R115"]


def test_everybody_is_reported_by_one_replacement_in_all_files(year: Year) -> None:
    for number in range(1, 8):
        year.measure(str(number), account="Etter planen blir det holdt et kurs høsten 2024.")
    year.next("2025-02")
    for number in range(1, 8):
        year.measure(str(number), account="Etter planen blir det holdt et kurs høsten 2024.")
    assert year.found() == [*["M134"] * 7, "R118"]


def test_sealing_says_how_many_have_reported(year: Year) -> None:
    for number in ("1", "2", "3"):
        year.measure(number)
    year.next("2025-02")
    year.measure("1")
    assert "1 reported, 2 not." in run("round", "seal", cwd=year.root).out


@pytest.mark.parametrize(
    ("ids", "rounds", "named", "dated"),
    [
        (("2022-Q3", "2022-Q4"), "", ("3. kvartal 2022", "4. kvartal 2022"), "2022-12-31"),
        (("2024-02-15", "2024-08-15"), "", ("15. februar 2024", "15. august 2024"), "2024-08-15"),
        (
            ("2024-1", "2024-2"),
            "rounds: {2024-1: første tertial 2024, 2024-2: {label: andre tertial 2024, date: 2024-08-31}}\n",
            ("første tertial 2024", "andre tertial 2024"),
            "2024-08-31",
        ),
    ],
)
def test_rounds_are_called_as_people_call_them(
    tmp_path: Path, ids: tuple[str, str], rounds: str, named: tuple[str, str], dated: str
) -> None:
    first, second = ids
    year = Year(tmp_path, first, STATUSES + rounds)
    for number in ("1", "2"):
        year.measure(number)
    year.next(second)
    year.measure("1", status="Gjennomført", evidence="[https://example.no/a]")
    report = year.report()
    assert f"Status per {named[1]}" in report
    assert f"Fra {named[0]} til {named[1]} har 1 tiltak gått fremover" in report
    assert f"Historikk: {named[0]}: Under gjennomføring; {named[1]}: Gjennomført" in report
    assert f"Ikke rapportert for {named[1]}" in run("todo", cwd=tmp_path).out
    assert run("build", "--format", "json", cwd=tmp_path).status == 0
    data = json.loads((tmp_path / "build/status-report/status-report.json").read_bytes())
    assert (data["round"], data["round_label"], data["round_date"]) == (second, named[1], dated)
    for form in ("markdown", "html"):
        assert named[0] in run("diff", first, "--format", form, cwd=tmp_path).out
    assert set(year.found()) <= {"R106"}


def test_a_removed_seal_is_missed(year: Year) -> None:
    for name in ("2025-02", "2026-02", "2027-02"):
        year.measure("1")
        year.next(name)
    year.measure("1")
    (year.root / "content/rounds/2025-02.json").unlink()
    assert "R117" in year.found()
    assert run("round", "verify", cwd=year.root).status == 1


def test_two_spellings_of_one_body_are_found(year: Year) -> None:
    year.measure("1", responsible="[Council on Environment Quality]", area="Sikker innlogging")
    year.measure("2", responsible="[Counil on Environmental Quality]", area="Sikker inlogging")
    assert year.found() == ["M122", "M122"]
