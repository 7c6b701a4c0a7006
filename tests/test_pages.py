"""The pages say what is so: what they say to write is written, what they say to run is run, and answers as they say.

Each page is a story. Its examples are met in order, in a folder that is as `STARTS` says:

| fence | is |
| --- | --- |
| `sh`, `powershell` | commands, which succeed, or end with the status that is named; those of other programs are not run |
| `text answer` | what the last of them said, `…` standing for anything |
| `KIND PATH`, `KIND PATH +` | a file that is written, or written on |
| `diff PATH` | lines of a file that are changed |
| `sh delete` | a file that is deleted |
| `json ARGUMENTS` | the whole answer of a command, in a folder as at the start |
| `yaml plan`, `yaml measure`, `markdown text` | keys of a plan file or a measure, or words of its text, that have no finding |
| `markdown wrong`, `markdown right` | words of a measure's text, with a finding and without any |
| `text files`, `python`, `yaml hook` | what a test of its own looks at |
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, missing
from markdown_it import MarkdownIt
from plans import PICTURES, Run, copied, measure, project, run, small_plan, with_project, write

DOCS = ROOT / "docs"
EDITORS = {code: sorted((DOCS / code).glob("*.md")) for code in ("nb", "nn")}
LANGUAGES = {page: code for code, pages in EDITORS.items() for page in pages}
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md")), *LANGUAGES]
# What a test of its own looks at.
LEFT = {("text", "files"), ("python", ""), ("yaml", "hook")}
OTHER_PROGRAMS = ("git", "uv", "brew", "winget", "pip", "pipx", "make")


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def empty(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder


def example(folder: Path) -> Path:
    return copied(ROOT / "examples" / "rounds", folder)


STARTS: dict[str, Callable[[Path], Path]] = {
    "docs/commands.md": example,
    "docs/nb/lagre-og-sende.md": small_plan,
    "docs/nb/runder.md": example,
    "docs/nb/skrive.md": with_project,
    "docs/nb/tall.md": with_project,
    "docs/nb/formater.md": small_plan,
    "docs/figures.md": with_project,
    "docs/rounds.md": example,
    "docs/writing.md": with_project,
}


@dataclass(frozen=True)
class Fence:
    kind: str
    about: str
    text: str
    line: int


def fences(page: Path) -> list[Fence]:
    found = []
    for token in MarkdownIt().parse(page.read_text("utf-8")):
        if token.type == "fence":
            assert token.map
            kind, _, about = token.info.strip().partition(" ")
            found.append(Fence(kind, about, token.content, token.map[0] + 1))
    return found


@pytest.fixture(autouse=True)
def language_of_the_page(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    page = getattr(request.node, "callspec", None) and request.node.callspec.params.get("page")
    monkeypatch.setenv("STATUSREPORT_LANGUAGE", LANGUAGES.get(page, "en") if page else "en")


class Story:
    """A folder in which the examples of a page are met."""

    def __init__(self, page: Path, folder: Path) -> None:
        self.start = STARTS.get(name(page), empty)
        self.folder, self.fresh = self.start(folder / "story"), folder / "fresh"
        self.here = self.folder
        self.last = Run(0, "", "")

    def meet(self, fence: Fence) -> None:
        kinds = {
            "diff": self.change,
            "json": self.answer_whole,
            "markdown": self.read,
            "powershell": self.do,
            "sh": self.do,
            "text": self.answer,
            "yaml": self.set,
        }
        path, _, more = fence.about.partition(" ")
        if (fence.kind, fence.about) in LEFT:
            return
        if fence.kind != "diff" and Path(path).suffix:
            before = (self.here / path).read_text("utf-8") if more == "+" else ""
            write(self.here, {path: before + fence.text})
        else:
            kinds[fence.kind](fence.about, fence.text)

    def do(self, about: str, text: str) -> None:
        if about == "delete":
            (self.here / text.strip()).unlink()
            return
        for line in text.splitlines():
            self.run(shlex.split(line, comments=True), int(about or "0"))

    def answer(self, about: str, text: str) -> None:
        assert about == "answer"
        wanted = ".*".join(map(re.escape, text.rstrip().split("…")))
        said = self.last.out + self.last.err
        found = re.search(wanted, said, re.DOTALL)
        assert found, f"it does not say\n{text}but\n{said}"

    def answer_whole(self, about: str, text: str) -> None:
        if not self.fresh.exists():
            self.start(self.fresh)
        assert json.loads(run(*shlex.split(about), cwd=self.fresh).out) == json.loads(text)

    def set(self, about: str, text: str) -> None:
        wholes = {
            "plan": ("statusreport.yaml", whole_plan(text)),
            "measure": ("content/measures/1.md", measure().replace("---\n", f"---\n{text}", 1)),
        }
        path, whole = wholes[about]
        found = run("check", "--select", "F", "--format", "json", cwd=small_plan(self.fresh, {path: whole}))
        assert not [each for each in json.loads(found.out)["findings"] if each["path"] == path], found

    def read(self, about: str, text: str) -> None:
        """Words of a text in the plan of the page; those from elsewhere in a small one."""
        clean = said(self.here if about == "text" else self.fresh, text)
        assert clean.out.startswith(("No findings", "Ingen funn")) is {"wrong": False}.get(about, True), clean

    def run(self, words: list[str], status: int) -> None:
        match words:
            case []:
                pass
            case ["cd", folder] if (self.here / folder).is_dir():
                self.here /= folder
            case ["statusreport", *arguments]:
                self.last = run(*arguments, cwd=self.here)
                assert self.last.status == status, f"{words}: {self.last}"
            case ["make", target]:
                assert re.search(rf"(?m)^{target}:.* ## ", (ROOT / "Makefile").read_text("utf-8")), target
            case _:
                assert words[0] in OTHER_PROGRAMS, words

    def change(self, path: str, lines: str) -> None:
        """As a diff, each part of which stands once in the file."""
        file = self.here / path
        text = file.read_text("utf-8")
        for part in re.findall(r"(?m)(?:^-.*\n)+(?:^\+.*\n)+", lines):
            old, new = ("".join(re.findall(rf"(?m)^\{sign}(.*\n)", part)) for sign in "-+")
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        file.write_text(text, "utf-8")


def whole_plan(keys: str) -> str:
    """A plan file with these keys, and with the small plan's where it has none of its own."""
    usual = {"title": "Plan", "language": "nb", "round": "2012-02", "responsible": {"JD": "J", "UD": "U"}}
    lacking = {key: value for key, value in usual.items() if key not in yaml.safe_load(keys)}
    return keys + (yaml.safe_dump(lacking) if lacking else "")


def said(folder: Path, text: str) -> Run:
    """What `check` says of a measure with this text, in the plan that is there, else in a small one."""
    if not (folder / "statusreport.yaml").exists():
        small_plan(folder)
    pictures = dict.fromkeys(("bilder/ofre.png", "pictures/victims.png"), PICTURES["png"])
    files = {f"content/{path}": data for path, data in pictures.items() if path in text}
    write(folder, {"content/measures/1.md": measure() + f"\n{text}", **files})
    return run("check", cwd=folder)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_what_a_page_shows_is_so(page: Path, tmp_path: Path) -> None:
    story = Story(page, tmp_path)
    for fence in fences(page):
        try:
            story.meet(fence)
        except AssertionError as error:
            raise AssertionError(f"line {fence.line}: {error}") from error


def test_each_slip_of_word_has_its_mending() -> None:
    slips = [fence.about for fence in fences(DOCS / "nb" / "fra-word.md")]
    assert slips == ["wrong", "right"] * 10
    assert [
        about for about in (fence.about for fence in fences(DOCS / "how-to.md")) if about in slips
    ] == slips


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_that_is_named_is_there(page: Path, tmp_path: Path) -> None:
    """Commands in sentences are ones that there are, with options that they have."""
    usage = "Bruk" if page in LANGUAGES else "Usage"
    named = re.findall(r"`statusreport ([^`]*)`", page.read_text("utf-8"))
    for words in (shlex.split(line.replace("\n", " ")) for line in named):
        while words and words[0] in ("--language", "--root"):
            del words[:2]
        if words[0].startswith(("-", "[", "COMMAND")):
            continue
        command = words[:2] if words[0] == "round" else words[:1]
        help_text = run(*command, "--help", cwd=tmp_path).out
        assert help_text.startswith(f"{usage}: statusreport {' '.join(command)} "), words
        for option in (word for word in words if word.startswith("--")):
            assert re.search(rf"{option}(?![\w-])", help_text), words


# Links


def anchors(page: Path) -> set[str]:
    """The headings of a page as GitHub names them."""
    headings = re.findall(r"(?m)^#+ (.+)$", re.sub(r"(?ms)^````?.*?^````?$", "", page.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(page: Path) -> list[str]:
    """Where a page's links and pictures lead; code shows how a link is written in a measure."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(page.read_text("utf-8"))
    inline = [child for token in tokens for child in token.children or ()]
    return [
        str(target)
        for token in inline
        for target in (token.attrGet("href"), token.attrGet("src"))
        if target is not None
    ]


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CONTRIBUTING.md"], ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in links(page):
        if "://" in target:
            continue
        path, _, heading = target.partition("#")
        file = page.parent / path if path else page
        assert file.exists(), target
        assert not heading or heading in anchors(file), target


@pytest.mark.parametrize("index", [ROOT / "README.md", DOCS / "README.md"], ids=name)
def test_every_page_is_found_from_the_index(index: Path) -> None:
    """From the front door too, but for those that stand behind the Norwegian one."""
    reached = {
        (index.parent / target.partition("#")[0]).resolve() for target in links(index) if "://" not in target
    }
    fronts = {DOCS / code / "README.md" for code in EDITORS}
    wanted = {*DOCS.glob("*.md"), *fronts} - {DOCS / "README.md"}
    assert wanted <= reached
    norwegian = {
        (DOCS / "nb" / target.partition("#")[0]).resolve() for target in links(DOCS / "nb" / "README.md")
    }
    assert set(EDITORS["nb"]) - {DOCS / "nb" / "README.md"} <= norwegian


# What single pages say


def test_the_front_door_sets_up_by_two_commands_the_second_of_which_ci_runs() -> None:
    first = next(fence for fence in fences(ROOT / "README.md") if fence.kind == "sh")
    commands = [line.partition("#")[0].strip() for line in first.text.splitlines()]
    assert commands == ["make build", "make test"]
    assert commands[1] in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


@pytest.mark.parametrize("page", [DOCS / "writing.md", DOCS / "nb" / "skrive.md"], ids=name)
def test_the_files_of_a_plan_are_where_the_page_says(page: Path) -> None:
    (listing,) = [fence for fence in fences(page) if fence.about == "files"]
    paths = [line.split()[0] for line in listing.text.splitlines()]
    assert len(paths) == 8
    for path in paths:
        assert path == "build/" or list(ROOT.glob(re.sub(r"[A-Z]{2,}", "*", path))), path


def test_what_is_built_is_what_the_page_lists(tmp_path: Path) -> None:
    english, norwegian = (
        fence
        for page in ("formats.md", "nb/formater.md")
        for fence in fences(DOCS / page)
        if fence.about == "files"
    )
    assert norwegian.text == english.text
    wanted: set[str] = set()
    for line in english.text.splitlines():
        words = line.split()
        if words[0].startswith("build/"):
            folder = words.pop(0)
        for word in words:
            stem = f"{folder.split('/')[1]}" if word.startswith(".") else ""
            wanted.add(f"{folder}{stem}{word}")
    milestones = "\n  - {title: Vedtatt, status: Løpende}"
    root = with_project(
        tmp_path,
        {
            "content/measures/1.md": measure(milestones=milestones),
            "content/projects/1.md": project(evaluations="\n  - {year: 2007}"),
        },
    )
    made = run("build", cwd=root)
    assert made.status == 0, made.err
    if "pip install" in made.err:
        missing("an extra")
    built = {file.relative_to(root).as_posix() for file in root.glob("build/*/**/*") if file.is_file()}
    assert {re.sub(r"responsible/\w+\.", "responsible/BODY.", path) for path in built} == wanted
    page = (DOCS / "formats.md").read_text("utf-8").partition("## JSON\n")[2].partition("\n## ")[0]
    for publication, records in (("status-report", "measures"), ("document-study", "projects")):
        data = json.loads((root / f"build/{publication}/{publication}.json").read_bytes())
        assert records in data
        for key in data:
            assert f"`{key}`" in page, key


def test_the_keys_of_a_comparison_are_what_the_page_lists() -> None:
    page = (DOCS / "commands.md").read_text("utf-8").partition("`diff --format json` has these keys")[2]
    listed = [key for row in re.findall(r"(?m)^\| (`.*?) \|", page) for key in re.findall(r"`(\w+)`", row)]
    answer = run("diff", "2022-03", "2023-03", "--format", "json", cwd=ROOT / "examples" / "rounds")
    assert set(listed) == set(json.loads(answer.out))


def test_what_must_be_fetched_is_said_as_the_program_says_it() -> None:
    assert "git fetch --depth=1 origin main:refs/remotes/origin/main" in (DOCS / "ci.md").read_text("utf-8")
