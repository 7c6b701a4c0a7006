"""Who may import whom. Data flows one way; the core knows no screen, no clock and no disk."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePath

import pytest
from conftest import ROOT
from plans import commands, script

PACKAGE = ROOT / "cli" / "statusreport"

# Each stage and the stages it may import, besides itself: the way of the data, from the bottom up.
MAY_IMPORT: dict[str, set[str]] = {
    "words": {"source"},
    "registry": set(),
    "installation": set(),
    "fonts": set(),
    "source": set(),
    "model": {"registry", "source"},
    "rounds": {"model", "source"},
    "reading": {"model", "registry", "rounds", "source", "words"},
    "rules": {"fonts", "model", "reading", "registry", "rounds", "source", "words"},
    "publishing": {"fonts", "model", "registry", "rounds", "source", "words"},
    "formats": {"fonts", "installation", "publishing", "registry", "source"},
    "writing": {"source"},
    "cache": {"installation", "source", "writing"},
    "tasks": {"cache", "formats", "installation", "model", "publishing", "reading", "registry", "rounds", "rules", "source", "words", "writing"},
    "answers": {"formats", "installation", "model", "publishing", "registry", "rounds", "rules", "source", "tasks", "words"},
    "commands": {"answers", "installation", "model", "reading", "registry", "source", "tasks", "words", "writing"},
    "app": {"answers", "commands", "installation", "registry", "source", "words"},
    "api": {"source", "tasks", "words"},
    "__main__": {"app"},
    "__init__": set(),
}  # fmt: skip

# The only parts that may use these modules.
ONLY = {
    "typer": {"app", "commands"},
    "rich": {"commands"},
    "yaml": {"source"},
    "jinja2": {"formats"},
    "markdown_it": {"source", "formats", "publishing"},
    "mdit_py_plugins": {"source"},
    "lxml": {"formats"},
    "PIL": {"source"},
    "typst": {"formats"},
    "pikepdf": {"formats"},
    "tempfile": {"formats"},
    "babel": {"publishing", "rules", "words"},
    "os": {"app", "commands", "installation", "reading", "source", "tasks", "writing"},
    "shutil": {"writing"},
    "pathlib": {"answers", "api", "app", "cache", "commands", "formats", "installation", "reading", "source", "tasks", "writing"},
    "importlib.resources": {"fonts", "formats", "installation", "tasks", "words"},
    "time": set(),
    "random": set(),
    "secrets": {"writing"},
    "filelock": {"writing"},
    "subprocess": {"formats", "source"},
    "socket": set(),
}  # fmt: skip


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
    """A rule, a publication, a format or a form of an answer stands alone but for what its package shares."""
    for folder in (
        "publishing/publications",
        "formats",
        "answers/changes",
        "answers/findings",
        "answers/worklist",
        "commands",
        *(f"rules/{file.name}" for file in (PACKAGE / "rules").iterdir() if (file / "__init__.py").exists()),
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


# What touches files: those of a plan, of its publications and templates, and what is lent to programs.
DOORS = ("source/", "cache/", "writing/", "formats/_scratch.py", "formats/_templates.py")
# What reads the program's own files.
BUNDLED = ("installation.py", "tasks/init.py", "words/", "fonts/", "formats/_pandoc.py")
# What a path can do besides being one. To ask about a file is not to touch it; some names are those of texts, too.
ASKS = {
    "absolute",
    "cwd",
    "exists",
    "expanduser",
    "group",
    "home",
    "lstat",
    "owner",
    "readlink",
    "resolve",
    "samefile",
    "stat",
}
TOUCHES = {name for name in set(dir(Path)) - set(dir(PurePath)) - ASKS if not name.startswith(("_", "is_"))}
TOUCHES -= {"replace", "walk"}
OF_SYSTEM = {
    "listdir",
    "scandir",
    "walk",
    "makedirs",
    "remove",
    "removedirs",
    "renames",
    "replace",
    "link",
    "symlink",
    "truncate",
}


def is_of(file: Path, parts: tuple[str, ...]) -> bool:
    return file.relative_to(PACKAGE).as_posix().startswith(parts)


def test_only_the_doors_call_what_touches_files() -> None:
    for file in [file for file in modules() if not is_of(file, DOORS + BUNDLED)]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            name = called.rpartition(".")[2]
            touches = name in TOUCHES or (called.startswith("os.") and name in OF_SYSTEM)
            # A PDF is opened in memory; the null device is no file, nor is what Linux says of a process.
            is_file = called not in ("pikepdf.open", "os.open") and file.stem != "_cores"
            assert not (touches and is_file), f"{file}: {called}"


AUDIT = """
import os, sys
import statusreport
package = os.path.dirname(statusreport.__file__)
own = (package, sys.prefix, sys.base_prefix, os.devnull, *(place for place in sys.path if "site-packages" in place))
events = ("open", "os.listdir", "os.scandir", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink")
touched = set()
def watch(event, args):
    path = os.fsdecode(args[0]) if event in events and isinstance(args[0], (str, bytes)) else package
    if not path.startswith(own) and path not in sys.path:
        frame = sys._getframe(1)
        while frame and not frame.f_code.co_filename.startswith(("<frozen importlib", package)):
            frame = frame.f_back
        if frame and frame.f_code.co_filename.startswith(package):
            touched.add(frame.f_code.co_filename)
sys.addaudithook(watch)
from statusreport import app
from statusreport.tasks import _cores
_cores.cores = lambda: 1 # what other processes touch is not seen here
for line in sys.argv[1:]:
    sys.argv = ["statusreport", *line.split()]
    try:
        app.main()
    except SystemExit as end:
        assert not end.code, (line, end.code)
print("TOUCHED", *sorted(touched), sep="\\n")
"""
EVERYTHING = (
    "check", "check --format sarif", "todo", "todo --format csv", "report 9 --unchanged", "build", "schema measure", "explain M101",
    "diff 2023-03", "diff 2023-03 --format html --output changes.html", "diff content/measures", "round list", "round seal", "round verify",
    "round verify --file build/status-report/index.html", "round correct 2023-03 --reason Feil --number 9 --status Fullført",
    "round open 2025-03", "init empty",
)  # fmt: skip


def test_everything_is_asked() -> None:
    """Every command is in the list."""
    for name in commands():
        assert any(f"{line} ".startswith(f"{name} ") for line in EVERYTHING), name


def test_nothing_else_touches_files_whatever_is_asked(tmp_path: Path) -> None:
    """As the interpreter sees it, which knows no names."""
    shutil.copytree(ROOT / "examples/rounds", tmp_path, dirs_exist_ok=True)
    (tmp_path / "empty").mkdir()
    run = script(AUDIT, *EVERYTHING, cwd=tmp_path, PYTHONSAFEPATH="1")
    assert run.returncode == 0, run.stderr
    touched = [Path(line) for line in run.stdout.partition("TOUCHED\n")[2].splitlines()]
    assert {door for door in DOORS if any(is_of(file, (door,)) for file in touched)} == set(DOORS)
    # The program's own templates may lie beside the package.
    assert [file for file in touched if not is_of(file, (*DOORS, "installation.py"))] == []
