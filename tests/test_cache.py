"""What is kept of a plan changes nothing but the time, whatever is edited, damaged or put there by others."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import BODY, PICTURES, chapter, contents, measure, project, run, script, small_plan, write

from statusreport import installation
from statusreport.cache import FOLDER, Cache, Watched
from statusreport.model.plan import Plan
from statusreport.words import Catalogue

FORMATS = "html,md,json,csv"


@dataclass(frozen=True)
class Outcome:
    """All that somebody sees of a run."""

    status: int
    said: str
    files: dict[str, bytes | str | None]


def checked(root: Path) -> Outcome:
    """A check where a build has begun to keep what is learnt."""
    if not os.path.lexists(root / FOLDER):
        (root / FOLDER).mkdir()
    done = run("check", "--format", "json", cwd=root)
    return Outcome(done.status, done.out + done.err, {})


def built(root: Path, formats: str = FORMATS) -> Outcome:
    """A build; whether anything had to be written for it is left out."""
    done = run("build", "--format", formats, cwd=root)
    files = contents(root / "build") if (root / "build").is_dir() else {}
    return Outcome(done.status, done.err, files)


def fresh(root: Path, formats: str = FORMATS) -> tuple[Outcome, Outcome]:
    """What a copy of a plan comes to, with all that was built but with nothing that was learnt."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / root.name
        shutil.copytree(root, copy, symlinks=True, ignore=shutil.ignore_patterns(FOLDER))
        return said_of(copy, root, checked(copy)), said_of(copy, root, built(copy, formats))


def said_of(copy: Path, root: Path, outcome: Outcome) -> Outcome:
    return Outcome(outcome.status, outcome.said.replace(str(copy), str(root)), outcome.files)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is rendered, as it is."""
    from statusreport.tasks._rendering import Rendering

    names: list[str] = []
    files = Rendering.files

    def watched(self: Rendering, publication: str, name: str, *others: Any) -> object:
        names.append(f"{publication} {name}")
        return files(self, publication, name, *others)

    monkeypatch.setattr(Rendering, "files", watched)
    return names


def test_with_nothing_changed_nothing_is_made_or_written(tmp_path: Path, rendered: list[str]) -> None:
    root = small_plan(tmp_path)
    first = run("build", "--format", FORMATS, cwd=root)
    assert (first.status, len(rendered)) == (0, 4)
    before = (root / "build").stat().st_ino
    again = run("build", "--format", FORMATS, cwd=root)
    assert (again.status, again.err, len(rendered)) == (0, "", 4)
    assert again.out == f"{root / 'build'} is up to date: 5 files.\n"
    assert (root / "build").stat().st_ino == before


def test_what_is_no_longer_there_or_was_changed_is_made_again(tmp_path: Path, rendered: list[str]) -> None:
    root = small_plan(tmp_path)
    built(root)
    files = contents(root / "build")
    (root / "build/status-report/index.html").unlink()
    rendered.clear()
    assert built(root).files == files
    assert rendered == ["status-report html"]


def test_only_the_format_whose_template_changed_is_made_again(tmp_path: Path, rendered: list[str]) -> None:
    root = small_plan(tmp_path)
    built(root)
    rendered.clear()
    own = root / "templates/md/document.j2"
    own.parent.mkdir(parents=True)
    own.write_text((ROOT / "templates/md/document.j2").read_text("utf-8") + "Slutt\n", "utf-8")
    assert "Slutt" in str(built(root).files["status-report/status-report.md"])
    assert rendered == ["status-report md"]
    own.unlink()
    built(root)
    assert rendered == ["status-report md"] * 2


def test_rules_about_a_file_see_only_the_one_that_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from statusreport.rules import engine

    root = small_plan(tmp_path)
    seen: list[str] = []
    of_files = engine.of_files

    def watched(plan: Plan, words: Catalogue, paths: list[str], **options: Any) -> object:
        seen.extend(paths)
        return of_files(plan, words, paths, **options)

    monkeypatch.setattr(engine, "of_files", watched)
    checked(root)
    assert sorted(seen) == ["content/measures/1.md", "content/measures/2.md", "statusreport.yaml"]
    seen.clear()
    (root / "content/measures/2.md").write_text(measure("2", title="Nytt"), "utf-8")
    checked(root)
    assert seen == ["content/measures/2.md"]


HEAVY = {
    "jinja2",
    "babel",
    "markdown_it",
    "yaml",
    "statusreport.model",
    "statusreport.publishing",
    "statusreport.rules",
}


@pytest.mark.parametrize("command", ["check", f"build --format {FORMATS}"])
def test_with_nothing_changed_nothing_is_imported_that_reads_or_prints(command: str, tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    (root / FOLDER).mkdir()
    code = (
        "import sys\nfrom statusreport import app\nsys.argv = ['statusreport', *sys.argv[1:]]\n"
        "try:\n    app.main()\nexcept SystemExit as end:\n    assert not end.code\nprint('LOADED', *sys.modules)"
    )
    loaded = [
        set(script(code, *command.split(), cwd=root).stdout.partition("LOADED")[2].split()) for _ in range(2)
    ]
    assert {"markdown_it", "yaml", "statusreport.rules"} <= loaded[0]
    assert not HEAVY & loaded[1]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda data: data[: len(data) // 2],
    "empty": lambda data: b"",
    "other bytes": lambda data: data.replace(b'"', b"'", 1),
    "no JSON": lambda data: b"\xff\x00",
    "forged": lambda data: data.replace(b"[]", b'[["X","x","error","a",[1,1,1,1],"m","",[]]]'),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_changes_nothing(damage: str, tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    expected = checked(root), built(root)
    for file in (root / FOLDER).iterdir():
        file.write_bytes(DAMAGES[damage](file.read_bytes()))
    assert (checked(root), built(root)) == expected


def test_a_folder_that_came_with_a_plan_is_not_believed(tmp_path: Path) -> None:
    """It is whole, but it was written for another folder, perhaps by somebody who wants a fault not to be seen."""
    root = small_plan(tmp_path / "one")
    checked(root)
    other = Cache(root, begins=True)
    assert (
        other.recall("x", lambda tree: "learnt")[0] == other.recall("x", lambda tree: "again")[0] == "learnt"
    )
    shutil.copytree(root, tmp_path / "two")
    assert Cache(tmp_path / "two").recall("x", lambda tree: "again")[0] == "again"


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    root = small_plan(tmp_path / "plan")
    (tmp_path / "theirs").mkdir()
    (root / FOLDER).symlink_to(tmp_path / "theirs")
    assert checked(root).status == built(root).status == 0
    assert list((tmp_path / "theirs").iterdir()) == []


@pytest.mark.parametrize("kind", ["a file", "folders"])
def test_where_nothing_can_be_kept_all_is_as_always(kind: str, tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    if kind == "a file":
        (root / FOLDER).write_text("", "utf-8")
    else:
        for name in (
            ".gitignore",
            "check-en",
            "files-en",
            "extras",
            "publications",
            "texts",
            "status-report.md.said",
        ):
            (root / FOLDER / name).mkdir(parents=True)
    expected = fresh(root)
    assert (checked(root), built(root)) == expected


def test_git_does_not_see_it_and_it_does_not_grow(tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    built(root)
    assert (root / FOLDER / ".gitignore").read_text("utf-8") == "*\n"
    names = sorted(file.name for file in (root / FOLDER).iterdir())
    for number in range(5):
        (root / "content/measures/2.md").write_text(measure("2", title=f"Nytt {number}"), "utf-8")
        built(root)
    assert sorted(file.name for file in (root / FOLDER).iterdir()) == names
    assert sum(file.stat().st_size for file in (root / FOLDER).iterdir()) < 20_000


def test_what_changes_while_it_is_read_is_not_kept(tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    cache = Cache(root, begins=True)

    def learn(tree: Watched) -> bool:
        tree.exists("new")
        (root / "new").write_text("", "utf-8")
        return tree.exists("new")

    assert cache.recall("x", learn)[0] is True
    assert cache.recall("x", lambda tree: "again")[0] == "again"


def test_another_program_learns_anew(tmp_path: Path) -> None:
    """Its own files are part of what everything was learnt from."""
    package, root = tmp_path / "cli" / "statusreport", small_plan(tmp_path / "plan")
    shutil.copytree(
        ROOT / "cli" / "statusreport", package, ignore=shutil.ignore_patterns("__pycache__", "*.ttf", "*.otf")
    )
    shutil.copytree(ROOT / "templates", tmp_path / "templates")

    def findings() -> list[str]:
        done = script(
            "from pathlib import Path\nfrom statusreport import api\n"
            "print(*(found.message for found in api.check(Path()).findings), sep='\\n')",
            cwd=root,
            PYTHONPATH=str(tmp_path / "cli"),
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.split("\n")

    (root / "content/measures/2.md").write_text(measure("2", status="Borte"), "utf-8")
    before = findings()
    assert findings() == before
    rule = package / "rules" / "measures" / "unknown_status.py"
    times = rule.stat()
    rule.write_text(rule.read_text("utf-8").replace("is not a status", "is no status"), "utf-8")
    os.utime(rule, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert findings() != before


@pytest.mark.parametrize("change", ["a package", "the interpreter"])
def test_another_package_or_interpreter_is_another_program(
    change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = installation.fingerprint.__wrapped__()
    assert installation.fingerprint.__wrapped__() == known
    if change == "a package":
        (tmp_path / "jinja2-9.9.dist-info").mkdir()
        monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    else:
        monkeypatch.setattr(sys, "version", "4.0")
    assert installation.fingerprint.__wrapped__() != known


MEASURES = ("content/measures/1.md", "content/measures/2.md", "content/measures/3.md")
_TWO = "## Tiltak\n\n{}\n\n## Status\n\n{}\n"
BODIES = (
    _TWO.format("Hjelp.", "Se [2](2.md) og {measures.count} til."),
    _TWO.format("Hjelp til NAV.", "![hus](../hus.png)"),
    _TWO.format("Hjelp.", "Ferdig.[^1]\n\n[^1]: En note."),
    _TWO.format("Hjelp.", "En [lenke](9.md)."),
    "## Tiltak\n\nTekst.\n",
)
PLANS = (
    "title: En annen plan\n",
    "abbreviations: {NAV: Arbeids- og velferdsetaten}\n",
    "statuses: [{id: a, label: Løpende}, {id: completed, label: Gjennomført}]\n",
    "responsible: {JD: Justis, UD: Utenriks, BLD: Barne}\n",
    "expect: {measures: 2}\n",
    "language: nn\n",
)


KINDS = ("measure", "template", "other", "plan", "picture", "seal", "rename", "kept", "built")


@st.composite
def edits(draw: st.DrawFn, kind: str) -> tuple[str, dict[str, str | bytes | None]]:
    """What somebody may do to a plan: files by path with their new content, None for one that goes."""
    change: dict[str, str | bytes | None] = {}
    if kind == "measure":
        status = draw(st.sampled_from(("Løpende", "Gjennomført", "Løpende", "Borte")))
        text = measure(draw(st.sampled_from("123")), body=draw(st.sampled_from(BODIES)), status=status)
        change[draw(st.sampled_from(MEASURES))] = draw(st.sampled_from((text, text, f"{text}\xff", None)))
    elif kind == "other":
        place = draw(
            st.sampled_from(("content/projects/1.md", "content/chapters/1.md", "content/figures/a.yaml"))
        )
        texts = {"content/projects/1.md": project(), "content/chapters/1.md": chapter(body="Om {a.b}.\n")}
        change[place] = draw(
            st.sampled_from((texts.get(place, "title: A\nfigures: {b: {value: 7}}\n"), None))
        )
    elif kind == "plan":
        change["statusreport.yaml"] = draw(st.sampled_from(PLANS))
    elif kind == "template":
        name = draw(
            st.sampled_from(("md/document.j2", "html/document.j2", "palette.toml", "html/style.css.j2"))
        )
        text = (ROOT / "templates" / name).read_text("utf-8")
        change[f"templates/{name}"] = draw(
            st.sampled_from((f"{text}x\n", text.replace("14px", "13px"), "{{ no }}", None))
        )
    elif kind == "picture":
        change["content/hus.png"] = draw(
            st.sampled_from((PICTURES["png"], PICTURES["png"] + b"x", b"", None))
        )
    elif kind == "built":
        change["build/status-report/index.html"] = draw(st.sampled_from(("edited", None)))
    return kind, change


def edit(root: Path, kind: str, change: dict[str, str | bytes | None]) -> None:
    for path, content in change.items():
        file = root / path
        if content is None:
            file.unlink(missing_ok=True)
        elif kind == "plan":
            key = str(content).partition(":")[0]
            lines = file.read_text("utf-8").splitlines(keepends=True)
            file.write_text(
                "".join(line for line in lines if not line.startswith(f"{key}:")) + str(content), "utf-8"
            )
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    if kind == "seal":
        run("round", "seal", cwd=root)
    elif kind == "rename" and (root / MEASURES[0]).exists():
        (root / MEASURES[0]).rename(root / "content/measures/9.md")
    elif kind == "kept":
        for file in sorted((root / FOLDER).glob("[a-z]*"))[::2]:
            file.write_bytes(file.read_bytes()[:-1])


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=max(settings().max_examples // 20, 1))
def test_whatever_is_edited_the_outcome_is_that_of_a_fresh_run(kind: str, data: st.DataObject) -> None:
    others = data.draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=2))
    steps = [data.draw(edits(each)) for each in (kind, *others)]
    with TemporaryDirectory() as folder:
        root = small_plan(Path(folder) / "plan", {"content/hus.png": PICTURES["png"]})
        built(root)
        for done, change in steps:
            edit(root, done, change)
            expected = fresh(root)
            assert (checked(root), built(root)) == expected
            assert checked(root) == expected[0]


def test_check_begins_to_keep_nothing_but_keeps_on(tmp_path: Path) -> None:
    """`check` writes nothing to a plan; where a build has begun to keep what is learnt, it need not learn twice."""
    root = small_plan(tmp_path)
    assert run("check", cwd=root).status == 0
    assert not (root / FOLDER).exists()
    assert run("build", "--format", "json", cwd=root).status == 0
    write(root, {"content/measures/1.md": measure("1", body=f"{BODY}\nMer.\n")})
    kept = {file.name: file.read_bytes() for file in (root / FOLDER).iterdir()}
    assert run("check", cwd=root).status == 0
    assert {file.name: file.read_bytes() for file in (root / FOLDER).iterdir()} != kept
