"""The command line: what each command says, where it says it, and how it ends."""

from __future__ import annotations

import io
import itertools
import json
import os
import re
import shlex
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any, Literal

import jsonschema
import pytest
import yaml
from conftest import ROOT, missing, require
from plans import (
    BODY,
    PLAN,
    Run,
    contents,
    copied,
    measure,
    pipe,
    process,
    real_plan,
    refused,
    run,
    script,
    sent,
    small_plan,
    terminal,
    tree,
    with_project,
    write,
)
from typer.testing import CliRunner

from statusreport import app
from statusreport.commands.check import FORMATS
from statusreport.model.vocabulary import DEFAULT_STATUSES
from statusreport.reading.plan_file import read_settings
from statusreport.rules import all_rules
from statusreport.words import catalogue, languages

ESCAPE = "\x1b"
FAULTY = {"content/measures/2.md": measure("2", status="Ferdig")}
WARNED = {"content/measures/3.md": measure("4")}  # a gap in the numbering


def invoke(root: Path, *args: str | Path) -> Run:
    """The Typer application itself, where nothing goes wrong that `main` has to put into words."""
    result = CliRunner().invoke(app.application(catalogue("en")), ["--root", str(root), *map(str, args)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Run(result.exit_code, result.stdout, result.stderr)


# check


def test_check_says_on_standard_output_that_nothing_was_found(tmp_path: Path) -> None:
    assert invoke(small_plan(tmp_path), "check") == Run(0, "No findings in 3 files.\n", "")


def test_an_error_makes_check_end_with_1(tmp_path: Path) -> None:
    result = invoke(small_plan(tmp_path, FAULTY), "check")
    assert (result.status, result.err) == (1, "")
    assert "error[M102]" in result.out
    assert "content/measures/2.md:5:9" in result.out


def test_a_warning_alone_leaves_check_at_0(tmp_path: Path) -> None:
    result = invoke(small_plan(tmp_path, WARNED), "check")
    assert result.status == 0
    assert "0 errors, 1 warning in 4 files." in result.out


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_goes_to_standard_output_and_ends_with_1(name: str, tmp_path: Path) -> None:
    result = invoke(small_plan(tmp_path, FAULTY), "check", "--format", name)
    assert (result.status, result.err) == (1, "")
    assert "content/measures/2.md" in result.out


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ((), ["M102", "M105"]),
        (("--select", "M102"), ["M102"]),
        (("--select", "M"), ["M102", "M105"]),
        (("--select", "P,M105"), ["M105"]),
        (("--select", "P", "--select", "M105"), ["M105"]),
        (("--ignore", "M102"), ["M105"]),
        (("--ignore", "M"), []),
        (("--select", "M", "--ignore", "M1"), []),
        (("--responsible", "UD"), ["M102"]),
        (("--responsible", "Utenriksdepartementet"), ["M102"]),
        (("content/measures/2.md",), ["M102"]),
        (("content/measures",), ["M102", "M105"]),
        (("content/measures/1.md",), []),
        ((".",), ["M102", "M105"]),
    ],
    ids=" ".join,
)
def test_options_choose_among_the_findings(
    options: tuple[str, ...], codes: list[str], tmp_path: Path
) -> None:
    files = FAULTY | {"content/measures/2.md": measure("2", status="Ferdig", responsible="[UD]"), **WARNED}
    result = run("check", "--format", "json", *options, cwd=small_plan(tmp_path, files))
    found = json.loads(result.out)
    assert [finding["code"] for finding in found["findings"]] == codes
    assert result.status == (1 if "M102" in codes else 0)
    assert found["summary"]["files"] == 4


def test_the_findings_of_a_linked_file_are_shown_when_it_is_named(tmp_path: Path) -> None:
    root = small_plan(tmp_path / "plan")
    (tmp_path / "elsewhere.md").write_text(FAULTY["content/measures/2.md"], "utf-8")
    (root / "content/measures/2.md").unlink()
    (root / "content/measures/2.md").symlink_to(tmp_path / "elsewhere.md")
    assert run("check", "content/measures/2.md", cwd=root).status == 1


@pytest.mark.parametrize("built", [False, True], ids=["without output", "with output"])
def test_check_never_writes(built: bool, tmp_path: Path) -> None:
    root = with_project(tmp_path / "plan")
    if built:
        assert invoke(root, "build").status == 0
    write(root, FAULTY)
    # What is kept of a plan lies in a folder that is made once.
    assert invoke(root, "check").status == 1
    before = tree(tmp_path)
    for name in FORMATS:
        assert invoke(root, "check", "--format", name).status == 1
    assert run("check", "content/measures/2.md", cwd=root).status == 1
    assert run("check", "--select", "X", cwd=root).status == 2
    assert tree(tmp_path) == before


# build


def test_build_lists_on_standard_output_what_it_wrote(tmp_path: Path) -> None:
    root = with_project(tmp_path)
    result = invoke(root, "build")
    assert (result.status, result.err) == (0, "")
    written = {path for path, data in contents(root / "build").items() if data is not None and path[0] != "."}
    assert result.out.startswith(f"Wrote {len(written)} files to {root / 'build'}.\n")
    assert {line.split()[0] for line in result.out.splitlines()[1:]} == written


def test_build_shows_warnings_on_standard_error_and_goes_on(tmp_path: Path) -> None:
    result = invoke(small_plan(tmp_path, WARNED), "build")
    assert result.status == 0
    assert result.out.startswith("Wrote ")
    assert "warning[M105]" in result.err


def test_build_with_an_error_ends_with_1_and_writes_nothing(tmp_path: Path) -> None:
    root = small_plan(tmp_path, FAULTY)
    before = tree(tmp_path)
    result = invoke(root, "build")
    assert (result.status, result.out) == (1, "")
    assert "error[M102]" in result.err
    assert result.err.endswith("Nothing was written: there is 1 error.\n")
    assert tree(tmp_path) == before


def test_build_with_an_error_keeps_the_old_output(tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    assert invoke(root, "build").status == 0
    before = tree(root / "build")
    assert invoke(write(root, FAULTY), "build").status == 1
    assert tree(root / "build") == before


PAGES = ("index.html", "feed.xml", "responsible/JD.html", "responsible/UD.html")


@pytest.mark.parametrize(
    ("options", "files"),
    [
        (
            ("status-report",),
            {*PAGES, "measures.csv", "datapackage.json"}
            | {f"status-report.{suffix}" for suffix in ("pdf", "docx", "odt", "md", "json", "xlsx")},
        ),
        (("--format", "md"), {"status-report.md"}),
        (("--format", "md,json"), {"status-report.md", "status-report.json"}),
        (("--format", "html", "--format", "md"), {*PAGES, "status-report.md"}),
    ],
    ids=["publication", "one format", "two formats", "option twice"],
)  # fmt: skip
def test_build_writes_what_is_asked_for(options: tuple[str, ...], files: set[str], tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    assert invoke(root, "build", *options).status == 0
    assert {
        path for path, data in contents(root / "build/status-report").items() if data is not None
    } == files


def test_output_is_named_from_where_the_command_runs(tmp_path: Path) -> None:
    root = small_plan(tmp_path / "plan")
    result = run("build", "--format", "md", "--output", "a draft/new", cwd=root / "content")
    assert result.status == 0
    assert (root / "content/a draft/new/status-report/status-report.md").is_file()
    assert not (root / "build").exists()


# The real plan


def without_status(text: str) -> str:
    """A measure without the line of its status."""
    lines = text.split("\n")
    number = next(n for n, line in enumerate(lines) if line.startswith("status:"))
    return "\n".join(lines[:number] + lines[number + 1 :])


ALLOWED = [word for status in DEFAULT_STATUSES for word in status.words]
NUMBERS = [f"{number:02}" for number in range(1, 36)]


@pytest.fixture(scope="module")
def real_measures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real plan with its measures' front matter; the texts, which take the time, are short ones."""
    root = real_plan(tmp_path_factory.mktemp("real"))
    for other in ("projects", "figures", "chapters"):
        for file in (root / "content" / other).iterdir():
            file.unlink()
    for file in (root / "content/measures").iterdir():
        file.write_text(f"---{file.read_text('utf-8').split('---')[1]}---\n{BODY}", "utf-8")
    settings = (root / "statusreport.yaml").read_text("utf-8")
    (root / "statusreport.yaml").write_text(settings.replace("projects: 25", "projects: 0"), "utf-8")
    assert sorted(file.stem for file in (root / "content/measures").iterdir()) == NUMBERS
    assert run("check", cwd=root).status == 0
    return root


@pytest.mark.parametrize("number", NUMBERS)
def test_no_measure_of_the_real_plan_may_lack_its_status(number: str, real_measures: Path) -> None:
    path = f"content/measures/{number}.md"
    file = real_measures / path
    original = file.read_text("utf-8")
    text = without_status(original)
    file.write_text(text, "utf-8")
    try:
        before = tree(real_measures)
        checked, built = run("check", "--select", "M", cwd=real_measures), run("build", cwd=real_measures)
        assert tree(real_measures) == before
    finally:
        file.write_text(original, "utf-8")
    assert (checked.status, built.status, built.out) == (1, 1, "")
    for said in (checked.out, built.err):
        found = re.search(r"^error\[(M\d+)\].*\n *--> (\S+):(\d+):(\d+)\n(?:.*\n)*?\n", said, re.MULTILINE)
        assert found
        assert (found[1], found[2]) == ("M101", path)
        assert 1 <= int(found[3]) <= text.split("\n").index("---", 1) + 1
        assert all(f"“{word}”" in found[0] for word in ALLOWED)
        assert said.count("error[") == 1


def test_the_whole_real_plan_without_any_status_is_refused(tmp_path: Path) -> None:
    root = real_plan(tmp_path)
    for number in NUMBERS:
        file = root / f"content/measures/{number}.md"
        file.write_text(without_status(file.read_text("utf-8")), "utf-8")
    before = tree(root)
    result = run("check", "--format", "json", cwd=root)
    assert result.status == 1
    found = [f for f in json.loads(result.out)["findings"] if f["severity"] == "error"]
    assert [(f["code"], f["path"]) for f in found] == [("M101", f"content/measures/{n}.md") for n in NUMBERS]
    built = run("build", cwd=root)
    assert built.status == 1
    assert built.err.endswith("Nothing was written: there are 35 errors.\n")
    assert tree(root) == before


# explain, schema, init, version


def test_explain_shows_every_rules_page_by_code_and_by_name(tmp_path: Path) -> None:
    for number, rule in enumerate(all_rules()):
        result = invoke(tmp_path, "explain", rule.name if number % 2 else rule.code.lower())
        assert (result.status, result.err) == (0, "")
        assert result.out.startswith(f"{rule.code} {rule.name}\n\n")
        assert ("it can be waived" in result.out) == rule.waivable
        assert result.out.endswith(f"{rule.page}\n")


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_page_fits_the_terminal(columns: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.get_terminal_size", lambda stream: os.terminal_size((columns, 24)))
    for code in ("R112", "S105", "T115"):
        plain = run("explain", code, cwd=tmp_path).out
        said = on_terminal(tmp_path, ("explain", code), monkeypatch).replace("\r\n", "\n")
        assert said.split() == plain.split()
        assert said.count("\n\n") == plain.count("\n\n")
        assert max(len(line) for line in said.split("\n")) <= max(
            columns, len("`statusreport round correct`") + 1
        )
        assert re.findall(r"`[^`]*`", said) == [
            code.replace("\n", " ") for code in re.findall(r"`[^`]*`", plain)
        ]
        assert columns < 120 or said == plain


def front_matter(file: Path) -> Any:
    """Front matter as an editor's YAML reads it."""

    class Loader(yaml.SafeLoader):
        pass

    # JSON has no dates: what an editor's own YAML makes of 2012-02-29 is a text.
    Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: str(node.value))
    text = file.read_text("utf-8")
    return yaml.load(text.split("---\n")[1] if file.suffix == ".md" else text, Loader)


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [
        ("measure", "content/measures/*.md"),
        ("project", "content/projects/*.md"),
        ("chapter", "content/chapters/*.md"),
        ("figures", "content/figures/*.yaml"),
        ("plan", "statusreport.yaml"),
    ],
)
def test_schema_fits_the_real_plan_and_nothing_else(kind: str, pattern: str, tmp_path: Path) -> None:
    result = invoke(tmp_path, "schema", kind)
    assert (result.status, result.err) == (0, "")
    schema = json.loads(result.out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    records = [front_matter(file) for file in sorted(ROOT.glob(pattern))]
    assert records
    for record in records:
        assert not list(validator.iter_errors(record))
        assert not validator.is_valid(record | {"unknown-key": "x"})
        assert validator.is_valid(record | {"x-own": "x"})
        for name in schema["required"]:
            assert not validator.is_valid({key: value for key, value in record.items() if key != name})


@pytest.mark.parametrize("there", [False, True], ids=["new folder", "empty folder"])
def test_init_makes_a_plan_that_builds_at_once(there: bool, tmp_path: Path) -> None:
    folder = tmp_path / "my own plan"
    if there:
        folder.mkdir()
    made = run("init", "my own plan", cwd=tmp_path)
    assert (made.status, made.err) == (0, "")
    _, _, command = made.out.strip().partition("Next: statusreport ")
    assert run(*shlex.split(command), cwd=tmp_path).status == 0
    assert run("check", cwd=folder).out.startswith("No findings")
    assert (folder / "build/status-report/index.html").is_file()
    assert "/build/" in (folder / ".gitignore").read_text("utf-8").split("\n")


@pytest.mark.parametrize("code", languages())
def test_init_makes_a_plan_in_each_language_that_shows_what_a_plan_may_say(code: str, tmp_path: Path) -> None:
    assert run("init", "new", "--language", code, cwd=tmp_path).status == 0
    root = tmp_path / "new"
    assert run("check", "--strict", cwd=root) == Run(0, "No findings in 6 files.\n", "")
    settings = read_settings((root / "statusreport.yaml").read_bytes())
    assert settings.language == code
    assert {status.means for status in settings.statuses} >= {"completed", "ended"}
    assert [field.overview for field in settings.own_fields] == [True]
    assert len(tuple(settings.vocabulary("themes"))) == 2
    lines = settings.source.text.splitlines()
    for key in ("statuses:", "themes:", "fields:"):
        assert lines[lines.index(key) - 1].startswith("# "), key
    assert run("build", "--format", "html", cwd=root).status == 0


def test_init_without_a_language_is_in_bokmal_and_refuses_one_that_there_is_not(tmp_path: Path) -> None:
    assert run("init", "new", cwd=tmp_path).status == 0
    assert "language: nb\n" in (tmp_path / "new/statusreport.yaml").read_text("utf-8")
    assert "Known are “en”, “nb” or “nn”" in refused(run("init", "other", "--language", "fr", cwd=tmp_path))
    assert not (tmp_path / "other").exists()


def test_init_makes_the_folders_above(tmp_path: Path) -> None:
    assert run("init", "a/b", cwd=tmp_path).status == 0
    assert (tmp_path / "a/b/statusreport.yaml").is_file()


@pytest.mark.parametrize("name", ["statusreport.yaml", ".hidden"])
def test_init_leaves_a_folder_with_anything_in_it_alone(name: str, tmp_path: Path) -> None:
    write(tmp_path, {name: "mine"})
    before = tree(tmp_path)
    assert "is not empty" in refused(run("init", ".", cwd=tmp_path))
    assert tree(tmp_path) == before


def test_the_version_needs_no_plan(tmp_path: Path) -> None:
    result = run("--version", cwd=tmp_path)
    assert (result.status, result.err) == (0, "")
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", result.out)


@pytest.mark.parametrize("command", ["", "check", "build", "explain", "schema", "init"])
def test_help_goes_to_standard_output(command: str, tmp_path: Path) -> None:
    result = run(*filter(None, (command, "--help")), cwd=tmp_path)
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith(f"Usage: statusreport {command}".rstrip())


# Wrong use

WRONG = {
    "unknown option": (("check", "--formt", "json"), "--formt"),
    "unknown command": (("chek",), "“chek”. Did you mean “check” or “schema”?"),
    "option without its value": (
        ("check", "--format"),
        "--format needs a value behind it. “statusreport check --help”",
    ),
    "value for a flag": (("check", "--strict=1"), "--strict takes no value. “statusreport check --help”"),
    "argument missing": (("schema",), "schema --help"),
    "argument too many": (("schema", "plan", "measure"), "too much: measure"),
    "format of check": (("check", "--format", "jsn"), "“jsn”. Did you mean “json”?"),
    "format of build": (("build", "--format", "html,pff"), "“pff”"),
    "publication": (("build", "statusreport"), "“statusreport”. Did you mean “status-report”?"),
    "publication without records": (("build", "document-study"), "no document-study"),
    "code": (("explain", "M999"), "“M999”"),
    "name of a rule": (("explain", "unknown-statuss"), "Did you mean “unknown-status”?"),
    "kind of schema": (("schema", "project2"), "Did you mean “project”?"),
    "selected code": (("check", "--select", "X1"), "“X1”"),
    "ignored code": (("check", "--ignore", "M1,m102"), "“m102”. Did you mean “M102”?"),
    "responsible": (("check", "--responsible", "JDD"), "“JDD”"),
    "path that is not there": (("check", "content/measures/99.md"), "content/measures/99.md"),
    "path outside the plan": (("check", "/"), "not part of the plan"),
    "path with too long a name": (("check", "x" * 300), "x" * 300),
    "root that is not there": (("--root", "nowhere", "check"), "nowhere is not a folder"),
    "root that is a file": (("--root", "statusreport.yaml", "check"), "is not a folder"),
    "root without a plan": (("--root", "content", "check"), "content/statusreport.yaml"),
    "root with too long a name": (("--root", "x" * 300, "build"), "x" * 300),
    "folder that is a file": (("init", "statusreport.yaml"), "is not empty"),
    "folder below a file": (("init", "statusreport.yaml/x"), "Not a directory"),
    "folder with too long a name": (("init", "x" * 300), "File name too long"),
    "output that is a file": (("build", "--output", "statusreport.yaml"), "--output"),
    "output with too long a name": (("build", "--output", "x" * 300), "File name too long"),
}


@pytest.mark.parametrize(("args", "named"), WRONG.values(), ids=WRONG)
def test_wrong_use_ends_with_2_and_one_sentence(args: tuple[str, ...], named: str, tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    before = tree(tmp_path)
    assert named in refused(run(*args, cwd=root))
    assert tree(tmp_path) == before


@pytest.mark.parametrize("args", [("build", "nonsense"), ("build", "--format", "nonsense")], ids=" ".join)
def test_wrong_use_is_told_before_the_findings(args: tuple[str, ...], tmp_path: Path) -> None:
    assert "“nonsense”" in refused(run(*args, cwd=small_plan(tmp_path, FAULTY)))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_path_is_found_however_its_letters_are_composed(
    form: Literal["NFC", "NFD"], tmp_path: Path
) -> None:
    written = unicodedata.normalize("NFD" if form == "NFC" else "NFC", "content/measures/\u00e5\u00f8.md")
    root = small_plan(tmp_path, {written: measure("7", status="Nonsense")})
    found = run("check", unicodedata.normalize(form, written), cwd=root)
    assert (found.status, found.out.count("error[")) == (1, 1)


@pytest.mark.parametrize("command", ["check", "build"])
def test_without_a_plan_file_the_folder_is_named(command: str, tmp_path: Path) -> None:
    sentence = refused(run(command, cwd=tmp_path))
    assert "There is no statusreport.yaml" in sentence
    assert str(tmp_path) in sentence


MISNAMED = [
    "statusreport.yml",
    "Statusreport.yaml",
    "statusreport.yaml.txt",
    "statusrapport.yaml",
    "statusreport (1).yaml",
    "statusreport .yaml",
    "Kopi av statusreport.yaml",
    "statusreport - Kopi.yaml",
    "statusreport.yaml~",
]


@pytest.mark.parametrize("name", MISNAMED)
@pytest.mark.parametrize("named", [True, False])
def test_a_plan_file_of_another_name_is_to_be_renamed(name: str, named: bool, tmp_path: Path) -> None:
    root = small_plan(tmp_path / "plan")
    (root / "statusreport.yaml").rename(root / name)
    ended = run("--root", root, "check", cwd=tmp_path) if named else run("check", cwd=root / "content")
    assert ended.status == 2
    assert f"is called {name}. Rename it to statusreport.yaml." in ended.err


@pytest.mark.parametrize("command", ["check", "todo"])
def test_a_body_is_named_by_a_name_with_commas(command: str, tmp_path: Path) -> None:
    name = "Barne-, likestillings- og inkluderingsdepartementet"
    plan = PLAN.replace("JD: Justisdepartementet", f"BLD: '{name}', JD: Justisdepartementet")
    for place, known in (("known", plan), ("free", PLAN.replace("responsible:", "x-responsible:"))):
        body = "BLD" if known is plan else f"'{name}'"
        root = small_plan(
            tmp_path / place,
            {"statusreport.yaml": known, "content/measures/1.md": measure("1", responsible=f"[{body}, UD]")},
        )
        for wanted in (name, f"UD, {name}", f"{name},UD"):
            assert run(command, "--responsible", wanted, cwd=root).status == 0, wanted
        assert "“Barne-”" in refused(run(command, "--responsible", f"{name}, Barne-", cwd=root))
        for wanted in (name.lower(), name.upper(), name.replace(", ", ",")):
            meant = "BLD" if known is plan else name
            ended = refused(run(command, "--responsible", wanted, cwd=root))
            assert f"Nobody called “{wanted}”" in ended
            assert f"Did you mean “{meant}”?" in ended


def test_without_arguments_the_help_is_shown(tmp_path: Path) -> None:
    result = run(cwd=tmp_path)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("Usage: statusreport ")


@pytest.mark.parametrize("command", [("explain", "M102"), ("schema", "plan"), ("init", "new")], ids=" ".join)
def test_what_needs_no_plan_works_where_the_plan_is_broken(command: tuple[str, ...], tmp_path: Path) -> None:
    write(tmp_path, {"statusreport.yaml": "title: [\n"})
    assert run(*command, cwd=tmp_path).status == 0


def test_explain_without_a_code_lists_every_rule(tmp_path: Path) -> None:
    result = run("explain", cwd=tmp_path)
    assert (result.status, result.err) == (0, "")
    listed = [line.split(maxsplit=3) for line in result.out.splitlines()]
    assert listed == [
        [rule.code, str(rule.severity), rule.name, rule.page.partition("\n")[0]] for rule in all_rules()
    ]


# Broken plan files

BROKEN: dict[str, tuple[str | bytes, str, str]] = {
    "a required key is missing": ("title: T\nlanguage: nb\n", "1:1", "round"),
    "a required key is empty": ("title:\nlanguage: nb\nround: 2012-02\n", "1:1", "title"),
    "a key is unknown": (PLAN + "titel: X\n", "8:1", "“titel”"),
    "a value has the wrong type": (PLAN + "forms: [a]\n", "8:8", "forms"),
    "a value is not among the allowed": (PLAN.replace("nb", "norsk"), "2:11", "“norsk”"),
    "a number is none": (PLAN + "expect: {measures: many}\n", "8:20", "measures"),
    "a word stands for two things": (PLAN + "regions: {a: X, b: X}\n", "8:20", "“X”"),
    "it is not YAML": (PLAN + "abbreviations: [\n", "8:16", "["),
    "a key stands twice": (PLAN + "title: X\n", "8:1", "title"),
    "it is empty": ("", "1:1", "empty"),
    "it is not UTF-8": (b"title: Tiltak p\xe5 plass\n", "1:16", "0xE5"),
    "it is a list": ("- title\n", "1:1", "list"),
}


@pytest.mark.parametrize(("content", "place", "named"), BROKEN.values(), ids=BROKEN)
def test_a_broken_plan_file_ends_every_command_with_2_line_and_key(
    content: str | bytes, place: str, named: str, tmp_path: Path
) -> None:
    root = small_plan(tmp_path, {"statusreport.yaml": content})
    before = tree(tmp_path)
    for args in (("check",), ("build",)):
        result = run(*args, cwd=root)
        assert (result.status, result.out) == (2, "")
        assert f"--> statusreport.yaml:{place}\n" in result.err
        assert named in result.err
    result = run("check", "--format", "json", cwd=root)
    assert (result.status, result.err) == (2, "")
    findings = json.loads(result.out)["findings"]
    assert place in [f"{found['line']}:{found['column']}" for found in findings]
    assert {found["path"] for found in findings} == {"statusreport.yaml"}
    assert tree(tmp_path) == before


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"text"}))
@pytest.mark.parametrize("fault", ["broken", "missing", "a folder"])
def test_a_program_gets_a_whole_answer_where_there_is_no_plan(form: str, fault: str, tmp_path: Path) -> None:
    root = small_plan(tmp_path, {"statusreport.yaml": "title: T\nlanguage: nb\n"})
    if fault != "broken":
        (root / "statusreport.yaml").unlink()
    if fault == "a folder":
        (root / "statusreport.yaml").mkdir()
    result = run("--root", str(root), "check", "--format", form, cwd=tmp_path)
    # What is no finding in a file is said to people too: the answer may have gone to a file.
    assert (result.status, result.err == "") == (2, fault == "broken")
    assert "statusreport.yaml" in result.out
    assert form == "json" or ("F10" if fault == "broken" else "S113") in result.out
    assert "Traceback" not in result.out


def test_paths_for_a_repository_begin_at_its_root(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    root = small_plan(tmp_path / "å plan", FAULTY)
    file = "å plan/content/measures/2.md"
    assert f"file={file}," in run("check", "--format", "github", cwd=root).out
    assert f'file="{file}"' in run("check", "--format", "junit", cwd=root).out
    assert f"`{file}:5`" in run("check", "--format", "markdown", cwd=root).out
    log = json.loads(run("check", "--format", "sarif", cwd=root).out)
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert place == "%C3%A5%20plan/content/measures/2.md"
    found = json.loads(run("check", "--format", "json", cwd=root).out)["findings"]
    assert {finding["path"] for finding in found} == {"content/measures/2.md"}


def test_what_is_not_shown_is_counted(tmp_path: Path) -> None:
    """No findings where it was asked for are not no findings at all."""
    root = small_plan(tmp_path, {**FAULTY, "content/measures/3.md": measure("3", responsible="UD, title: [")})
    for option in (("--responsible", "UD"), ("content/measures/1.md",), ("--select", "T")):
        answer = run("check", *option, cwd=root)
        assert answer.status == 0, option
        assert answer.out.startswith("Nothing was found where it was asked for"), option
        assert "Shown: 0 of " in answer.out
        assert "1 file cannot be read, so there may be more to find in it." in answer.out
        assert "No findings" not in run("check", *option, "--format", "markdown", cwd=root).out
    assert "Shown: 1 of 2 findings" in run("check", "--select", "M102", cwd=root).out
    assert "Shown" not in run("check", cwd=root).out


def test_a_path_that_is_no_content_is_refused(tmp_path: Path) -> None:
    root = small_plan(tmp_path, {"README.md": "Planen.\n"})
    assert "README.md is not part of the plan" in refused(run("check", "README.md", cwd=root))


def test_errors_stand_before_warnings(tmp_path: Path) -> None:
    root = small_plan(tmp_path, {**FAULTY, **WARNED, "content/measures/1.md": measure("1") + "\nTODO\n"})
    out = run("check", cwd=root).out
    assert 0 < out.rindex("error[") < out.index("warning[")


def test_strict_lets_a_warning_end_check_with_1(tmp_path: Path) -> None:
    root = small_plan(tmp_path / "warned", WARNED)
    assert run("check", cwd=root).status == 0
    assert run("check", "--strict", cwd=root).status == 1
    assert run("check", "--strict", cwd=small_plan(tmp_path / "clean")).status == 0


@pytest.mark.parametrize("kind", ["folder", "link to nowhere", "pipe"])
def test_a_plan_file_that_is_no_file_is_refused_at_once(kind: str, tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    file = root / "statusreport.yaml"
    file.unlink()
    if kind == "folder":
        file.mkdir()
    elif kind == "pipe":
        pipe(file)
    else:
        file.symlink_to("gone.yaml")
    for command in ("check", "build"):
        assert "statusreport.yaml" in refused(run("--root", ".", command, cwd=root))


# Where it runs


@pytest.mark.parametrize("folder", [".", "content", "content/measures"])
def test_the_plan_is_found_from_any_folder_inside(folder: str, tmp_path: Path) -> None:
    root = small_plan(tmp_path / "the plan", FAULTY)
    result = run("check", cwd=root / folder)
    assert result.status == 1
    assert "--> content/measures/2.md:5:9" in result.out


def test_the_nearest_plan_upwards_is_meant(tmp_path: Path) -> None:
    small_plan(tmp_path, FAULTY)
    inner = small_plan(tmp_path / "content/inner")
    assert run("check", cwd=inner / "content").status == 0
    assert run("check", cwd=tmp_path).status == 1


def test_build_from_a_folder_inside_writes_at_the_root(tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    assert run("build", "--format", "md", cwd=root / "content/measures").status == 0
    assert (root / "build/status-report/status-report.md").is_file()
    assert sorted(path.name for path in (root / "content/measures").iterdir()) == ["1.md", "2.md"]


def test_root_names_another_plan_with_blanks_in_its_path(tmp_path: Path) -> None:
    small_plan(tmp_path / "here")
    small_plan(tmp_path / "den andre planen", FAULTY)
    args = ("--root", "../den andre planen", "check")
    result = run(*args, cwd=tmp_path / "here")
    assert result.status == 1
    assert "--> content/measures/2.md:5:9" in result.out
    below = run(*args, "../den andre planen/content/measures/1.md", cwd=tmp_path / "here")
    assert below.status == 0
    assert "is not part of the plan" in refused(run(*args, "content", cwd=tmp_path / "here"))


# Terminals


def on_terminal(cwd: Path, args: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, **env: str) -> str:
    """What a terminal is sent that is standard output."""
    for name in ("NO_COLOR", "TERM", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm", **env}.items():
        monkeypatch.setenv(name, value)
    leader, follower = terminal()
    with monkeypatch.context() as patch, open(follower, "w", encoding="utf-8") as stream:
        patch.setattr(sys, "argv", ["statusreport", *args])
        patch.setattr(sys, "stdout", stream)
        patch.chdir(cwd)
        with pytest.raises(SystemExit):
            app.main()
        stream.flush()
        return sent(leader)


def test_a_terminal_gets_colours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = on_terminal(small_plan(tmp_path, FAULTY), ("check",), monkeypatch, NO_COLOR="")
    assert f"{ESCAPE}[1;31merror[M102]{ESCAPE}[0m" in said


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_a_terminal_that_wants_no_colour_gets_none(
    env: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = on_terminal(small_plan(tmp_path, FAULTY), ("check",), monkeypatch, **env)
    assert "error[M102]" in said
    assert ESCAPE not in said


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "text"])
def test_what_programs_read_is_never_coloured(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = on_terminal(small_plan(tmp_path, FAULTY), ("check", "--format", name), monkeypatch)
    assert "M102" in said
    assert ESCAPE not in said


LONG = {
    "content/measures/1.md": measure(
        responsible="[JD, UD]", status="Under gjenomføring, men ikke helt i gang ennå"
    ),
    "content/measures/2.md": measure(number="2", statuss="Gjennomført")
    + "\nVi viser til `[rapporten](../../en/helt/annen/mappe.md)` og til [rapporten](../bort.md) fra "
    + "Samferdselsdepartementet, som er en lang linje uten noe linjeskift i.\n",
}


class Screen(io.StringIO):
    """A terminal that holds more than a system's does before anybody reads it."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1


def narrow(columns: int, root: Path, args: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines that a terminal of some width is sent, on both streams."""
    screen = Screen()
    with monkeypatch.context() as patch:
        patch.setattr("os.get_terminal_size", lambda stream: os.terminal_size((columns, 24)))
        patch.setattr(sys, "argv", ["statusreport", *args])
        patch.setattr(sys, "stdout", screen)
        patch.setattr(sys, "stderr", screen)
        patch.chdir(root)
        with pytest.raises(SystemExit):
            app.main()
    return screen.getvalue().split("\n")


@pytest.mark.parametrize("columns", [40, 60, 80, 110])
def test_findings_fit_the_terminal(columns: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences are broken between words, under where they begin; lines of a file are cut to what fits."""
    root = small_plan(tmp_path, LONG)
    plain = run("check", cwd=root).out
    coloured = narrow(columns, root, ("check",), monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    said = narrow(columns, root, ("check",), monkeypatch)
    longest = max(len(word) for word in re.findall(r"`[^`]*`|\S+", plain) if not word.startswith("^"))
    assert max(map(len, said)) <= max(columns, longest + 6)
    sentences = [line for line in said if not re.match(r" *\d* +\|", line)]
    assert (
        " ".join(sentences).split()
        == " ".join(line for line in plain.split("\n") if not re.match(r" *\d* +\|", line)).split()
    )
    for above, line in itertools.pairwise(said):
        if above.startswith("  = ") and line and not re.match(r" *(?:= |\d)", line):
            assert line.startswith("    ")
            assert not line.startswith("     ")
    assert [re.sub(ESCAPE + r"\[[0-9;]*m", "", line) for line in coloured] == said
    for line in coloured:
        assert line.count(f"{ESCAPE}[0m") * 2 == line.count(f"{ESCAPE}["), "a colour ends on its line"


@pytest.mark.parametrize("columns", [30, 40, 60])
def test_the_mark_stands_under_its_place_on_a_narrow_terminal(
    columns: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    said = narrow(columns, small_plan(tmp_path, LONG), ("check",), monkeypatch)
    marks = [(above, line) for above, line in itertools.pairwise(said) if "^" in line]
    assert any("…" in above for above, _ in marks)
    for above, line in marks:
        assert max(len(above), len(line)) <= columns
        assert above[line.index("^") - 1] in " …|/(["
        assert above[line.index("^")] not in " …"


@pytest.mark.parametrize("columns", [20, 40, 60, 80])
@pytest.mark.parametrize(
    "args",
    [
        ("todo",),
        ("diff", "2022-03"),
        ("round", "list"),
        ("round", "verify"),
        ("explain",),
        ("round", "open", "2023-03"),
        ("diff", "2023-99"),
    ],
    ids=" ".join,
)
def test_every_answer_for_people_is_broken_between_words(
    args: tuple[str, ...], columns: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = ROOT / "examples" / "rounds"
    piped = run(*args, cwd=copied(plan, tmp_path / "piped"))
    said = narrow(columns, copied(plan, tmp_path / "read"), args, monkeypatch)
    assert sorted(" ".join(said).split()) == sorted((piped.out + piped.err).split())
    assert not [line for line in said if len(line) > columns and " " in re.sub(r"`[^`]*`", "", line.strip())]


@pytest.mark.parametrize(
    "args",
    [
        *(("check", "--format", name) for name in FORMATS if name != "text"),
        ("todo", "--format", "markdown"),
        ("diff", "working", "content/measures", "--format", "markdown"),
        ("schema", "measure"),
    ],
    ids=" ".join,
)
def test_what_is_read_elsewhere_is_not_broken_on_a_terminal(
    args: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = small_plan(tmp_path, LONG)
    assert "\n".join(narrow(30, root, args, monkeypatch)).endswith(run(*args, cwd=root).out)


def test_whatever_is_no_terminal_gets_no_colour(tmp_path: Path) -> None:
    root = small_plan(tmp_path, FAULTY)
    result = process("check", cwd=root, env={"FORCE_COLOR": "1", "TERM": "xterm"})
    assert (result.returncode, result.stderr) == (1, "")
    assert "error[M102]" in result.stdout
    assert ESCAPE not in result.stdout


def test_progress_on_a_terminal_never_mixes_with_the_result(tmp_path: Path) -> None:
    leader, follower = terminal()
    env = {"TERM": "xterm", "NO_COLOR": "1"}
    result = process(
        "build", "status-report", "--format", "md", cwd=small_plan(tmp_path, WARNED), env=env, stderr=follower
    )
    os.close(follower)
    said = sent(leader)
    assert result.returncode == 0
    assert re.fullmatch(r"Wrote 1 file to .*\n  status-report/status-report.md +\d+ kB\n", result.stdout)
    assert "warning[M105]" in said
    assert not re.search(ESCAPE + r"\[[0-9;]*m", said), "colour against the reader's wish"


NASTY = "\x1b]0;owned\x07\x1b[31m\x9b31m\u202e"


def test_names_cannot_command_the_terminal(tmp_path: Path) -> None:
    folder = f"plan {NASTY}"
    said = [run("init", folder, cwd=tmp_path), run("--root", folder, "build", "--format", "md", cwd=tmp_path)]
    said += [run("init", folder, cwd=tmp_path), run("check", NASTY, cwd=tmp_path / folder)]
    said += [run(f"--{NASTY}\n", cwd=tmp_path), run("explain", NASTY, cwd=tmp_path)]
    assert [result.status for result in said] == [0, 0, 2, 2, 2, 2]
    for result in said:
        assert result.out + result.err
        assert all(char.isprintable() or char == "\n" for char in result.out + result.err)


# Processes


def test_the_process_ends_with_the_status_and_keeps_the_streams_apart(tmp_path: Path) -> None:
    root = small_plan(tmp_path, WARNED)
    built = process("build", "--format", "md", cwd=root)
    assert (built.returncode, built.stdout[:5]) == (0, "Wrote")
    assert "warning[M105]" in built.stderr


def test_the_installed_command_is_the_same(tmp_path: Path) -> None:
    command = require(str(Path(sys.executable).with_name("statusreport")))
    args = [command, "schema", "meassure"]
    result = subprocess.run(args, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert Run(result.returncode, result.stdout, result.stderr) == run(*args[1:], cwd=tmp_path)


def test_a_locale_without_our_letters_changes_nothing(tmp_path: Path) -> None:
    root = small_plan(tmp_path, {"content/measures/2.md": measure("2", status="Nesten ferdig – 完 é")})
    expected = run("check", cwd=root)
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "latin-1"}
    result = process("check", cwd=root, env=env)
    assert Run(result.returncode, result.stdout, result.stderr) == expected
    assert "Nesten ferdig – 完 é" in result.stdout


def test_an_argument_that_is_no_text_is_named_all_the_same(tmp_path: Path) -> None:
    result = process("schema", b"\xff\x1b[31m", cwd=tmp_path)
    sentence = refused(Run(result.returncode, result.stdout, result.stderr))
    assert "There is no schema “\\udcff\\x1b[31m”." in sentence


def test_a_reader_who_leaves_ends_it_in_silence(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    result = process("schema", "plan", cwd=tmp_path, stdout=writer)
    os.close(writer)
    assert result.stderr == ""
    assert result.returncode < 0, "ended by the system's signal, as other programs of a pipe are"


def test_a_result_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        missing("only Linux has a disk that is always full")
    with open("/dev/full", "w", encoding="utf-8") as full:
        result = process("schema", "plan", cwd=tmp_path, stdout=full)
    assert "No space left on device" in refused(Run(result.returncode, "", result.stderr))


@pytest.mark.parametrize("closed", [1, 2])
def test_a_stream_that_is_closed_does_not_change_the_status(closed: int, tmp_path: Path) -> None:
    code = (
        "import os, sys\n"
        f"os.close({closed})\n"
        "os.execv(sys.executable, [sys.executable, '-m', 'statusreport', 'check'])\n"
    )
    result = script(code, cwd=small_plan(tmp_path, FAULTY))
    assert (result.returncode, result.stderr) == (1, "")
    assert ("error[M102]" in result.stdout) is (closed == 2)


INTERRUPTED = """
import os, signal, sys
from statusreport import app
event, part, *sys.argv[1:] = sys.argv[1:]
done = []
def hook(name, args):
    if name == event and part in str(args[0]) and not done:
        done.append(True)
        os.kill(os.getpid(), signal.SIGINT)
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.addaudithook(hook)
app.main()
"""


@pytest.mark.parametrize(
    ("event", "part", "args"),
    [
        ("open", "content/measures/2.md", ("build",)),
        ("open", "status-report.md", ("build",)),
    ],
    ids=["while reading", "while writing"],
)
def test_an_interrupt_is_one_sentence_and_changes_nothing(
    event: str, part: str, args: tuple[str, ...], tmp_path: Path
) -> None:
    root = small_plan(tmp_path)
    assert run("build", "--format", "md", cwd=root).status == 0
    write(root, {"content/measures/1.md": measure("1", body=f"{BODY}\nMer.\n")})
    before = tree(root)
    result = script(INTERRUPTED, event, part, *args, cwd=root)
    assert (result.returncode, result.stdout) == (130, "")
    assert result.stderr == "Interrupted; nothing was changed.\n"
    assert tree(root) == before


@pytest.mark.parametrize("number", ["1", "2"])
def test_an_interrupted_report_is_made_for_none(number: str, tmp_path: Path) -> None:
    late = {f"content/measures/{number}.md": measure(number, round="2011-02") for number in "12"}
    root = small_plan(tmp_path, late)
    before = contents(root)
    result = script(INTERRUPTED, "os.rename", f".{number}.md.", "report", "1", "2", "--unchanged", cwd=root)
    assert (result.returncode, result.stderr) == (130, "Interrupted; nothing was changed.\n")
    assert contents(root) == before


def test_an_interrupted_plan_is_not_begun(tmp_path: Path) -> None:
    result = script(INTERRUPTED, "open", "om-rapporten.md", "init", "plan", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (130, "Interrupted; nothing was changed.\n")
    assert not (tmp_path / "plan").exists()


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(
    ("word", "meant"),
    [("m105", "M105"), ("T1500", "T150"), ("missing-theme", "M130"), ("unexplained-abreviation", "T105")],
)
def test_a_misspelt_code_is_answered_with_the_nearest(
    option: str, word: str, meant: str, tmp_path: Path
) -> None:
    result = run("--language", "en", "check", option, word, cwd=small_plan(tmp_path))
    assert (result.status, result.out) == (2, "")
    assert f"Did you mean “{meant}”?" in result.err
