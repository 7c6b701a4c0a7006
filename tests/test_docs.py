"""The pages say all there is to say: every command, option, field and rule, written from the code itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

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


def field_rows(fields: Sequence[Field[object]], prefix: str = "") -> list[str]:
    """A row for each key; those of inner mappings below it, or below the first that has them."""
    rows: list[str] = []
    said: list[list[str]] = []
    for field in fields:
        needed = "required" if field.required else ""
        rows.append(f"| `{prefix}{field.name}` | {needed} | {field.doc} |")
        inner = inner_rows(field.type, "")
        if field.name != "evaluations" and inner not in said:
            rows += inner_rows(field.type, f"{prefix}{field.name}")
        said.append(inner)
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


def command_table(name: str, command: Any) -> str:
    """How a command is called, and what each argument and option of it means, as its help says."""
    optional = any(parameter.param_type_name == "option" for parameter in command.params)
    arguments = [parameter for parameter in command.params if parameter.param_type_name == "argument"]
    called = [word(argument) if argument.required else f"[{word(argument)}]" for argument in arguments]
    usage = " ".join(filter(None, ("statusreport", name, "[OPTIONS]" if optional else "", *called)))
    rows = [f"| `{word(parameter)}` | {parameter.help} |" for parameter in (*arguments, *options(command))]
    head = ["", "| argument, option | meaning |", "| --- | --- |"] if rows else []
    return "\n".join((f"`{usage}`", *head, *rows))


def options(command: Any) -> list[Any]:
    return [parameter for parameter in command.params if parameter.param_type_name == "option"]


def word(parameter: Any) -> str:
    """What is written for it."""
    if parameter.param_type_name == "argument":
        return f"{parameter.metavar}{'…' if parameter.nargs == -1 else ''}"
    return f"{parameter.opts[0]} {parameter.metavar or ''}".strip()


ENGLISH = typer.main.get_command(application(catalogue("en")))
GENERATED = {f"fields: {kind}": field_table(fields) for kind, fields in KINDS.items()}
GENERATED["fields: evaluation"] = field_table(fields_of(Evaluation))
GENERATED["rules"] = rule_table()
GENERATED["command: statusreport"] = command_table("", ENGLISH)
GENERATED |= {f"command: {name}": command_table(name, command) for name, command in commands().items()}


def test_tables_are_written_from_the_code(update_golden: bool) -> None:
    """Each stands between its marks on one page."""
    pages = {page: page.read_text("utf-8") for page in sorted((ROOT / "docs").glob("*.md"))}
    for name, table in GENERATED.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name.partition(':')[0]} -->)", re.DOTALL)
        places = [(page, found) for page, text in pages.items() for found in pattern.finditer(text)]
        assert len(places) == 1, f"“{name}” has a place on {len(places)} pages"
        ((page, found),) = places
        wanted = f"{found[1]}\n{table}\n\n{found[2]}"
        if update_golden:
            pages[page] = pages[page].replace(found[0], wanted)
            page.write_text(pages[page], "utf-8")
        else:
            assert found[0] == wanted, f"“{name}” is out of date: make golden"


def test_every_module_is_explained_to_contributors() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    package = ROOT / "cli" / "statusreport"
    for entry in package.iterdir():
        if entry.name.startswith(("_", ".", "py.typed")) or entry.suffix not in ("", ".py"):
            continue
        name = f"{entry.name}/" if entry.is_dir() else entry.stem
        assert re.search(rf"(?m)^\|[^|\n]*`{name}`[^|\n]*\|", text), f"CONTRIBUTING says nothing of {name}"


def test_files_that_contributors_are_sent_to_are_there() -> None:
    """But for those that they write: a name in capitals, or an example of one."""
    named = re.findall(r"`([\w.-]+/[\w./*-]*)`", (ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    own = [name for name in named if not re.search(r"[A-Z]{2}|the[_-]fault|^\.statusreport/", name)]
    assert len(own) > 20
    package = ROOT / "cli" / "statusreport"
    for name in own:
        assert any(list(place.glob(name)) for place in (ROOT, package, package / "publishing")), name


def test_the_library_example_runs(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "library.md").read_text("utf-8")
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
