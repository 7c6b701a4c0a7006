"""The pages say all there is to say: every command, option, field and rule, written from the code itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import typer.main
from conftest import ROOT, missing
from plans import commands, read_plan, small_plan

from statusreport.app import application
from statusreport.commands import _typer
from statusreport.model.field_types import Keyed, ListOf, Object, Table
from statusreport.model.fields import Field, FieldType, fields_of
from statusreport.model.figures import compute
from statusreport.model.records import Evaluation
from statusreport.reading.schema import KINDS
from statusreport.rules import all_rules
from statusreport.words import catalogue

# The heads of the tables, and what they say of a key that must be there.
HEADS = {
    "en": (
        "| key | | meaning |",
        "| code | name | severity | finds |",
        "| argument, option | meaning |",
        "required",
    ),
    "nb": (
        "| felt | | betydning |",
        "| kode | navn | alvor | finner |",
        "| argument, valg | betydning |",
        "må med",
    ),
}
PAGES = {"en": ROOT / "docs", "nb": ROOT / "docs" / "nb"}


class Tables:
    """The tables of the pages in one language, by what stands in the marks around them."""

    def __init__(self, language: str) -> None:
        self.words = catalogue(language)
        self.of_fields, self.of_rules, self.of_options, self.required = HEADS[language]

    def all(self) -> dict[str, str]:
        whole = typer.main.get_command(application(self.words))
        tables = {f"fields: {kind}": self.fields(fields) for kind, fields in KINDS.items()}
        tables["fields: evaluation"] = self.fields(fields_of(Evaluation))
        tables["rules"] = self.rules()
        tables["command: statusreport"] = self.command("", whole)
        for name, command in commands(self.words).items():
            tables[f"command: {name}"] = self.command(name, command)
        return tables

    def rules(self) -> str:
        rows = []
        for rule in all_rules():
            first = self.words.page_of_rule(rule.code, rule.page).strip().partition("\n")[0]
            severity = self.words(f"findings.{rule.severity}")
            rows.append(f"| {rule.code} | {rule.name} | {severity} | {first} |")
        return table(self.of_rules, rows)

    def command(self, name: str, command: Any) -> str:
        """How a command is called, and what each argument and option of it means, as its help says."""
        arguments = [param for param in command.params if param.param_type_name == "argument"]
        options = [param for param in command.params if param.param_type_name == "option"]
        called = {param: f"{param.metavar}{'…' if param.nargs == -1 else ''}" for param in arguments}
        usage = [
            *filter(None, ("statusreport", name)),
            *([self.words("usage.more")] if options else ()),
            *(word if param.required else f"[{word}]" for param, word in called.items()),
        ]
        called |= {param: f"{param.opts[0]} {param.metavar or ''}".strip() for param in options}
        rows = [
            f"| `{_typer._placed(word, self.words)}` | {_typer._said(param.help, self.words)} |"
            for param, word in called.items()
        ]
        line = f"`{_typer._placed(' '.join(usage), self.words)}`"
        return "\n".join((line, *(["", table(self.of_options, rows)] if rows else [])))

    def fields(self, fields: Sequence[Field[object]]) -> str:
        return table(self.of_fields, self.rows(fields))

    def rows(self, fields: Sequence[Field[object]], prefix: str = "") -> list[str]:
        """A row for each key; those of inner mappings below it, or below the first that has them."""
        rows: list[str] = []
        said: list[list[str]] = []
        for field in fields:
            needed = self.required if field.required else ""
            rows.append(f"| `{prefix}{field.name}` | {needed} | {self.words.meaning(field.doc)} |")
            inner = self.inner(field.type, "")
            if field.name != "evaluations" and inner not in said:
                rows += self.inner(field.type, f"{prefix}{field.name}")
            said.append(inner)
        return rows

    def inner(self, type_: FieldType[object], prefix: str) -> list[str]:
        match type_:
            case ListOf(item=item):
                return self.inner(item, f"{prefix}[]")
            case Table(value=Object(shorthand="") as value):
                return self.inner(value, f"{prefix}.NAME")
            case Object(fields=fields) | Keyed(fields=fields):
                return self.rows(fields, f"{prefix}.")
        return []


def table(head: str, rows: Sequence[str]) -> str:
    return "\n".join((head, "| --- " * (head.count("|") - 1) + "|", *rows))


@pytest.mark.parametrize("language", HEADS)
def test_tables_are_written_from_the_code(language: str, update_golden: bool) -> None:
    """Each stands between its marks on one page."""
    pages = {page: page.read_text("utf-8") for page in sorted(PAGES[language].glob("*.md"))}
    for name, wanted in Tables(language).all().items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name.partition(':')[0]} -->)", re.DOTALL)
        places = [(page, found) for page, text in pages.items() for found in pattern.finditer(text)]
        assert len(places) == 1, f"“{name}” has a place on {len(places)} pages"
        ((page, found),) = places
        whole = f"{found[1]}\n{wanted}\n\n{found[2]}"
        if update_golden:
            pages[page] = pages[page].replace(found[0], whole)
            page.write_text(pages[page], "utf-8")
        else:
            assert found[0] == whole, f"“{name}” is out of date: make golden"


def names_of_figures(page: str, heading: str) -> list[str]:
    """The cells of a page that name figures."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    table = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0].partition("| --- |")[2]
    return re.findall(r"(?m)^\| (`[^|]+) \|", table)


def test_figures_have_the_same_names_on_both_pages() -> None:
    assert names_of_figures("nb/tall.md", "Navnene") == names_of_figures("figures.md", "Names")


def named_figures() -> list[str]:
    """The names that the page gives to figures, each as a pattern; words in capitals stand for others."""
    patterns = []
    for cell in names_of_figures("figures.md", "Names"):
        first, *more = re.findall(r"`([^`]+)`", cell)
        stem = first.rpartition(".")[0]
        names = [first, *(f"{stem}{name}" if name.startswith(".") else name for name in more)]
        patterns += [re.sub(r"[A-Z]{2,}", ".+", re.escape(name)) for name in names]
    return patterns


def test_every_figure_is_named(tmp_path: Path) -> None:
    dated = small_plan(tmp_path, plan="period: 2011–2014\n")
    examples = [folder for folder in (ROOT / "examples").iterdir() if folder.is_dir()]
    plans = [read_plan(root) for root in (ROOT, dated, *examples)]
    figures = {name for plan in plans for found in [compute(plan)] for name in (*found.figures, *found.words)}
    own = {file.stem for file in (ROOT / "content" / "figures").iterdir()}
    patterns = named_figures()
    general = {pattern for pattern in patterns if pattern.startswith(".+")}
    for name in figures:
        allowed = patterns if name.partition(".")[0] in own else set(patterns) - general
        assert any(re.fullmatch(pattern, name) for pattern in allowed), name
    for pattern in patterns:
        assert any(re.fullmatch(pattern, name) for name in figures), pattern


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
