"""The README says all there is to say: every command, option, field and rule, written from the code itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import typer.main
from conftest import ROOT, missing
from plans import commands

from statusreport.app import application
from statusreport.model.field_types import Keyed, ListOf, Object, Table
from statusreport.model.fields import Field, FieldType, fields_of
from statusreport.model.plan import Evaluation
from statusreport.reading.schema import KINDS
from statusreport.rules import all_rules
from statusreport.words import catalogue

README = ROOT / "README.md"


def field_rows(fields: Sequence[Field[object]], prefix: str = "") -> list[str]:
    """A row for each key, those of inner mappings below it."""
    rows: list[str] = []
    for field in fields:
        needed = "required" if field.required else ""
        rows.append(f"| `{prefix}{field.name}` | {needed} | {field.doc} |")
        if field.name != "evaluations":
            rows += inner_rows(field.type, f"{prefix}{field.name}")
    return rows


def inner_rows(type_: FieldType[object], prefix: str) -> list[str]:
    match type_:
        case ListOf(item=item):
            return inner_rows(item, f"{prefix}[]")
        case Table(value=Object(shorthand="") as value):
            return inner_rows(value, f"{prefix}.NAME")
        case Object(fields=fields) | Keyed(fields=fields):
            return field_rows(fields, f"{prefix}.")
    return []


def field_table(fields: Sequence[Field[object]]) -> str:
    return "\n".join(["| key | | meaning |", "| --- | --- | --- |", *field_rows(fields)])


def rule_table() -> str:
    rows = ["| code | name | severity | finds |", "| --- | --- | --- | --- |"]
    for rule in all_rules():
        first = rule.page.partition("\n")[0]
        rows.append(f"| {rule.code} | {rule.name} | {rule.severity} | {first} |")
    return "\n".join(rows)


GENERATED = {f"fields: {kind}": field_table(fields) for kind, fields in KINDS.items()}
GENERATED["fields: evaluation"] = field_table(fields_of(Evaluation))
GENERATED["rules"] = rule_table()


def test_tables_are_written_from_the_code(update_golden: bool) -> None:
    text = README.read_text("utf-8")
    for name, table in GENERATED.items():
        end = name.partition(":")[0]
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{end} -->)", re.DOTALL)
        found = pattern.search(text)
        assert found, f"the README has no place for “{name}”"
        wanted = f"{found[1]}\n{table}\n\n{found[2]}"
        if update_golden:
            text = text.replace(found[0], wanted)
        else:
            assert found[0] == wanted, f"“{name}” is out of date: make golden"
    if update_golden:
        README.write_text(text, "utf-8")


COMMANDS = commands()


def is_named(option: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){option}(?![\w-])", text) is not None


def test_every_option_of_all_commands_is_explained() -> None:
    text = README.read_text("utf-8")
    for option in typer.main.get_command(application(catalogue("en"))).params:
        assert any(f"`{name}" in text for name in option.opts if name.startswith("--")), option.name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_explained(name: str) -> None:
    """A command has a row; its options are in that row, or in the entry of the list below it that begins with the command."""
    text = README.read_text("utf-8").partition("\n### Commands\n")[2].partition("\n### ")[0]
    (row,) = re.findall(rf"(?m)^\| `statusreport {name}[ `].*$", text)
    entries = [entry for entry in re.split(r"(?m)^(?=- )", text) if entry.startswith(f"- `{name} --")]
    for option in COMMANDS[name].params:
        if option.param_type_name == "option" and "--help" not in option.opts:
            assert any(is_named(word, "\n".join((row, *entries))) for word in option.opts), option.opts


def test_every_module_is_explained_to_contributors() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    package = ROOT / "cli" / "statusreport"
    for entry in package.iterdir():
        if entry.name.startswith(("_", ".", "py.typed")) or entry.suffix not in ("", ".py"):
            continue
        name = f"{entry.name}/" if entry.is_dir() else entry.stem
        assert re.search(rf"(?m)^\|[^|\n]*`{name}`[^|\n]*\|", text), f"CONTRIBUTING says nothing of {name}"


LINKING = [
    "README.md",
    *(
        f"docs/{file.name}"
        for file in sorted((ROOT / "docs").glob("*.md"))
        if "](" in file.read_text("utf-8")
    ),
]


@pytest.mark.parametrize("page", LINKING)
def test_relative_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    # Code shows how a link is written in a measure, not a link of this page.
    prose = re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)
    headings = {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }
    headings |= set(re.findall(r'<a id="([^"]+)"></a>', text))
    targets = re.findall(r"\]\(([^)]+)\)", prose)
    assert targets
    for target in targets:
        if target.startswith("#"):
            assert target[1:] in headings, target
        elif "://" not in target:
            assert (ROOT / page).parent.joinpath(target).exists(), target


def test_files_that_contributors_are_sent_to_are_there() -> None:
    """But for those that they write: a name in capitals, or an example of one."""
    named = re.findall(r"`([\w.-]+/[\w./*-]*)`", (ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    own = [name for name in named if not re.search(r"[A-Z]{2}|the[_-]fault|^\.statusreport/", name)]
    assert len(own) > 20
    package = ROOT / "cli" / "statusreport"
    for name in own:
        assert any(list(place.glob(name)) for place in (ROOT, package, package / "publishing")), name


def test_the_library_example_runs(tmp_path: Path) -> None:
    text = README.read_text("utf-8")
    example = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert example
    run = subprocess.run(
        [sys.executable, "-c", example[1]],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout == "0 measures have another status\n"


def test_nothing_speaks_of_where_it_was_made() -> None:
    """Paths of a machine and names of registries stay out of the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if listed.returncode:
        missing("the history of git")
    for name in filter(None, listed.stdout.split("\0")):
        file = ROOT / name
        if file.suffix in (".png", ".woff2") or not file.is_file() or name == "tests/test_docs.py":
            continue
        text = file.read_text("utf-8", errors="replace")
        assert not re.search(r"/(home|root|work)/|pypi\.org/simple|registry\.npmjs", text), name
