"""`round`, `todo` and `diff` as an editor meets them: what they say, how they end, and what they leave alone."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import unicodedata
from pathlib import Path

import pytest
from conftest import ROOT, require
from plans import (
    PLAN,
    Run,
    commit,
    contents,
    copied,
    git,
    git_alone,
    measure,
    refused,
    run,
    sealed_anew,
    small_plan,
    tree,
    write,
)

from statusreport.commands import diff, todo

EXAMPLE = ROOT / "examples" / "rounds"
SEAL = "content/rounds/2012-02.json"
FAULTY = {"content/measures/2.md": measure("2", status="Ferdig")}


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the example plan, which may be changed."""
    return copied(EXAMPLE, tmp_path / "example")


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """The small plan with its round sealed; then each measure has to say which round it is reported for."""
    files = {f"content/measures/{number}.md": measure(number, round="2012-02") for number in ("1", "2")}
    root = small_plan(tmp_path / "sealed", files)
    assert run("round", "seal", cwd=root).status == 0
    return root


def edit(file: Path, old: str, new: str) -> None:
    """Replaces a text that is there."""
    text = file.read_bytes().decode("utf-8")
    assert old in text
    file.write_bytes(text.replace(old, new).encode("utf-8"))


# round list


def test_the_rounds_are_listed_in_their_order_with_what_was_reported() -> None:
    assert run("round", "list", cwd=EXAMPLE) == Run(
        0,
        "2021-03  sealed, 11 measures, 11 reported\n"
        "2022-03  sealed, 12 measures, 12 reported\n"
        "         corrected: Tiltak 2 sto som planlagt, men planleggingen begynte først høsten 2022.\n"
        "2023-03  sealed, 18 measures, 17 reported\n"
        "2024-03  being written, 18 measures, 17 reported\n",
        "",
    )


def test_a_plan_without_seals_lists_the_round_being_written(tmp_path: Path) -> None:
    root = small_plan(tmp_path, {"content/measures/2.md": measure("2", round="2011-02")})
    assert run("round", "list", cwd=root).out == "2012-02  being written, 2 measures, 1 reported\n"


def test_a_round_may_be_sealed_and_still_be_the_current_one(sealed: Path) -> None:
    expected = "2012-02  sealed, being written, 2 measures, 2 reported\n"
    assert run("round", "list", cwd=sealed).out == expected


# round seal


def test_rounds_stand_under_each_other_by_what_they_are_called(example: Path) -> None:
    edit(example / "statusreport.yaml", "\nround:", "\nrounds: {2022-03: {label: våren}}\nround:")
    lines = run("round", "list", cwd=example).out.splitlines()
    assert lines[1].startswith("2022-03 (våren)  sealed, ")
    starts = [re.search(r"(?:^ +|  +)(?=\S)", line) for line in lines]
    assert {found.end() for found in starts if found} == {len("2022-03 (våren)  ")}


def test_sealing_writes_one_file_and_says_which(tmp_path: Path) -> None:
    files = {f"content/measures/{number}.md": measure(number, round="2012-02") for number in ("1", "2")}
    root = small_plan(tmp_path, files)
    before = contents(root)
    result = run("round", "seal", cwd=root)
    after = contents(root)
    assert (result.status, result.err) == (0, "")
    assert set(after) - set(before) == {"content/rounds", SEAL}
    assert {path: after[path] for path in before} == before
    seal = json.loads((root / SEAL).read_text("utf-8"))
    assert (
        result.out
        == f"Sealed 2012-02 in {SEAL}: 2 measures, SHA-256 {seal['hash'][:12]}.\n2 reported, 0 not.\n"
    )


def test_one_measure_is_sealed_in_the_singular(tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    (root / "content/measures/2.md").unlink()
    assert ": 1 measure, SHA-256 " in run("round", "seal", cwd=root).out


def test_sealing_says_which_measures_now_need_a_round_of_their_own(tmp_path: Path) -> None:
    root = small_plan(tmp_path / "plan", {"content/measures/1.md": measure("1", round="2012-02")})
    result = run("round", "seal", cwd=root)
    assert result.status == 0
    assert "1 measure has none. Write “round: 2012-02” in it." in result.err


def test_sealing_is_refused_while_there_are_errors_and_nothing_is_written(tmp_path: Path) -> None:
    root = small_plan(tmp_path, FAULTY)
    before = tree(tmp_path)
    result = run("round", "seal", cwd=root)
    assert (result.status, result.out) == (1, "")
    assert "error[M102]" in result.err
    assert result.err.endswith("\nNot sealed: the check has 1 error.\n")
    assert tree(tmp_path) == before


def test_warnings_do_not_hinder_sealing(example: Path) -> None:
    assert "[R106]" in run("check", cwd=example).out
    assert run("round", "seal", cwd=example).status == 0
    assert (example / "content/rounds/2024-03.json").is_file()


def test_sealing_twice_changes_nothing(sealed: Path) -> None:
    before = tree(sealed)
    expected = Run(0, "2012-02 is already sealed, with the same content.\n", "")
    assert run("round", "seal", cwd=sealed) == expected
    assert tree(sealed) == before


def test_what_was_published_is_not_sealed_over(sealed: Path) -> None:
    edit(sealed / "content/measures/1.md", "et sted å bo", "et trygt sted å bo")
    before = tree(sealed)
    result = run("round", "seal", cwd=sealed)
    assert result.status == 2
    assert "2012-02 is already sealed, with other content." in refused(result)
    assert tree(sealed) == before


@pytest.mark.parametrize("name", ["'../../x'", "a/b", "'..'"])
def test_a_round_is_never_sealed_outside_its_folder(name: str, tmp_path: Path) -> None:
    root = small_plan(tmp_path / "plan", {"statusreport.yaml": PLAN.replace("2012-02", name)})
    before = tree(tmp_path)
    assert run("round", "seal", cwd=root).status in (1, 2)
    assert tree(tmp_path) == before


# round open


def test_opening_a_round_makes_every_measure_unreported(sealed: Path) -> None:
    result = run("round", "open", "2013-02", cwd=sealed)
    said = "2013-02 is being written now. Still to be reported: 2 measures; “statusreport todo” lists them.\n"
    assert result == Run(0, said, "")
    assert run("round", "list", cwd=sealed).out.endswith("2013-02  being written, 2 measures, 0 reported\n")
    assert run("check", "--select", "R106", cwd=sealed).out.count("warning[R106]") == 2


def test_a_measure_that_names_no_round_is_unreported_once_another_is_open(tmp_path: Path) -> None:
    root = write(tmp_path, {"statusreport.yaml": PLAN, "content/measures/1.md": measure("1")})
    run("round", "seal", cwd=root)
    assert run("diff", "2012-02", "--exit-code", cwd=root).status == 0
    assert "Still to be reported: 1 measure;" in run("round", "open", "2013-02", cwd=root).out
    assert "2013-02  being written, 1 measure, 0 reported" in run("round", "list", cwd=root).out
    assert "1 Hjelpe ofre 1 – sist rapportert: Løpende, –" in run("todo", cwd=root).out


def test_opening_a_round_while_the_last_is_not_sealed_is_possible_but_said(tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    result = run("round", "open", "2013-02", cwd=root)
    assert result.status == 0
    assert result.err == "Note: 2012-02 was not sealed, so nothing can be compared with it later.\n"


@pytest.mark.parametrize(
    ("line", "opened"),
    [
        ("round: 2012-02", "round: 2013-02"),
        ('round: "2012-02"', 'round: "2013-02"'),
        ("round: '2012-02'", "round: '2013-02'"),
        ("round:   2012-02   # den som skrives", "round:   2013-02   # den som skrives"),
        ('"round" : 2012-02', '"round" : 2013-02'),
        ("round: '2012-02' # round: 2012-02", "round: '2013-02' # round: 2012-02"),
    ],
)
@pytest.mark.parametrize(
    "form",
    [("", "\n"), ("", "\r\n"), ("\ufeff", "\r\n"), ("", "\r")],
    ids=["LF", "CRLF", "BOM and CRLF", "CR"],
)
@pytest.mark.parametrize("first", [True, False], ids=["first line", "further down"])
def test_opening_a_round_keeps_every_other_byte(
    line: str, opened: str, form: tuple[str, str], first: bool, tmp_path: Path
) -> None:
    mark, end = form
    above = ["# Runden som skrives: 2012-02", 'title:  "Plan: round 2012-02"', "language: nb"]
    below = ["x-round: 2012-02", "responsible: {JD: Justisdepartementet, UD: Utenriksdepartementet}   "]

    def plan(round_line: str) -> bytes:
        lines = (round_line, *above, *below) if first else (*above, round_line, *below)
        return (mark + end.join(lines) + end).encode("utf-8")

    root = small_plan(tmp_path, {"statusreport.yaml": plan(line)})
    before = contents(root)
    assert run("round", "open", "2013-02", cwd=root).status == 0
    assert contents(root) == {**before, "statusreport.yaml": plan(opened)}


def test_a_round_that_stands_where_it_cannot_be_changed_safely_is_left_to_the_editor(tmp_path: Path) -> None:
    root = small_plan(tmp_path, {"statusreport.yaml": "{title: T, language: nb, round: 2012-02}\n"})
    before = tree(root)
    assert "Write 2013-02 there yourself." in refused(run("round", "open", "2013-02", cwd=root))
    assert tree(root) == before


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("2022-03", "2022-03 is sealed"),
        ("2022-09", "2022-09 would stand before 2023-03"),
        ("03.2025", "Write 2025-03."),
        ("2025-3", "Write 2025-03."),
        ("../x", "“../x” cannot name a round"),
        ("2025 03", "“2025 03” cannot name a round"),
        ("", "“” cannot name a round"),
        ("2025:03", "cannot name a round"),
        ("x" * 61, "cannot name a round"),
    ],
)
def test_a_round_that_cannot_be_opened_is_refused(name: str, named: str, example: Path) -> None:
    before = tree(example)
    assert named in refused(run("round", "open", name, cwd=example))
    assert tree(example) == before


def test_opening_the_round_being_written_changes_nothing(example: Path) -> None:
    before = tree(example)
    assert run("round", "open", "2024-03", cwd=example) == Run(0, "2024-03 is already being written.\n", "")
    assert tree(example) == before


def test_the_sealed_current_round_cannot_be_opened_again(sealed: Path) -> None:
    assert "2012-02 is sealed" in refused(run("round", "open", "2012-02", cwd=sealed))


# round verify


def test_untouched_seals_are_verified() -> None:
    result = run("round", "verify", cwd=EXAMPLE)
    assert (result.status, result.out) == (0, "3 sealed rounds are as they were sealed.\n")
    last = json.loads((EXAMPLE / "content/rounds/2023-03.json").read_bytes())["hash"]
    assert result.err == (
        "2021-03 was sealed by a version that did not name the seal before it.\n"
        f"Not proven: that nobody wrote all seals anew, or wrote or removed the last ones. Keep this hash of 2023-03 elsewhere: {last}\n"
    )


def test_one_seal_is_verified_in_the_singular(sealed: Path) -> None:
    assert run("round", "verify", cwd=sealed).out == "1 sealed round is as it was sealed.\n"


def test_a_plan_without_seals_has_nothing_to_verify(tmp_path: Path) -> None:
    assert run("round", "verify", cwd=small_plan(tmp_path)) == Run(0, "No round is sealed.\n", "")


def test_faults_of_the_content_are_no_fault_of_a_seal(sealed: Path) -> None:
    """The small plan's own faults are for `check`; what was published stands as it was sealed."""
    write(sealed, {"content/measures/3.md": "---\nnumber: 3\n---\n"})
    assert run("check", cwd=sealed).status == 1
    assert run("round", "verify", cwd=sealed).status == 0


def test_an_edited_seal_is_named_with_the_measure(example: Path) -> None:
    edit(example / "content/rounds/2022-03.json", "Sette opp flere benker", "Sette opp færre benker")
    for result in (run("round", "verify", cwd=example), run("check", "--select", "R1", cwd=example)):
        assert result.status == 1
        assert "The sealed round was edited after it was sealed: measure 2." in result.out + result.err
        assert "--> content/rounds/2022-03.json" in result.out + result.err
    assert run("round", "verify", cwd=example).out == ""


def test_a_truncated_seal_is_named(example: Path) -> None:
    file = example / "content/rounds/2022-03.json"
    file.write_bytes(file.read_bytes()[:500])
    result = run("round", "verify", cwd=example)
    assert (result.status, result.out) == (1, "")
    assert "error[R101]" in result.err
    assert "2022-03.json" in result.err


def test_two_seals_of_one_round_are_named(example: Path) -> None:
    shutil.copy(example / "content/rounds/2022-03.json", example / "content/rounds/kopi.json")
    result = run("round", "verify", cwd=example)
    assert result.status == 1
    assert "error[R104]: The round 2022-03 is sealed in another file too" in result.err


# The work list


def test_the_work_list_is_a_letter() -> None:
    assert run("todo", cwd=EXAMPLE) == Run(
        0,
        "Ikke rapportert for mars 2024.\n"
        "\n"
        "Teknisk drift (TD)\n"
        "  Hovedansvar (1)\n"
        "    9 Strø gangveiene før klokka sju – sist rapportert: Pågår, mars 2023\n",
        "",
    )


@pytest.fixture
def waiting(tmp_path: Path) -> Path:
    """A plan in which JD leads measure 1, UD leads measure 2 together with JD, and measure 3 is reported."""
    return small_plan(
        tmp_path / "waiting",
        {
            "content/measures/1.md": measure("1", round="2011-02"),
            "content/measures/2.md": measure(
                "2", round="2011-02", responsible="[UD, JD]", title="=1+1 *|* 2"
            ),
            "content/measures/3.md": measure("3", round="2012-02", title="Rapportert"),
        },
    )


def test_lead_and_joint_stand_apart_under_each_body(waiting: Path) -> None:
    assert run("todo", cwd=waiting).out == (
        "Ikke rapportert for februar 2012.\n"
        "\n"
        "Justisdepartementet (JD)\n"
        "  Hovedansvar (1)\n"
        "    1 Hjelpe ofre 1 – sist rapportert: Løpende, februar 2011\n"
        "  Medansvar (1)\n"
        "    2 =1+1 *|* 2 – sist rapportert: Løpende, februar 2011\n"
        "\n"
        "Utenriksdepartementet (UD)\n"
        "  Hovedansvar (1)\n"
        "    2 =1+1 *|* 2 – sist rapportert: Løpende, februar 2011\n"
    )


def test_in_markdown_a_title_is_the_characters_it_is(waiting: Path) -> None:
    assert run("todo", "--format", "markdown", cwd=waiting).out == (
        "Ikke rapportert for februar 2012.\n"
        "\n"
        "## Justisdepartementet (JD)\n"
        "\n"
        "Hovedansvar (1)\n"
        "\n"
        "- 1 Hjelpe ofre 1 – sist rapportert: Løpende, februar 2011\n"
        "\n"
        "Medansvar (1)\n"
        "\n"
        "- 2 =1+1 \\*\\|\\* 2 – sist rapportert: Løpende, februar 2011\n"
        "\n"
        "## Utenriksdepartementet (UD)\n"
        "\n"
        "Hovedansvar (1)\n"
        "\n"
        "- 2 =1+1 \\*\\|\\* 2 – sist rapportert: Løpende, februar 2011\n"
    )


def test_in_csv_a_title_is_no_formula(waiting: Path) -> None:
    result = run("todo", "--format", "csv", cwd=waiting)
    assert [tuple(row) for row in csv.reader(io.StringIO(result.out))] == [
        ("responsible", "role", "number", "title", "last_status", "last_round", "milestone", "due"),
        ("JD", "lead", "1", "Hjelpe ofre 1", "Løpende", "2011-02", "", ""),
        ("JD", "joint", "2", "'=1+1 *|* 2", "Løpende", "2011-02", "", ""),
        ("UD", "lead", "2", "'=1+1 *|* 2", "Løpende", "2011-02", "", ""),
    ]


def test_in_json_a_title_is_untouched(waiting: Path) -> None:
    def row(responsible: str, role: str, number: str, title: str) -> dict[str, str]:
        last = {"last_status": "Løpende", "last_round": "2011-02"}
        return {"responsible": responsible, "role": role, "number": number, "title": title, **last}

    assert json.loads(run("todo", "--format", "json", cwd=waiting).out) == {
        "version": 1,
        "round": "2012-02",
        "unreported": [
            row("JD", "lead", "1", "Hjelpe ofre 1"),
            row("JD", "joint", "2", "=1+1 *|* 2"),
            row("UD", "lead", "2", "=1+1 *|* 2"),
        ],
        "overdue": [],
        "upcoming": [],
    }


@pytest.mark.parametrize("name", ["UD", "Utenriksdepartementet", " UD ,"])
@pytest.mark.parametrize("form", todo.FORMATS)
def test_the_list_of_one_body_by_abbreviation_or_name(name: str, form: str, waiting: Path) -> None:
    result = run("todo", "--responsible", name, "--format", form, cwd=waiting)
    assert result.status == 0
    assert "Hjelpe ofre 1" not in result.out
    assert result.out.count("1+1") == 1


@pytest.mark.parametrize("options", [("UD,JD",), ("UD", "--responsible", "JD")], ids=" ".join)
def test_several_bodies_can_be_named(options: tuple[str, ...], waiting: Path) -> None:
    assert run("todo", "--responsible", *options, cwd=waiting) == run("todo", cwd=waiting)


def test_a_body_that_nobody_knows_is_refused(waiting: Path) -> None:
    assert "Nobody called “JDD”" in refused(run("todo", "--responsible", "JDD", cwd=waiting))


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("text", "Alt er rapportert for februar 2012.\n"),
        ("markdown", "Alt er rapportert for februar 2012.\n"),
        ("csv", "responsible,role,number,title,last_status,last_round,milestone,due\n"),
        (
            "json",
            '{\n  "version": 1,\n  "round": "2012-02",\n  "unreported": [],\n  "overdue": [],\n  "upcoming": []\n}\n',
        ),
    ],
)
def test_where_nothing_is_left_the_list_says_so(form: str, said: str, tmp_path: Path) -> None:
    assert run("todo", "--format", form, cwd=small_plan(tmp_path)) == Run(0, said, "")


def test_a_file_that_cannot_be_read_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    root = small_plan(tmp_path, {"content/measures/3.md": "Ingen innledning.\n"})
    result = run("todo", cwd=root)
    assert (result.status, result.out) == (0, "Alt er rapportert for februar 2012.\n")
    assert result.err == (
        "Not in the list: 1 measure file that cannot be read. “statusreport check” says why.\n"
    )


# diff: the states


def changes(*args: str | Path, cwd: Path) -> list[tuple[str, str]]:
    """Number and kind of every change that the JSON tells of."""
    result = run("diff", *args, "--format", "json", cwd=cwd)
    assert result.status == 0, result.err
    return [(change["number"], change["kind"]) for change in json.loads(result.out)["changes"]]


def test_without_a_second_state_the_working_content_is_meant() -> None:
    one, other = run("diff", "2023-03", cwd=EXAMPLE), run("diff", "2023-03", "working", cwd=EXAMPLE)
    assert one == other
    assert one.out.startswith("2023-03 → working (now)\n")


def test_a_folder_is_a_state(tmp_path: Path) -> None:
    root = small_plan(tmp_path / "plan")
    write(tmp_path / "before", {"a.md": measure("1", status="Under forberedelse"), "b.md": measure("7")})
    assert changes(tmp_path / "before", cwd=root) == [
        ("1", "advanced"),
        ("2", "added"),
        ("7", "removed"),
    ]
    assert run("diff", "../before", cwd=root).out.startswith("../before → working (now)\n")


def test_a_revision_is_a_state_and_the_work_tree_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git_alone(tmp_path, monkeypatch)
    root = small_plan(tmp_path / "repository")
    git(root, "init", "--quiet")
    commit(root)
    write(root, {"content/measures/1.md": measure("1", status="Gjennomført")})
    before = tree(root)
    assert changes("git:HEAD", cwd=root) == [("1", "advanced")]
    assert changes("working", "git:HEAD", cwd=root) == [("1", "regressed")]
    assert "no revision “nowhere”" in refused(run("diff", "git:nowhere", cwd=root))
    assert tree(root) == before


WRONG = {
    "unknown": (("2020-03",), "There is no state “2020-03”"),
    "unknown second": (("2023-03", "2020-03"), "Sealed rounds are “2021-03”, “2022-03” or “2023-03”."),
    "folder without measures": (("content/rounds",), "There are no measure files in content/rounds."),
    "file": (("README.md",), "There is no state “README.md”"),
    "no repository": (("git:HEAD",), "is in no git repository"),
    "name too long": (("x" * 300,), "x" * 300),
    "empty name": (("",), "There is no state “”"),
    "format": (("2023-03", "--format", "jsn"), "“jsn”. Did you mean “json”?"),
    "state missing": ((), "diff --help"),
    "state too many": (("2021-03", "2022-03", "2023-03"), "too much: 2023-03"),
    "output that is a folder": (("2023-03", "--output", "content"), "content cannot be written"),
    "output below a file": (("2023-03", "--output", "README.md/x"), "cannot be written"),
}


@pytest.mark.parametrize(("args", "named"), WRONG.values(), ids=WRONG)
def test_wrong_use_ends_with_2_and_one_sentence(
    args: tuple[str, ...], named: str, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(example.parent))
    if "git:HEAD" in args:
        require("git")
    before = tree(example)
    result = run("diff", *args, cwd=example)
    if "--output" in args:  # the findings are summed up before the result is written
        first, _, rest = result.err.partition("\n")
        assert first.startswith("working (now): ")
        result = Run(result.status, result.out, rest)
    assert named in refused(result)
    assert tree(example) == before


@pytest.mark.parametrize(("old", "new"), [("2022-03", "working"), ("2021-03", "2022-03")])
def test_a_seal_that_cannot_be_read_is_called_damaged_and_not_unknown(
    old: str, new: str, example: Path
) -> None:
    (example / "content/rounds/2022-03.json").write_text('{"version": 1,', "utf-8")
    sentence = refused(run("diff", old, new, cwd=example))
    assert "The seal of 2022-03 cannot be read: content/rounds/2022-03.json is damaged." in sentence
    assert run("diff", "2021-03", "2023-03", cwd=example).status == 0, "the others can still be compared"


def test_an_edited_seal_is_compared_and_said_to_be_edited(example: Path) -> None:
    edit(example / "content/rounds/2022-03.json", "Sette opp flere benker", "Sette opp færre benker")
    result = run("diff", "2021-03", "2022-03", cwd=example)
    assert result.status == 0
    assert "2021-03 → 2022-03" in result.out
    assert result.err == "2022-03: 1 error, 0 warnings.\n"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "working (now): 1 error, 1 warning. “statusreport check” says more."),
        ("nb", "working (nå): 1 feil, 1 advarsel. «statusreport check» sier mer."),
        ("nn", "working (no): 1 feil, 1 åtvaring. «statusreport check» seier meir."),
    ],
)
def test_a_check_is_advised_only_for_what_it_reads(language: str, said: str, example: Path) -> None:
    shutil.copytree(example, example.parent / "other")
    for root in (example, example.parent / "other"):
        edit(root / "content/measures/02-flere-benker.md", "status: ", "status: Snart ")
    result = run("--language", language, "diff", "../other", cwd=example)
    other, working = result.err.splitlines()
    assert working == said
    assert other == re.sub(r"^working \(\w+\)(.*?\.).*", r"../other\1", said)


def test_two_seals_of_one_round_are_compared_and_said_to_be_two(example: Path) -> None:
    shutil.copy(example / "content/rounds/2022-03.json", example / "content/rounds/kopi.json")
    result = run("diff", "2021-03", "2022-03", cwd=example)
    assert (result.status, result.out) == (0, run("diff", "2021-03", "2022-03", cwd=EXAMPLE).out)
    assert result.err.startswith("2022-03: 2 errors, 0 warnings.")


@pytest.mark.parametrize("form", diff.FORMATS)
def test_content_with_findings_is_compared_and_the_findings_are_summed_up(form: str, sealed: Path) -> None:
    write(sealed, FAULTY)
    write(sealed.parent / "before", {"1.md": measure("1", status="Slutt")})
    result = run("diff", "../before", "working", "--format", form, cwd=sealed)
    assert result.status == 0
    first, second = result.err.splitlines()
    assert first.startswith("../before: 1 error, 0 warnings.")
    assert re.match(r"working \(now\): [1-9] errors?, ", second)
    assert "Slutt" in result.out
    assert "summed" not in result.out
    assert "error" not in result.out


def test_a_sealed_round_has_no_findings_to_sum_up() -> None:
    assert run("diff", "2022-03", "2023-03", cwd=EXAMPLE).err == ""


# diff: the result; an answer as a file


RESULTS = [
    *(("diff", "2021-03", "2022-03", "--format", form) for form in diff.FORMATS),
    *(("todo", "--format", form) for form in todo.FORMATS),
    ("schema", "measure"),
]


@pytest.mark.parametrize("args", RESULTS, ids=" ".join)
def test_output_writes_the_result_and_nothing_else(args: tuple[str, ...], example: Path) -> None:
    printed = run(*args, cwd=example)
    before = contents(example)
    assert run(*args, "--output", "ny/endringer.txt", cwd=example) == Run(0, "", "Wrote ny/endringer.txt.\n")
    written = contents(example)
    assert set(written) - set(before) == {"ny", "ny/endringer.txt"}
    assert {path: written[path] for path in before} == before
    assert written["ny/endringer.txt"] == printed.out.encode("utf-8")


@pytest.mark.parametrize("form", diff.FORMATS)
def test_exit_code_tells_whether_anything_differs(form: str, example: Path) -> None:
    def status(*args: str) -> int:
        return run("diff", *args, "--format", form, cwd=example).status

    assert status("2021-03", "2022-03") == 0
    assert status("2021-03", "2022-03", "--exit-code") == 1
    assert status("2022-03", "2022-03", "--exit-code") == 0
    assert status("2021-03", "2022-03", "--exit-code", "--output", "out") == 1


def test_marking_the_language_of_words_is_no_difference(sealed: Path) -> None:
    edit(sealed / "content/measures/1.md", "Det første huset", "[Det første huset]{lang=en}")
    result = run("diff", "2012-02", "--exit-code", cwd=sealed)
    assert result.status == 0, result.out
    assert run("check", cwd=sealed) == Run(0, "No findings in 4 files.\n", "")


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_marked_words_that_changed_are_shown_without_their_mark(form: str, sealed: Path) -> None:
    edit(sealed / "content/measures/1.md", "i mai 2011", "i [May]{lang=en} 2011")
    result = run("diff", "2012-02", "--format", form, cwd=sealed)
    assert re.search(r"mai\b.*\bMay\b", result.out, re.DOTALL)
    assert "]{" not in result.out


def test_a_difference_in_wording_alone_is_a_difference(sealed: Path) -> None:
    assert run("diff", "2012-02", "--exit-code", cwd=sealed).status == 0
    edit(sealed / "content/measures/1.md", "et sted å bo", "et trygt sted å bo")
    result = run("diff", "2012-02", "--exit-code", cwd=sealed)
    assert result.status == 1
    assert "Other wording, same status (1): 1\n" in result.out


@pytest.mark.parametrize("form", diff.FORMATS)
def test_a_state_compared_with_itself_shows_no_measure(form: str) -> None:
    result = run("diff", "2023-03", "2023-03", "--format", form, cwd=EXAMPLE)
    assert result.status == 0
    seal = json.loads((EXAMPLE / "content/rounds/2023-03.json").read_text("utf-8"))
    assert [measure["title"] for measure in seal["measures"] if measure["title"] in result.out] == []


@pytest.mark.parametrize("form", diff.FORMATS)
def test_the_order_of_the_files_does_not_matter(form: str, example: Path) -> None:
    expected = run("diff", "2023-03", "--format", form, cwd=example)
    folder = example / "content/measures"
    for place, file in enumerate(sorted(folder.iterdir(), reverse=True)):
        file.rename(folder / f"{place:02}.md")
    assert run("diff", "2023-03", "--format", form, cwd=example) == expected


def test_one_class_that_only_one_side_has_is_told_in_the_singular() -> None:
    said = "Only one side has the class Til vurdering; measures there cannot be compared.\n"
    assert said in run("diff", "2023-03", cwd=EXAMPLE).out


# What never writes


@pytest.mark.parametrize(
    "args",
    [
        ("check",),
        ("check", "--format", "json"),
        ("diff", "2023-03", "--format", "html"),
        ("todo", "--format", "markdown"),
        ("round", "list"),
        ("round", "verify"),
    ],
    ids=" ".join,
)
def test_what_only_reads_writes_nothing(args: tuple[str, ...], example: Path) -> None:
    edit(example / "content/rounds/2022-03.json", "Sette opp flere benker", "Sette opp færre benker")
    write(example, {"content/measures/13.md": "---\nnumber: 13\n"})
    before = tree(example)
    assert run(*args, cwd=example).status in (0, 1)
    assert tree(example) == before


@pytest.mark.parametrize(
    "args", [("round", "list"), ("round", "seal"), ("round", "open", "2025"), ("round", "verify"), ("todo",)]
)
def test_a_broken_plan_file_ends_every_command_with_2(args: tuple[str, ...], tmp_path: Path) -> None:
    root = small_plan(tmp_path, {"statusreport.yaml": PLAN + "titel: X\n"})
    before = tree(tmp_path)
    result = run(*args, cwd=root)
    assert (result.status, result.out) == (2, "")
    assert "--> statusreport.yaml:8:1\n" in result.err
    assert tree(tmp_path) == before


# The chain


@pytest.fixture
def chain(tmp_path: Path) -> Path:
    """A plan with three sealed rounds and a fourth being written."""
    root = small_plan(tmp_path)
    for name in ("2013-02", "2014-02", "2015-02"):
        assert run("round", "seal", cwd=root).status == 0
        assert run("round", "open", name, cwd=root).status == 0
        for file in (root / "content/measures").iterdir():
            text = re.sub(r"(?m)^round: .*\n", "", file.read_text("utf-8"))
            file.write_text(text.replace("---\n", f"---\nround: {name}\n", 1), "utf-8")
    assert run("round", "verify", cwd=root).status == 0
    return root


def seal_of(root: Path, name: str) -> Path:
    return root / f"content/rounds/{name}.json"


def test_a_seal_that_was_removed_is_found(chain: Path) -> None:
    for name in ("2012-02", "2013-02"):
        kept = seal_of(chain, name).read_bytes()
        seal_of(chain, name).unlink()
        for command in ("check", "round verify"):
            result = run(*command.split(), cwd=chain)
            assert result.status == 1
            assert "R117" in result.out + result.err
        seal_of(chain, name).write_bytes(kept)
    assert run("check", cwd=chain).status == 0


def test_a_seal_that_was_edited_and_hashed_anew_is_found_but_for_the_last(chain: Path) -> None:
    for name, status in (("2012-02", 1), ("2013-02", 1), ("2014-02", 0)):
        kept = seal_of(chain, name).read_bytes()
        content = json.loads(kept)
        content["measures"][0]["status"] = "Gjennomført"
        seal_of(chain, name).write_bytes(sealed_anew(content))
        assert run("round", "verify", cwd=chain).status == status
        seal_of(chain, name).write_bytes(kept)


def test_a_seal_that_was_put_in_is_found(chain: Path) -> None:
    content = json.loads(seal_of(chain, "2012-02").read_bytes())
    seal_of(chain, "2012-08").write_bytes(sealed_anew({**content, "round": "2012-08"}))
    assert "R117" in run("round", "verify", cwd=chain).err


# Corrections


def test_an_older_round_is_corrected_and_what_never_happened_is_not_told(chain: Path) -> None:
    before = json.loads(seal_of(chain, "2013-02").read_bytes())
    file = chain / "content/measures/2.md"
    file.write_text(file.read_text("utf-8").replace("Gjennomført", "Løpende"), "utf-8")
    # The published rounds said that measure 2 was completed, so going on looks like a step back.
    assert "R108" in run("check", cwd=chain).out
    for name in ("2013-02", "2014-02"):
        result = run(
            "round",
            "correct",
            name,
            "--number",
            "2",
            "--status",
            "Løpende",
            "--reason",
            "Feil status.",
            cwd=chain,
        )
        assert (result.status, result.err) == (0, "")
    assert "R108" not in run("check", cwd=chain).out
    assert run("round", "verify", cwd=chain).status == 0
    now = json.loads(seal_of(chain, "2013-02").read_bytes())
    assert (now["correction"]["reason"], now["correction"]["seal"]) == ("Feil status.", before)
    changes = json.loads(run("diff", "2014-02", "--format", "json", cwd=chain).out)
    assert changes["changes"] == []
    assert changes["from"]["corrected"] == ["Feil status."]
    assert run("build", "--format", "md", cwd=chain).status == 0
    report = (chain / "build/status-report/status-report.md").read_text("utf-8")
    assert "Rettet (februar 2013): Feil status." in report
    # The seal that is kept inside cannot be edited either.
    now["correction"]["seal"]["title"] = "En annen plan"
    seal_of(chain, "2013-02").write_bytes(sealed_anew(now))
    assert "R102" in run("round", "verify", cwd=chain).err


def test_the_current_round_is_corrected_with_the_content_as_it_is(chain: Path) -> None:
    assert run("round", "seal", cwd=chain).status == 0
    assert run("round", "correct", "2015-02", "--reason", "Feil.", cwd=chain).status == 2
    file = chain / "content/measures/1.md"
    file.write_text(file.read_text("utf-8").replace("title: ", "title: Rettet "), "utf-8")
    assert run("round", "correct", "2015-02", cwd=chain).status == 2
    for reason in ("Første feil.", "Andre feil."):
        file.write_text(file.read_text("utf-8").replace("title: ", "title: Igjen "), "utf-8")
        assert "R114" in run("check", cwd=chain).out
        assert run("round", "correct", "2015-02", "--reason", reason, cwd=chain).status == 0
        assert "R114" not in run("check", cwd=chain).out
    assert run("build", "--format", "md,html", cwd=chain).status == 0
    report = (chain / "build/status-report/status-report.md").read_text("utf-8")
    assert report.index("Andre feil.") < report.index("Første feil.")


@pytest.mark.parametrize(
    "wish",
    [
        ["2011-02", "--number", "1", "--status", "Løpende"],
        ["2013-02"],
        ["2013-02", "--number", "99", "--status", "Løpende"],
        ["2013-02", "--number", "1"],
        ["2013-02", "--number", "1", "--status", "Utsatt"],
        ["2013-02", "--number", "1", "--status", "Løpende"],
        ["2013-02", "--number", "1", "--field", "completed"],
        ["2013-02", "--number", "1", "--field", "completed=i fjor"],
        ["2013-02", "--number", "1", "--field", "number=7"],
    ],
)
def test_a_correction_that_cannot_be_is_refused(wish: list[str], chain: Path) -> None:
    before = contents(chain)
    result = run("round", "correct", *wish, "--reason", "Feil.", cwd=chain)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("statusreport: ")
    assert contents(chain) == before


def test_fields_of_every_kind_are_corrected(chain: Path) -> None:
    values = ["completed=2012-01-31", "responsible=UD, JD", "evidence=https://a.example", "reason=Derfor."]
    wish = [part for value in values for part in ("--field", value)]
    assert (
        run("round", "correct", "2013-02", "--number", "1", *wish, "--reason", "Feil.", cwd=chain).status == 0
    )
    found = json.loads(seal_of(chain, "2013-02").read_bytes())["measures"][0]
    assert (found["completed"], found["responsible"]) == ("2012-01-31", ["UD", "JD"])
    assert (found["evidence"], found["reason"]) == (["https://a.example"], "Derfor.")


# What was published


def test_a_publication_is_known_by_the_seal_of_its_round(tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    assert run("build", "--format", "md,json", cwd=root).status == 0
    assert run("round", "seal", cwd=root).status == 0
    file = root / "build/status-report/status-report.md"
    result = run("round", "verify", "--file", file, cwd=root)
    assert (result.status, result.out) == (0, f"{file} is as it was published for 2012-02.\n")
    file.write_text(file.read_text("utf-8") + "Mer.\n", "utf-8")
    result = run("round", "verify", "--file", file, cwd=root)
    assert (result.status, result.out) == (1, "")
    assert "not known to any sealed round" in result.err


def test_what_was_built_of_other_content_was_not_published(tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    assert run("build", "--format", "md", cwd=root).status == 0
    write(root, {"content/measures/1.md": measure("1", title="En annen tittel")})
    assert run("round", "seal", cwd=root).status == 0
    assert run("round", "verify", "--file", "build/status-report/status-report.md", cwd=root).status == 1


def test_a_publication_that_was_corrected_is_of_the_earlier_seal(tmp_path: Path) -> None:
    files = {f"content/measures/{number}.md": measure(number, round="2012-02") for number in "12"}
    root = small_plan(tmp_path, files)
    file = "build/status-report/status-report.md"
    assert run("build", "--format", "md", cwd=root).status == 0
    shutil.copy(root / file, tmp_path / "before.md")
    assert run("round", "seal", cwd=root).status == 0
    edit(root / "content/measures/1.md", "title: ", "title: Rettet ")
    result = run("round", "correct", "2012-02", "--reason", "Feil tittel.", cwd=root)
    assert "“statusreport round seal” then adds it" in result.err
    result = run("round", "verify", "--file", tmp_path / "before.md", cwd=root)
    assert (result.status, result.out) == (1, "")
    assert "for 2012-02 by the earlier seal, since corrected: Feil tittel." in result.err
    # What was built since is known to the seal as soon as it is sealed again, and once only.
    assert run("build", "--format", "md", cwd=root).status == 0
    assert "not known to any sealed round" in run("round", "verify", "--file", file, cwd=root).err
    result = run("round", "seal", cwd=root)
    assert "now the seal knows 1 file built since the correction" in result.out
    assert run("round", "verify", cwd=root).status == 0
    assert run("round", "verify", "--file", file, cwd=root).status == 0
    assert run("round", "verify", "--file", tmp_path / "before.md", cwd=root).status == 1
    assert run("check", cwd=root).status == 0
    before = contents(root)
    assert "now the seal knows" not in run("round", "seal", cwd=root).out
    assert contents(root) == before


def test_what_was_published_of_an_older_round_is_corrected_with_it(tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    assert run("build", "--format", "md", cwd=root).status == 0
    assert run("round", "seal", cwd=root).status == 0
    assert run("round", "open", "2013-02", cwd=root).status == 0
    words = ("--reason", "Feil.", "--number", "1", "--status", "Gjennomført")
    assert run("round", "correct", "2012-02", *words, cwd=root).status == 0
    result = run("round", "verify", "--file", "build/status-report/status-report.md", cwd=root)
    assert (result.status, result.out) == (1, "")
    assert "since corrected: Feil." in result.err


# Nothing new


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("round: 2012-02\n", "round: 2013-02\n"),
        ("round:   '2012-02'  # i fjor\n", "round: '2013-02'  # i fjor\n"),
        ("round: 2012-02\r\n", "round: 2013-02\r\n"),
    ],
)
def test_nothing_new_is_reported_by_the_round_alone(before: str, after: str, tmp_path: Path) -> None:
    head = "---\nnumber: 1\ntitle: Hjelpe ofre\nresponsible: [JD]\nstatus: Løpende\n"
    body = "---\n## Tiltak\n\nEt  hus. \n\n## Status\n\nround: 2012-02\n"
    root = small_plan(tmp_path, {"content/measures/1.md": head + before + body})
    plan_file = root / "statusreport.yaml"
    plan_file.write_text(plan_file.read_text("utf-8").replace("round: 2012-02", "round: 2013-02"), "utf-8")
    others = contents(root)
    result = run("report", "1", "--unchanged", cwd=root)
    assert (result.status, result.err) == (0, "")
    assert contents(root) == others | {"content/measures/1.md": (head + after + body).encode()}
    assert run("report", "1", "--unchanged", cwd=root).err == "Reported already: 1.\n"


def test_a_file_whose_name_is_spelt_out_is_written_where_it_is(tmp_path: Path) -> None:
    """As a Mac or a zip file may write «å»."""
    name, seal = (unicodedata.normalize("NFD", name) for name in ("1 på.md", "2012-vår.json"))
    root = small_plan(tmp_path)
    (root / "content/measures/1.md").unlink()
    edit(root / "statusreport.yaml", "round: 2012-02", "round: 2012-vår")
    write(root, {f"content/measures/{name}": measure("1")})
    assert run("round", "seal", cwd=root).status == 0
    (root / "content/rounds/2012-vår.json").rename(root / "content/rounds" / seal)
    assert run("round", "open", "2013-02", cwd=root).status == 0
    assert run("report", "1", "--unchanged", cwd=root).status == 0
    assert "\nround: 2013-02\n" in (root / "content/measures" / name).read_text("utf-8")
    words = ("--reason", "Feil.", "--number", "1", "--status", "Gjennomført")
    assert run("round", "correct", "2012-vår", *words, cwd=root).status == 0
    assert [path.name for path in (root / "content/rounds").iterdir()] == [seal]
    assert {path.name for path in (root / "content/measures").iterdir()} == {name, "2.md"}


def test_a_measure_without_a_round_gets_one(tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    assert run("round", "seal", cwd=root).status == 0
    assert run("round", "open", "2013-02", cwd=root).status == 0
    assert run("report", "1", "2", "--unchanged", cwd=root).status == 0
    assert "\nround: 2013-02\n" in (root / "content/measures/1.md").read_text("utf-8")
    assert run("check", cwd=root).status == 0


def test_all_that_are_completed_are_reported_at_once(example: Path) -> None:
    assert run("round", "seal", cwd=example).status == 0
    assert run("round", "open", "2025-03", cwd=example).status == 0
    result = run("report", "--completed", "--unchanged", cwd=example)
    assert result.out == "Reported for 2025-03, unchanged: 1, 3, 16a.\n"
    waiting = {
        row["number"] for row in json.loads(run("todo", "--format", "json", cwd=example).out)["unreported"]
    }
    assert not waiting & {"1", "3", "16a"}


@pytest.mark.parametrize(
    "wish", [["1"], ["--unchanged"], [], ["99", "--unchanged"], ["1", "99", "--unchanged"]]
)
def test_a_report_that_says_nothing_is_refused(wish: list[str], tmp_path: Path) -> None:
    root = small_plan(tmp_path, {"content/measures/1.md": measure("1", round="2011-02")})
    before = contents(root)
    result = run("report", *wish, cwd=root)
    assert result.status == 2
    assert contents(root) == before


@pytest.mark.parametrize("args", [("check",), ("build",), ("round", "seal"), ("round", "correct", "2012-02")])
def test_findings_stand_under_the_full_name_of_the_body_whatever_finds_them(
    args: tuple[str, ...], sealed: Path
) -> None:
    edit(sealed / "content/measures/1.md", "status: ", "status: Nesten ")
    result = run(*args, *(("--reason", "Feil.") if "correct" in args else ()), cwd=sealed)
    assert result.status == 1
    assert "Justisdepartementet – JD (1)\n" in (result.out or result.err)


# What the pages of the rules advise


def test_what_is_advised_for_a_vanished_measure_leads_to_a_clean_check(tmp_path: Path) -> None:
    """Renumber it, merge it or say why it left: after each the check is clean."""
    files = {f"content/measures/{n}.md": measure(n, title=f"Hus {n} i byen", round="2012-02") for n in "123"}
    for name, change in {
        "renumbered": {"content/measures/4.md": measure("4", title="Hus 3 i byen", round="2013-02", was="3")},
        "merged": {
            "content/measures/2.md": measure("2", title="Hus 2 i byen", round="2013-02", was="[2, 3]")
        },
        "removed": {},
    }.items():
        root = small_plan(tmp_path / name, files)
        assert run("round", "seal", cwd=root).status == 0
        assert run("round", "open", "2013-02", cwd=root).status == 0
        assert run("report", "1", "2", "--unchanged", cwd=root).status == 0
        (root / "content/measures/3.md").unlink()
        found = run("check", cwd=root).out
        assert "R112" in found
        assert "`was: 3`" in found
        write(root, change)
        if name == "removed":
            with (root / "statusreport.yaml").open("a", encoding="utf-8") as stream:
                stream.write('removed: {"3": Huset brant.}\n')
        assert run("check", cwd=root).out.startswith("No findings"), name
