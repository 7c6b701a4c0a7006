"""How the tool is installed: what its package holds, what each command loads, and what is said where an extra is missing."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.message import Message
from email.parser import Parser
from importlib import metadata, util
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, missing, require_module
from plans import commands, contents, process, run, script, small_plan, tool, with_project

from statusreport import installation
from statusreport.formats import EXTRAS, format_names, get_format, left_out

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
OFFICE_AND_PDF = "docx, odt, pdf"
CORE = ["csv", "html", "json", "md", "xlsx"]
# What is not imported by the name it is installed by.
IMPORTED = {
    "markdown-it-py": "markdown_it",
    "mdit-py-plugins": "mdit_py_plugins",
    "pypandoc-binary": "pypandoc",
    "pyyaml": "yaml",
}


def distributions(requirements: list[str]) -> list[str]:
    """The names in requirements, without those of other lists of this project."""
    found = (re.match(r"[\w-]+", wanted) for wanted in requirements if isinstance(wanted, str))
    return [match[0].lower() for match in found if match and match[0] != "statusreport"]


def packages(requirements: list[str]) -> set[str]:
    return {IMPORTED.get(name, name) for name in distributions(requirements)}


DEPENDENCIES: list[str] = PROJECT["project"]["dependencies"]
OPTIONAL: dict[str, list[str]] = PROJECT["project"]["optional-dependencies"]


# Extras

# The tool with some packages hidden from it, as if they had never been installed.
WITHOUT = """
import sys
class Without:
    def __init__(self, finder):
        self.finder = finder
    def __getattr__(self, name):
        return getattr(self.finder, name)
    def find_spec(self, name, *rest):
        return None if name.partition('.')[0] in hidden else self.finder.find_spec(name, *rest)
hidden = sys.argv.pop(1).split()
sys.meta_path = [Without(finder) for finder in sys.meta_path]
from statusreport import app
app.main()
"""


def without(hidden: str, *args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return script(WITHOUT, hidden, *args, cwd=cwd)


ALL_EXTRAS = " ".join(sorted({package for extra in EXTRAS.values() for package in extra}))


def test_an_extra_brings_what_its_formats_import() -> None:
    assert {extra: packages(OPTIONAL[extra]) for extra in OPTIONAL if extra != "all"} == {
        extra: set(brought) for extra, brought in EXTRAS.items()
    }
    assert OPTIONAL["all"] == [f"statusreport[{','.join(EXTRAS)}]"]
    assert {getattr(get_format(name), "EXTRA", None) for name in format_names()} == {None, *EXTRAS}


@pytest.mark.parametrize(
    ("hidden", "left_out", "extras"),
    [
        (ALL_EXTRAS, OFFICE_AND_PDF, "office,pdf"),
        ("typst", OFFICE_AND_PDF, "office,pdf"),
        ("pikepdf", "pdf", "pdf"),
        ("pypandoc", "docx, odt", "office"),
    ],
)
def test_a_build_without_extras_makes_what_it_can(
    hidden: str, left_out: str, extras: str, tmp_path: Path
) -> None:
    root = with_project(tmp_path)
    result = without(hidden, "build", cwd=root)
    (sentence,) = result.stderr.splitlines()
    assert result.returncode == 0
    assert sentence.startswith(f"Left out: {left_out}. ")
    assert sentence.endswith(installation.adding(extras.split(",")))
    made = {file.suffix.lstrip(".") for file in (root / "build").rglob("*") if file.is_file()}
    assert made == {*CORE, "xml", "docx", "odt", "pdf"} - set(left_out.split(", "))


def test_a_whole_build_leaves_nothing_out(tmp_path: Path) -> None:
    assert process("build", cwd=small_plan(tmp_path)).stderr == ""


@pytest.mark.parametrize("formats", ["pdf", "html,pdf", "docx,json"])
def test_a_format_that_is_asked_for_and_cannot_be_made_is_one_sentence(formats: str, tmp_path: Path) -> None:
    root = small_plan(tmp_path, {"content/measures/broken.md": "no front matter"})
    before = contents(root)
    result = without(ALL_EXTRAS, "build", "--format", formats, cwd=root)
    (sentence,) = result.stderr.splitlines()
    (lacking,) = {*formats.split(",")} - {*CORE}
    assert (result.returncode, result.stdout) == (2, "")
    assert sentence.startswith(f"statusreport: What {lacking} is made with is not installed. To get it: ")
    assert contents(root) == before


def test_formats_that_can_be_made_may_be_asked_for(tmp_path: Path) -> None:
    result = without(ALL_EXTRAS, "build", "--format", ",".join(CORE), cwd=small_plan(tmp_path))
    assert (result.returncode, result.stderr) == (0, "")


def test_the_folder_that_an_uninstalled_package_leaves_behind_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    find = util.find_spec
    empty = ModuleSpec("typst", None, is_package=True)
    monkeypatch.setattr(
        util, "find_spec", lambda name, *rest: empty if name == "typst" else find(name, *rest)
    )
    assert left_out(format_names()) == {"docx": "office", "odt": "office", "pdf": "pdf"}


class Distribution:
    """What is known of an installed package."""

    def __init__(self, **files: str) -> None:
        self.files = files

    def read_text(self, name: str) -> str | None:
        return self.files.get(name.partition(".")[0])


WHEEL = '{"url": "file:///w/tool.whl", "archive_info": {}}'
EDITABLE = '{"url": "file:///a%20plan", "dir_info": {"editable": true}}'


@pytest.mark.parametrize(
    ("mark", "files", "command"),
    [
        ("", {"INSTALLER": "pip\n"}, '/e/bin/python -m pip install "statusreport[office,pdf]"'),
        ("", {"INSTALLER": "uv"}, 'uv pip install --python /e/bin/python "statusreport[office,pdf]"'),
        (
            "",
            {"INSTALLER": "pip", "direct_url": WHEEL},
            '/e/bin/python -m pip install "statusreport[office,pdf] @ file:///w/tool.whl"',
        ),
        (
            "",
            {"INSTALLER": "pip", "direct_url": EDITABLE},
            '/e/bin/python -m pip install --editable "/a plan[office,pdf]"',
        ),
        (
            "pipx_metadata.json",
            {"INSTALLER": "pip"},
            'pipx install --force "statusreport[office,pdf]"',
        ),
        ("uv-receipt.toml", {"INSTALLER": "uv"}, 'uv tool install "statusreport[office,pdf]"'),
        ("", {}, '/e/bin/python -m pip install "statusreport[office,pdf]"'),
    ],
    ids=["pip", "uv", "a wheel", "editable", "pipx", "uv tool", "something else"],
)
def test_the_command_is_the_installations_own(
    mark: str, files: dict[str, str], command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if mark:
        (tmp_path / mark).touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(sys, "executable", "/e/bin/python")
    monkeypatch.setattr(metadata, "distribution", lambda name: Distribution(**files))
    assert installation.adding(["pdf", "office", "office"]) == command


def test_a_tool_that_was_never_installed_says_what_most_people_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", nothing)
    assert installation.adding(["pdf"]) == 'pip install "statusreport[pdf]"'


def test_a_program_whose_name_has_blanks_can_be_pasted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", r"C:\Program Files\python.exe")
    monkeypatch.setattr(metadata, "distribution", lambda name: Distribution())
    assert installation.adding(["pdf"]) == r'"C:\Program Files\python.exe" -m pip install "statusreport[pdf]"'


# What a command loads

READS = {"markdown_it", "mdit_py_plugins", "typer", "yaml"}
PUBLISHES = READS | {"babel", "jinja2", "statusreport.formats", "statusreport.publishing"}
# The packages, and the costly ones of our own, that a command may load; nothing else of what is installed with the tool.
BUILDS = PUBLISHES | {"filelock"}
LOADS = {
    "--help": {"typer"},
    "init new": {"typer"},
    "explain M102": READS,
    "schema measure": READS,
    "round list": READS,
    "check": READS | {"babel"},
    "round verify": READS | {"babel"},
    "diff working": READS | {"babel", "statusreport.publishing"},
    "todo": READS | {"babel", "statusreport.publishing"},
    "diff working --format html": PUBLISHES,
    "build --format csv": BUILDS,
    "build --format html": BUILDS,
    "build --format json": BUILDS,
    "build --format md": BUILDS,
    "build --format docx": BUILDS | {*EXTRAS["office"]},
    "build --format odt": BUILDS | {*EXTRAS["office"]},
    # pikepdf itself is made with lxml.
    "build --format pdf": BUILDS | {*EXTRAS["pdf"], "lxml"},
}
LOADED = """
import json, sys
from statusreport import app
try:
    app.main()
except SystemExit as end:
    print(json.dumps([end.code, sorted(sys.modules)]), file=sys.stderr)
"""


@pytest.mark.parametrize("command", LOADS)
def test_a_command_loads_only_what_it_needs(command: str, tmp_path: Path) -> None:
    installed = packages([*DEPENDENCIES, *(wanted for extra in OPTIONAL.values() for wanted in extra)])
    result = script(LOADED, *command.split(), cwd=small_plan(tmp_path))
    status, modules = json.loads(result.stderr.splitlines()[-1])
    loaded = {*modules} & {*installed, "statusreport.formats", "statusreport.publishing"}
    assert status == 0, result.stderr
    assert loaded <= LOADS[command]
    assert "typer" in loaded


# Without a folder of its own


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tool as one file that Python runs; the packages it needs lie outside."""
    file = tmp_path_factory.mktemp("archive") / "statusreport.pyz"
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("__main__.py", "from statusreport.app import main\n\nmain()\n")
        for folder, inside in (("cli/statusreport", "statusreport"), ("templates", "statusreport/templates")):
            for part in sorted((ROOT / folder).rglob("*")):
                if part.is_file() and "__pycache__" not in part.parts and part.suffix not in (".otf", ".ttf"):
                    made.write(part, f"{inside}/{part.relative_to(ROOT / folder).as_posix()}")
    return file


# Every start of an archive compiles it anew: so all is asked in one.
ASKED = """
import io, os, runpy, sys
archive, *lines = sys.argv[1:]
for line in lines:
    print("ASKED", end="")
    folder, _, command = line.partition(" ")
    os.chdir(folder)
    sys.argv = [archive, *command.split()]
    try:
        runpy.run_path(archive, run_name="__main__")
    except SystemExit as end:
        assert not end.code, (line, end.code)
assert archive in sys.modules["statusreport"].__file__
"""


def test_an_archive_has_every_command_and_publishes_the_same(archive: Path, tmp_path: Path) -> None:
    here, there = with_project(tmp_path / "here"), with_project(tmp_path / "there")
    build = f"build --format {','.join(CORE)}"
    helps = [("--help",), *((name.partition(" ")[0], "--help") for name in commands())]
    asked = [
        *(f"{there} {' '.join(words)}" for words in helps),
        *(f"{there} {command}" for command in ("--version", build, "check")),
        f"{tmp_path} init new",
        f"{tmp_path / 'new'} {build}",
    ]
    result = script(ASKED, archive, *asked, cwd=tmp_path)
    assert (result.returncode, result.stderr.replace("No findings in 4 files.\n", "")) == (0, "")
    said = result.stdout.split("ASKED")[1:]
    for words, shown in zip(helps, said, strict=False):
        assert shown == run(*words, cwd=there).out
    assert said[len(helps)] == f"{installation.VERSION}\n"
    assert run(*build.split(), cwd=here).status == 0
    assert contents(there / "build") == contents(here / "build")
    assert contents(tmp_path / "new" / "build")


# Versions


def test_the_constraints_hold_everything_that_is_installed_by_name() -> None:
    text = (ROOT / "constraints.txt").read_text("utf-8").lower().replace("_", "-")
    held = set(re.findall(r"^([\w-]+)==", text, re.MULTILINE))
    groups = PROJECT["dependency-groups"].values()
    wanted = distributions(
        [
            *DEPENDENCIES,
            *(name for extra in OPTIONAL.values() for name in extra),
            *(name for group in groups for name in group),
        ]
    )
    assert {*wanted} - held == set()


def test_every_package_that_users_get_has_a_lowest_version() -> None:
    wanted = [*DEPENDENCIES, *(name for extra in OPTIONAL.values() for name in extra)]
    floors = tool("versions").floors()
    assert {name.partition("==")[0] for name in floors} == {*distributions(wanted)}
    assert "typst==0.15" in floors


def test_a_machine_for_which_a_version_is_not_made_gets_the_last_that_is() -> None:
    assert [*tool("versions").exact(["pikepdf==99\n", "rich==1\n"])] == [
        'pikepdf==99 ; sys_platform != "darwin" or platform_machine != "x86_64"',
        'pikepdf==10.13.0.post1 ; sys_platform == "darwin" and platform_machine == "x86_64"',
        "rich==1",
    ]


# The package itself


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive."""
    require_module("hatchling")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> zipfile.ZipFile:
    (file,) = built.glob("*.whl")
    return zipfile.ZipFile(file)


@pytest.fixture(scope="module")
def described(wheel: zipfile.ZipFile) -> Message:
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    return Parser().parsestr(wheel.read(name).decode("utf-8"))


def test_the_licences_of_the_fonts_are_told_and_enclosed(wheel: zipfile.ZipFile, described: Message) -> None:
    assert described["License-Expression"] == "MIT AND OFL-1.1-RFN AND Bitstream-Vera"
    told = {Path(name).name for name in described.get_all("License-File", [])}
    fonts = {
        Path(name).name.partition("-")[0].removesuffix(".ttf")
        for name in wheel.namelist()
        if name.endswith((".otf", ".ttf"))
    }
    assert told == {"LICENSE", *(f"{font}.LICENSE.md" for font in fonts)}


def test_the_wheel_has_the_templates_and_the_version(wheel: zipfile.ZipFile, described: Message) -> None:
    templates = {
        file.relative_to(ROOT).as_posix() for file in (ROOT / "templates").rglob("*") if file.is_file()
    }
    assert {f"statusreport/{name}" for name in templates} <= set(wheel.namelist())
    assert described["Version"] == installation.VERSION
    assert described.get_all("Provides-Extra") == sorted(OPTIONAL)


def test_the_source_archive_is_the_repository(built: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if listed.returncode:
        missing("the history of git")
    (file,) = built.glob("*.tar.gz")
    with tarfile.open(file) as opened:
        held = {name.partition("/")[2] for name in opened.getnames()}
    assert {*filter(None, listed.stdout.split("\0"))} - held == set()


def test_an_index_shows_no_link_that_leads_nowhere(described: Message) -> None:
    text = str(described.get_payload())
    assert text.startswith("# statusreport\n")
    prose = re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)
    assert [
        target for target in re.findall(r"\]\(([^)]+)\)", prose) if not target.startswith(("#", "http"))
    ] == []


def test_an_index_shows_links_below_the_repositorys_home() -> None:
    require_module("hatchling")
    text = (
        "![A page](docs/a.png) [Rounds](examples/rounds) [`document.py`](cli/d.py) [here](#set-up)\n"
        "[out](https://example.org/x) `[tiltak 27](27.md)` ``` [a](b) ```\n\n"
        "````markdown\n```\n[a](b)\n```\n````\n[LICENSE](LICENSE)\n"
    )
    page = tool("index_page")
    assert page.readme(text, "https://example.org/r") == text.replace(
        "](docs/a.png)", "](https://example.org/r/raw/HEAD/docs/a.png)"
    ).replace("](examples/rounds)", "](https://example.org/r/blob/HEAD/examples/rounds)").replace(
        "](cli/d.py)", "](https://example.org/r/blob/HEAD/cli/d.py)"
    ).replace("](LICENSE)", "](https://example.org/r/blob/HEAD/LICENSE)")
    assert page.readme("![A page](docs/a.png) [LICENSE](LICENSE)", "") == "A page LICENSE"
    assert page.urls("https://example.org/r")["Changelog"] == "https://example.org/r/blob/HEAD/CHANGELOG.md"
    assert page.urls("") == {}
