"""What is kept of a plan changes nothing but the time, whatever is edited, damaged or put there by others."""

from __future__ import annotations

import os
import shutil
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import BODY, PICTURES, PLAN, chapter, contents, measure, project, run, script, small_plan, write

from statusreport import installation
from statusreport.cache import FOLDER, Cache, Watched
from statusreport.model.plan import Plan
from statusreport.publishing.document import Section
from statusreport.source.commonmark import Parsed, parse
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
    assert again.out == f"{root / 'build'} is up to date: 8 files.\n"
    assert (root / "build").stat().st_ino == before


def test_what_is_no_longer_there_or_was_changed_is_made_again(tmp_path: Path, rendered: list[str]) -> None:
    root = small_plan(tmp_path)
    built(root)
    files = contents(root / "build")
    (root / "build/status-report/index.html").unlink()
    rendered.clear()
    assert built(root).files == files
    assert rendered == ["status-report html"]


def test_only_the_format_whose_template_changed_and_what_links_to_it_are_made_again(
    tmp_path: Path, rendered: list[str]
) -> None:
    root = small_plan(tmp_path)
    built(root)
    rendered.clear()
    name = "templates/md/document.j2"
    write(root, {name: (ROOT / name).read_text("utf-8") + "Slutt\n"})
    assert "Slutt" in str(built(root).files["status-report/status-report.md"])
    assert rendered == ["status-report md", "status-report html"]
    (root / name).unlink()
    built(root)
    assert rendered == ["status-report md", "status-report html"] * 2


def test_a_publication_that_says_the_same_is_not_made_again(tmp_path: Path, rendered: list[str]) -> None:
    root = small_plan(tmp_path, USUAL)
    built(root)
    rendered.clear()
    write(root, {MEASURES[0]: measure("1", body=BODIES[0], round=ROUND)})
    built(root)
    assert sorted(rendered) == [f"status-report {name}" for name in ("csv", "html", "json", "md")]


def test_only_the_part_that_changed_is_parsed_and_printed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from statusreport.formats._parts import Parts

    parsed: list[str] = []
    printed: list[str] = []
    print_ = Parts._print

    def parsing(text: str) -> Parsed:
        parsed.append(text)
        return parse(text)

    def printing(self: Parts, section: Section) -> str:
        printed.append(section.anchor)
        return print_(self, section)

    monkeypatch.setattr("statusreport.source.markdown.parse", parsing)
    monkeypatch.setattr(Parts, "_print", printing)
    root = small_plan(tmp_path, {"content/measures/3.md": measure("3")})
    built(root)
    assert len(parsed) >= 3
    records = [anchor for anchor in printed if anchor.startswith("tiltak-")]
    assert sorted(records) == sorted(2 * ["tiltak-1", "tiltak-2", "tiltak-3"])
    assert len(printed) > len(records)
    parsed.clear()
    printed.clear()
    body = _TWO.format("Hjelp.", "Se [1](1.md).")
    write(
        root,
        {"content/measures/2.md": measure("2", status="Gjennomført", responsible="[UD, JD]", body=body)},
    )
    built(root)
    assert set(parsed) == {body}
    # The colophon tells the content from other content.
    assert printed == 2 * ["tiltak-2", "kolofon"]


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


def forged(data: bytes) -> bytes:
    """What is kept, with a finding that nobody found."""
    seal, line, body = data.partition(b"\n")
    if not body:
        return data
    told = zlib.decompress(body).replace(b"[]", b'[["X","x","error","a",[1,1,1,1],"m","",[]]]')
    return seal + line + zlib.compress(told)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda data: data[: len(data) // 2],
    "empty": lambda data: b"",
    "other bytes": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    "no JSON": lambda data: b"\xff\x00",
    "forged": forged,
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
            "status-report.md.texts",
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
    assert sum(file.stat().st_size for file in (root / FOLDER).iterdir()) < 30_000


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


def test_what_an_editor_has_open_is_no_file_of_the_program(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"a")
    (tmp_path / ".#a.py").symlink_to("somebody@here.1234")
    assert [*installation._contents(tmp_path)] == [("a.py", b"a")]


def test_no_link_leads_what_is_kept_out_of_its_folder(tmp_path: Path) -> None:
    root = small_plan(tmp_path / "plan")
    (root / FOLDER).mkdir()
    for name in (".gitignore", "check-en"):
        (root / FOLDER / name).symlink_to(tmp_path / "theirs")
    assert run("check", cwd=root).status == 0
    assert not (tmp_path / "theirs").exists()


ROUND = "2012-02"
PICTURE, PROJECT, CHAPTER, FIGURES = (
    "content/hus.png",
    "content/projects/1.md",
    "content/chapters/1.md",
    "content/figures/a.yaml",
)
MEASURES = ("content/measures/1.md", "content/measures/2.md", "content/measures/3.md")
_TWO = "## Tiltak\n\n{}\n\n## Status\n\n{}\n"
BODIES = (
    _TWO.format("Hjelp.", "Se [2](2.md) og {figure}`measures.count` til."),
    _TWO.format("Hjelp til NAV.", "![hus](../hus.png)"),
    _TWO.format("Hjelp.", "Ferdig.[^1]\n\n[^1]: En note."),
    _TWO.format("Hjelp.", "En [lenke](9.md)."),
    "## Tiltak\n\nTekst.\n",
)


def settings_with(line: str) -> str:
    """The plan file with another value of a key."""
    key = line.partition(":")[0]
    return (
        "".join(one for one in PLAN.splitlines(keepends=True) if not one.startswith(f"{key}:")) + f"{line}\n"
    )


def template(name: str) -> tuple[str, ...]:
    text = (ROOT / "templates" / name).read_text("utf-8")
    return (f"{text}{{{{ document.sections | length }}}}x\n", text.replace("14px", "13px"), "{{ no }}")


# What a plan has, by the kind of its edit: files, and texts that are published differently, or refused.
TEXTS: dict[str, dict[str, tuple[str | bytes, ...]]] = {
    "measure": {
        path: (
            *(measure(str(number), body=body, status=status, round=ROUND) for body in BODIES for status in ("Løpende", "Gjennomført")),
            measure(str(number), status="Borte", round=ROUND),
            measure(str(number)) + "\xff",
        )
        for number, path in enumerate(MEASURES, 1)
    },
    "project": {PROJECT: (project(), project(title="Skole", amount="17"), project(order=2, region="europa"))},
    "chapter": {
        CHAPTER: (
            chapter(body="Om {figure}`a.b` av {figure}`measures.count`.\n\n![hus](../hus.png)\n"),
            chapter(body="Om {figure}`measures.count` tiltak og {figure}`a.b`.\n"),
            chapter("document-study", body="Om {figure}`a.b` og {figure}`projects.amount.sum`.\n"),
        )
    },
    "figure": {
        FIGURES: (
            "title: A\nfigures: {b: {value: 7}}\n",
            "title: A\nfigures: {b: {value: 8}}\n",
            "title: A\nfigures: {c: {value: 8}}\n",
        )
    },
    "vocabulary": {
        "statusreport.yaml": tuple(
            map(
                settings_with,
                (
                    "statuses: [{id: a, label: Løpende}, {id: completed, label: Gjennomført}]",
                    "responsible: {JD: Justis, UD: Utenriks, BLD: Barne}",
                    "abbreviations: {NAV: Arbeids- og velferdsetaten}",
                    "units: {norad: Direktoratet Norad}",
                    "partners: {iom: {label: IOM, type: international}}",
                    "units: {ud: Utenriksdepartementet}",
                ),
            )
        )
    },
    "plan": {
        "statusreport.yaml": tuple(
            map(settings_with, ("title: En annen plan", "expect: {measures: 2}", "language: nn", "period: 2011–2014"))
        )
    },
    "template": {
        f"templates/{name}": template(name)
        for name in ("md/document.j2", "html/section.j2", "svg/mark.j2", "palette.toml", "html/style.css.j2")
    },
    "picture": {PICTURE: (PICTURES["png"], PICTURES["png"] + b"x", PICTURES["gif"], b"")},
    "built": {"build/status-report/index.html": ("edited",)},
}  # fmt: skip
# What is done with the tool or to files as they are, and to what: the commands of a round, or paths.
DONE: dict[str, tuple[str, ...]] = {
    "round": ("seal", "open 2012-05", "seal", "open 2012-08"),
    "renamed": (*MEASURES, PROJECT, CHAPTER, FIGURES, PICTURE, f"content/rounds/{ROUND}.json"),
    "removed": (*MEASURES, PROJECT, CHAPTER, FIGURES, PICTURE, f"content/rounds/{ROUND}.json"),
    "kept": ("",),
    "code": ("",),
}
KINDS = (*TEXTS, *DONE)
USUAL = {
    PICTURE: PICTURES["png"],
    **{path: measure(str(number), round=ROUND) for number, path in enumerate(MEASURES[:2], 1)},
    **{path: texts[0] for kind in ("project", "chapter", "figure") for path, texts in TEXTS[kind].items()},
}
# So many texts of a file come one after the other.
IN_TURN = 3


@st.composite
def edits(draw: st.DrawFn, kind: str) -> list[tuple[str, str, str | bytes]]:
    """What somebody may do to a plan, step by step: a kind, a path or a command, and a text."""
    if kind in TEXTS:
        path = draw(st.sampled_from(sorted(TEXTS[kind])))
        texts = draw(st.permutations(TEXTS[kind][path]))
        return [(kind, path, text) for text in texts[:IN_TURN]]
    if kind == "round":
        return [(kind, command, "") for command in DONE[kind][: draw(st.integers(1, len(DONE[kind])))]]
    return [(kind, draw(st.sampled_from(DONE[kind])), "")]


def edit(root: Path, kind: str, what: str, text: str | bytes) -> None:
    file = root / what
    if kind in TEXTS:
        write(root, {what: text})
    elif kind == "round":
        run("round", *what.split(), cwd=root)
    elif kind == "renamed" and file.exists():
        file.rename(file.with_name(f"9{file.suffix}"))
    elif kind == "removed":
        file.unlink(missing_ok=True)
    elif kind == "kept":
        for one in sorted((root / FOLDER).glob("[a-z]*"))[::2]:
            one.write_bytes(one.read_bytes()[:-1])


@contextmanager
def versions() -> Iterator[Callable[[], None]]:
    """What makes the program another one, that prints otherwise."""
    from statusreport.tasks._rendering import Rendering

    version, files = [0], Rendering.files

    def printed(self: Rendering, *asked: Any) -> dict[str, bytes]:
        return {name: data + b" " * version[0] for name, data in files(self, *asked).items()}

    def change() -> None:
        version[0] += 1

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rendering, "files", printed)
        patch.setattr(installation, "fingerprint", lambda: str(version[0]))
        yield change


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=max(settings().max_examples // 30, 1))
def test_whatever_is_edited_the_outcome_is_that_of_a_fresh_run(kind: str, data: st.DataObject) -> None:
    others = data.draw(st.lists(st.sampled_from(KINDS), max_size=1))
    steps = [step for each in (kind, *others) for step in data.draw(edits(each))]
    with TemporaryDirectory() as folder, versions() as change:
        root = small_plan(Path(folder) / "plan", USUAL)
        assert built(root).status == 0
        for step in steps:
            if step[0] == "code":
                change()
            edit(root, *step)
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
