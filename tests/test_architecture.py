"""Who may import whom. Data flows one way; the core knows no screen, no clock and no disk."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "cli" / "statusreport"

# Each stage and the stages it may import, besides itself: the way of the data, from the bottom up.
MAY_IMPORT: dict[str, set[str]] = {
    "messages": set(),
    "languages": set(),
    "registry": set(),
    "fonts": set(),
    "source": set(),
    "model": {"source"},
    "rounds": {"model", "source"},
    "reading": {"model", "rounds", "source"},
    "rules": {"fonts", "messages", "model", "reading", "rounds", "source"},
    "publishing": {"fonts", "model", "rounds", "source"},
    "formats": {"fonts", "publishing", "registry", "source"},
    "writing": {"source"},
    "tasks": {
        "formats",
        "messages",
        "model",
        "publishing",
        "reading",
        "rounds",
        "rules",
        "source",
        "writing",
    },
    "answers": {
        "formats",
        "messages",
        "model",
        "publishing",
        "registry",
        "rounds",
        "rules",
        "source",
        "tasks",
    },
    "commands": {"answers", "messages", "model", "reading", "registry", "source", "tasks", "writing"},
    "app": {"answers", "commands", "messages", "registry", "source"},
    "api": {"messages", "source", "tasks"},
    "__main__": {"app"},
    "__init__": set(),
}

# The only parts that may use these modules.
ONLY = {
    "typer": {"app", "commands"},
    "rich": {"commands"},
    "yaml": {"source"},
    "jinja2": {"formats"},
    "markdown_it": {"source", "formats", "publishing"},
    "mdit_py_plugins": {"source"},
    "mdformat": {"formats"},
    "lxml": {"formats"},
    "typst": {"formats"},
    "pikepdf": {"formats"},
    "tempfile": {"formats"},
    "babel": {"publishing", "rules"},
    "os": {"app", "commands", "reading", "source", "tasks", "writing"},
    "shutil": {"writing"},
    "pathlib": {"answers", "api", "app", "commands", "formats", "reading", "source", "tasks", "writing"},
    "importlib.resources": {"fonts", "formats", "messages", "publishing", "tasks"},
    "time": set(),
    "random": set(),
    "secrets": {"writing"},
    "subprocess": {"formats", "source"},
    "socket": set(),
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def part_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(file: Path) -> Iterator[str]:
    """Every module a file imports, wherever in it, as an absolute name."""
    package = ["statusreport", *file.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{name}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("file", modules(), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_imports_go_one_way(file: Path) -> None:
    part = part_of(file)
    assert part in MAY_IMPORT, f"say in this test what {part} may import"
    for name in imported(file):
        if name.startswith("statusreport."):
            target = name.split(".")[1]
            assert target == part or target in MAY_IMPORT[part], f"{part} imports {target}"
        for outside, allowed in ONLY.items():
            if name == outside or name.startswith(f"{outside}."):
                assert part in allowed, f"{part} imports {outside}"


def test_the_table_has_no_entry_too_many() -> None:
    assert set(MAY_IMPORT) == {part_of(file) for file in modules()}


def test_siblings_do_not_import_each_other() -> None:
    """A rule, a publication, a format or a reporter stands alone but for what its package shares."""
    for folder in (
        "publishing/publications",
        "formats",
        "answers/changes",
        "answers/findings",
        "answers/worklist",
    ):
        names = {file.stem for file in (PACKAGE / folder).glob("[!_]*.py")}
        for file in (PACKAGE / folder).glob("[!_]*.py"):
            package = folder.replace("/", ".")
            siblings = {f"statusreport.{package}.{name}" for name in names - {file.stem}}
            assert not [name for name in imported(file) if name.startswith(tuple(siblings))]


def test_nobody_reads_the_clock() -> None:
    for file in modules():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr not in ("now", "today", "utcnow", "fromtimestamp"), file


def test_only_the_doors_open_files() -> None:
    doors = {"source/tree.py", "writing/output.py", "formats/_scratch.py", "formats/_templates.py"}
    # Files of the package itself, and os.open.
    bundled = {"tasks/init.py", "app.py", "messages/__init__.py", "publishing/language.py"}
    calls = {"open", "read_bytes", "write_bytes", "write_text"}
    for file in modules():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                of_memory = ast.unparse(node.func) == "pikepdf.open"
                if name in calls and not of_memory:
                    assert file.relative_to(PACKAGE).as_posix() in doors | bundled, f"{file}: {name}"


def test_help_waits_for_nothing_heavy() -> None:
    """`statusreport --help` imports neither YAML, Jinja, Markdown, Babel nor rich."""
    import subprocess

    code = (
        "import sys\nfrom statusreport import app\nsys.argv = ['statusreport', '--help']\n"
        "try:\n    app.main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'yaml', 'jinja2', 'markdown_it', 'babel', 'rich', 'mdformat'}\n"
        "print('HEAVY', sorted(heavy & {name.partition('.')[0] for name in sys.modules}))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "HEAVY []"


def test_check_imports_nothing_that_only_build_needs() -> None:
    import subprocess

    code = (
        "import sys\nfrom pathlib import Path\nfrom statusreport.api import check\n"
        "check(Path(sys.argv[1]))\n"
        "heavy = {'jinja2', 'mdformat', 'rich', 'statusreport.publishing', 'statusreport.formats'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))\n"
    )
    run = subprocess.run([sys.executable, "-c", code, str(ROOT)], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "HEAVY []"
