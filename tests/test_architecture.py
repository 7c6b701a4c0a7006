"""Who may import whom. Data flows one way; the core knows no screen, no clock and no disk."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "cli" / "statusreport"

# Each part of the package and the parts it may import, besides itself.
MAY_IMPORT: dict[str, set[str]] = {
    "diagnostics": {"messages"},  # only to put a UsageError into words
    "messages": set(),
    "languages": set(),
    "vocabulary": set(),
    "yamladvice": {"diagnostics", "vocabulary"},
    "yamlnodes": {"diagnostics", "sourcetext", "yamladvice"},
    "sourcetext": {"diagnostics", "yamladvice"},
    "fields": {"diagnostics", "vocabulary", "yamlnodes"},
    "kinds": {"diagnostics", "fields", "model", "vocabulary", "yamlnodes"},
    "prose": {"diagnostics"},
    "model": {"diagnostics", "prose", "vocabulary"},
    "records": {"diagnostics", "fields", "kinds", "model", "prose", "sourcetext", "yamlnodes"},
    "planfile": {"diagnostics", "fields", "kinds", "model", "records", "sourcetext", "vocabulary"},
    "rounds": {"diagnostics", "model", "vocabulary"},
    "comparison": {"model", "vocabulary"},
    "history": {"comparison", "model"},
    "sealing": {"diagnostics", "model", "planfile", "rounds"},
    "tree": set(),
    "gittree": {"diagnostics"},
    "reader": {
        "diagnostics", "model", "pictures", "planfile", "prose", "records", "rounds", "sourcetext", "tree", "vocabulary",
    },
    "states": {"checking", "diagnostics", "gittree", "model", "planfile", "reader", "rounds", "tree"},
    "figures": {"model", "vocabulary"},
    "worklist": {"figures", "formats", "localize", "model", "rounds"},
    "rules": {
        "comparison", "diagnostics", "fields", "figures", "fonts", "model", "pictures", "prose", "records", "rounds",
        "sourcetext", "vocabulary", "yamlnodes",
    },
    "checking": {"diagnostics", "messages", "model", "rules", "vocabulary"},
    "localize": {"figures"},
    "document": {"comparison"},
    "charts": {"document"},
    "breakdowns": {"document", "figures", "localize"},
    "assembly": {"breakdowns", "document", "figures", "history", "localize", "model", "prose", "rounds", "vocabulary"},
    "changetables": {"assembly", "breakdowns", "comparison", "document", "localize", "model", "prose", "rounds"},
    "publications": {"assembly", "changetables", "document", "figures", "localize", "model", "rounds"},
    "templating": {"diagnostics", "localize"},
    "fonts": set(),
    "pictures": set(),
    "scratch": {"diagnostics"},
    "formats": {"charts", "diagnostics", "document", "fonts", "localize", "pictures", "scratch", "templating"},
    "changes": {"changetables", "comparison", "formats", "localize", "messages", "templating"},
    "reporters": {"diagnostics", "messages", "rules"},
    "schema": {"fields", "planfile", "records"},
    "starter": set(),
    "writer": {"diagnostics"},
    "console": {"messages"},
    "pipeline": {
        "checking", "diagnostics", "figures", "formats", "localize", "model", "planfile", "publications", "reader",
        "templating", "vocabulary", "writer",
        "tree",
    },
    "commands": {
        "changes", "checking", "comparison", "console", "diagnostics", "figures", "localize", "messages", "model", "pipeline",
        "planfile", "reader", "reporters", "rules", "schema", "sealing", "starter", "states", "vocabulary", "worklist", "writer",
    },
    "app": {"commands", "diagnostics"},
    "__main__": {"app"},
    "__init__": set(),
}  # fmt: skip

# The only parts that may use these modules.
ONLY = {
    "typer": {"app", "commands"},
    "rich": {"console"},
    "yaml": {"yamlnodes"},
    "jinja2": {"templating"},
    "markdown_it": {"prose", "formats", "assembly", "document"},
    "mdit_py_plugins": {"prose"},
    "mdformat": {"formats"},
    "lxml": {"formats"},
    "typst": {"formats"},
    "pikepdf": {"formats"},
    "tempfile": {"scratch"},
    "babel": {"localize", "rules"},
    "os": {"tree", "gittree", "reader", "writer", "commands", "app"},
    "shutil": {"writer"},
    "pathlib": {
        "app",
        "changes",
        "commands",
        "console",
        "gittree",
        "pipeline",
        "reader",
        "scratch",
        "states",
        "templating",
        "tree",
        "writer",
    },
    "importlib.resources": {"fonts", "formats", "messages", "localize", "starter"},
    "time": set(),
    "random": set(),
    "secrets": {"writer"},
    "subprocess": {"formats", "gittree"},
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
    for folder in ("publications", "formats", "changes", "reporters"):
        names = {file.stem for file in (PACKAGE / folder).glob("[!_]*.py")}
        for file in (PACKAGE / folder).glob("[!_]*.py"):
            siblings = {f"statusreport.{folder}.{name}" for name in names - {file.stem}}
            shared = {"statusreport.reporters.text.visible", "statusreport.reporters.text"}
            assert not [n for n in imported(file) if n.startswith(tuple(siblings)) and n not in shared]


def test_nobody_reads_the_clock() -> None:
    for file in modules():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr not in ("now", "today", "utcnow", "fromtimestamp"), file


def test_only_the_doors_open_files() -> None:
    doors = {"tree", "writer", "scratch", "templating"}
    calls = {"open", "read_bytes", "write_bytes", "write_text"}
    for file in modules():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                of_memory = ast.unparse(node.func) == "pikepdf.open"
                if name in calls and part_of(file) not in doors and not of_memory:
                    bundled = part_of(file) in (
                        "starter",
                        "app",
                        "messages",
                        "localize",
                    )  # files of the package itself, and os.open
                    assert bundled, f"{file}: {name}"


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
        "import sys\nfrom pathlib import Path\nfrom statusreport.pipeline import checked\n"
        "checked(Path(sys.argv[1]))\n"
        "heavy = {'jinja2', 'mdformat', 'rich', 'statusreport.document', 'statusreport.formats'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))\n"
    )
    run = subprocess.run([sys.executable, "-c", code, str(ROOT)], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "HEAVY []"
