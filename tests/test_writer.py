"""Output is the whole old one or the whole new one, whatever happens while it is written."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import itertools
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import filelock
import pytest
from conftest import missing
from hypothesis import given
from hypothesis import strategies as st
from plans import (
    BODY,
    Run,
    contents,
    measure,
    pipe,
    refused,
    run,
    script,
    somebody_else,
    tree,
    with_project,
    write,
)

from statusreport.source.faults import UsageError
from statusreport.writing import _placing, _workshop, output
from statusreport.writing._exchange import exchange
from statusreport.writing.files import replace_files, write_file
from statusreport.writing.manifest import MANIFEST
from statusreport.writing.output import Written, write_output

if TYPE_CHECKING:
    from collections.abc import Callable

posix = pytest.mark.skipif(sys.platform == "win32", reason="these are the system calls of Unix")
NEWER = {"content/measures/1.md": measure("1", body=f"{BODY}\nDet er nytt.\n")}
# Without the formats for which other programs are started.
BUILD = ("build", "--format", "html,md,json,csv")
KILLED = -9
REPORT, STUDY = PUBLICATIONS = ("status-report", "document-study")
OLD = {f"{name}/{file}": b"old" for name in PUBLICATIONS for file in ("a.txt", "pictures/b.png")}
NEW = dict.fromkeys(OLD, b"new")
# What people leave in an output: an edited file, files and folders of their own.
EDITED = {f"{REPORT}/pictures/b.png": b"edited"}
FOREIGN = {"notes.txt": b"mine", f"{REPORT}/draft/1.docx": b"mine", f"{REPORT}/pictures/c.png": b"mine"}


def made(folder: Path, files: Mapping[str, bytes], *, content: str = "1", whole: bool = True) -> Written:
    return write_output(folder, files, content=content, whole=whole)


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = with_project(tmp_path_factory.mktemp("built"))
    assert run(*BUILD, cwd=root).status == 0
    return write(root, NEWER)


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """A plan that was built, and whose content is newer than its output."""
    root = tmp_path / "plan"
    shutil.copytree(built_once, root)
    return root


# Errors


def failing(original: Callable[..., Any], code: int, after: int) -> Callable[..., Any]:
    """A system call that fails with an error from a certain call on."""
    calls = 0

    def call(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > after:
            raise OSError(code, os.strerror(code))
        return original(*args, **kwargs)

    return call


ERRORS = [
    ("fsync", errno.ENOSPC, 0),
    ("fsync", errno.ENOSPC, 7),
    ("fsync", errno.EIO, 10),
    ("mkdir", errno.EACCES, 0),
    ("mkdir", errno.EROFS, 0),
    ("mkdir", errno.ENOSPC, 1),
    ("mkdir", errno.EDQUOT, 2),
]


@pytest.mark.parametrize(("call", "code", "after"), ERRORS)
def test_an_error_leaves_the_old_output_and_nothing_else(
    call: str, code: int, after: int, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(built)
    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing(getattr(os, call), code, after))
        sentence = refused(run(*BUILD, cwd=built))
    assert sentence == (
        f"statusreport: {built / 'build'} cannot be written: {os.strerror(code)}. Everything is as it was.\n"
    )
    assert tree(built) == before
    assert run(*BUILD, cwd=built).status == 0
    assert "Det er nytt." in (built / "build/status-report/status-report.md").read_text("utf-8")


@pytest.mark.parametrize("after", [0, 1, 2])
def test_an_error_while_the_folders_change_places_leaves_the_old_output(
    after: int, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where two folders cannot be swapped in one step; the second error strikes when the old one is aside."""
    before = tree(built)
    real = os.rename

    def rename(old: Path, new: Path) -> None:
        nonlocal after
        after -= 1
        if after == -1:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(old, new)

    with monkeypatch.context() as patch:
        patch.setattr(_placing, "exchange", lambda one, other: False)
        patch.setattr(os, "rename", rename)
        assert os.strerror(errno.EIO) in refused(run(*BUILD, cwd=built))
    assert tree(built) == before


@posix
def test_a_file_that_cannot_be_written_to_its_end_leaves_the_old_output(built: Path) -> None:
    """A real error: no file may grow beyond a limit that some, but not all, stay below."""
    if sys.platform == "win32":
        return
    import resource

    before = tree(built)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, limit[1]))
    try:
        result = run(*BUILD, cwd=built)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert os.strerror(errno.EFBIG) in refused(result)
    assert tree(built) == before


@posix
@pytest.mark.parametrize("there", [True, False], ids=["with an old output", "without"])
def test_a_folder_that_may_not_be_written_is_named(there: bool) -> None:
    # The folders that pytest makes may be closed to others.
    with tempfile.TemporaryDirectory() as temporary:
        root = with_project(Path(temporary) / "plan")
        assert run(*BUILD, cwd=root).status == 0
        if not there:
            shutil.rmtree(root / "build")
        write(root, NEWER)
        Path(temporary).chmod(0o755)
        root.chmod(0o555)
        before = tree(root)
        with somebody_else():
            if not os.access(root, os.R_OK | os.X_OK, effective_ids=True):
                missing("the temporary folder is closed to others")
            result = run(*BUILD, cwd=root)
        assert f"{root / 'build'} cannot be written: {os.strerror(errno.EACCES)}." in refused(result)
        assert tree(root) == before
        root.chmod(0o755)


@pytest.mark.parametrize("gone", ["the work folder", "all of it"])
def test_a_folder_that_vanishes_is_not_begun_anew(
    gone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plan" / "build"
    made(folder, OLD)

    calls = iter(range(10))

    def fsync(handle: int) -> None:
        """Files in whose midst, while they are written, a folder vanishes."""
        if next(calls) == 2:
            work = next(entry for entry in folder.parent.iterdir() if entry != folder)
            shutil.rmtree(work if gone == "the work folder" else folder.parent)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(UsageError, match="unwritable"):
        made(folder, NEW)
    if gone == "the work folder":
        assert files_of(folder) == OLD
        assert sorted(folder.parent.iterdir()) == [folder]
    else:
        assert not folder.parent.exists()


def files_of(folder: Path) -> dict[str, bytes | str | None]:
    """The files below a folder but for the list of what builds made."""
    return {path: data for path, data in contents(folder).items() if data is not None and path != MANIFEST}


@pytest.mark.parametrize("there", [True, False], ids=["empty folder", "new folder"])
def test_a_plan_that_cannot_be_made_whole_is_not_begun(
    there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plan"
    if there:
        folder.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing(os.fsync, errno.ENOSPC, 3))
        assert os.strerror(errno.ENOSPC) in refused(run("init", "plan", cwd=tmp_path))
    assert [path.name for path in tmp_path.rglob("*")] == (["plan"] if there else [])


def test_a_single_file_is_replaced_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "new" / "result.json"
    write_file(file, "old ø".encode())
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing(os.fsync, errno.ENOSPC, 0))
        with pytest.raises(UsageError, match="ENOSPC"):
            write_file(file, b"new")
    assert files_of(tmp_path) == {"new/result.json": "old ø".encode()}
    write_file(file, b"new")
    assert files_of(tmp_path) == {"new/result.json": b"new"}


@posix
def test_a_link_stays_one_and_a_file_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    file, link = tmp_path / "elsewhere" / "a.json", tmp_path / "b.json"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to("elsewhere/a.json")
    write_file(link, b"new")
    assert link.is_symlink()
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", 0o640)
    (tmp_path / "c.json").symlink_to("elsewhere/d.json")
    write_file(tmp_path / "c.json", b"begun")
    assert files_of(tmp_path / "elsewhere") == {"a.json": b"new", "d.json": b"begun"}


def test_a_pipe_and_a_device_are_given_the_bytes(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("there are no named pipes")
    pipe(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_file(tmp_path / "pipe", b"new")
    assert os.read(reader, 9) == b"new"
    os.close(reader)
    assert (tmp_path / "pipe").is_fifo()
    if Path("/dev/full").exists():
        with pytest.raises(UsageError, match="unwritable"):
            write_file(Path("/dev/full"), b"new")


@posix
@pytest.mark.parametrize("kind", ["pipe", "file"])
def test_standard_output_can_be_named(kind: str, tmp_path: Path) -> None:
    code = "from pathlib import Path; from statusreport.writing.files import write_file; write_file(Path('/dev/stdout'), b'new')"
    with (tmp_path / "out").open("wb") as stream:
        target = stream if kind == "file" else subprocess.PIPE
        done = subprocess.run([sys.executable, "-c", code], stdout=target, check=True)
    assert (done.stdout or (tmp_path / "out").read_bytes()) == b"new"


@pytest.mark.parametrize("failing_at", [0, 1, 2])
def test_several_files_are_replaced_together(
    failing_at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"1.md": b"one", "2.md": b"two"})
    new = {tmp_path / name: b"new" for name in ("1.md", "2.md", "3.md")}
    with monkeypatch.context() as patch:
        original, calls = Path.replace, itertools.count()

        def replace(self: Path, target: Path) -> Path:
            if next(calls) == failing_at:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return original(self, target)

        patch.setattr(Path, "replace", replace)
        with pytest.raises(UsageError, match="unwritable"):
            replace_files(new)
    assert files_of(tmp_path) == {"1.md": b"one", "2.md": b"two"}
    replace_files(new)
    assert files_of(tmp_path) == dict.fromkeys(("1.md", "2.md", "3.md"), b"new")


# Kills and concurrency: a script that forks, so that nothing is shared with the process of the tests

FORKING = """
import errno, json, os, shutil, signal, sys
from pathlib import Path
from statusreport.writing import _placing, output
from statusreport.writing.manifest import MANIFEST

EVENTS = ("open", "ctypes.dlsym", "fcntl.flock", "os.chmod", "os.link", "os.listdir", "os.mkdir", "os.remove",
          "os.rename", "os.rmdir", "os.scandir", "os.utime", "shutil.rmtree")
mode, folder = sys.argv[1], Path(sys.argv[2])
old, new, edited, foreign = (
    {name: text.encode() for name, text in json.loads(files).items()} for files in sys.argv[3:]
)
os.fsync = lambda handle: None  # what is killed here is no machine
if "aside" in mode:
    _placing.exchange = lambda one, other: False
if "single" in mode:
    os.chdir(folder.parent)
    folder.mkdir()
    os.chdir(folder)

# What a child writes here tells that its build has so many steps, and that somebody wrote in their midst.
reading, reaching = os.pipe()
os.set_blocking(reading, False)


def told():
    try:
        return os.read(reading, 100)
    except BlockingIOError:
        return b""


def state():
    found = {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}
    found.pop(MANIFEST, None)
    theirs = {} if "fresh" in mode else {**foreign, **edited}
    wholes = {"old": {**old, **theirs}, "new": {**old, **new, **theirs}, "none": {}}
    return next((name for name, files in wholes.items() if found == files), "broken")


def at_events(acts):
    count, busy = 0, False

    def hook(event, args):
        nonlocal count, busy
        if event in EVENTS and not busy:
            count += 1
            if count in acts:
                busy = True
                os.write(reaching, b".")
                acts[count]()
                busy = False

    sys.addaudithook(hook)


def forked(work):
    child = os.fork()
    if not child:
        try:
            work()
        except BaseException as error:
            print(repr(error), file=sys.stderr)
            os._exit(3)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def build(files):
    output.write_output(folder, files, content="", whole=len(files) == len(old))


def kill():
    os.kill(os.getpid(), signal.SIGKILL)


def save():
    # As office programs do: beside, and then in the place of the old one.
    for name in saved:
        aside = folder.parent / "saving"
        aside.write_bytes(b"saved")
        try:
            aside.replace(folder / name)
        except FileNotFoundError:
            aside.unlink()
            return
    os.write(reaching, b"s")


saved = [*edited, *list(foreign)[:2], next(iter(old)), "late.txt"]


def disturbed(number):
    if "killed" in mode:
        at_events({number: kill})
    elif "crossed" in mode:
        at_events({number: lambda: forked(lambda: build(old))})
    elif "saved, then" in mode:
        at_events({number: save, number + 1: kill})
    else:
        at_events({number: save})
    build(new)


outcomes = []
for number in range(1, 2000):
    if "fresh" in mode:
        shutil.rmtree(folder, ignore_errors=True)
    else:
        for entry in folder.iterdir() if folder.exists() else ():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        build(old)
        for name, data in {**foreign, **edited}.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(data)
    status = forked(lambda: disturbed(number))
    left = [f.name for f in folder.parent.iterdir() if f != folder]
    seen, reached = state(), told()
    build({name: data for name, data in old.items() if name.startswith("status-report")})
    after = [f.name for f in folder.parent.iterdir() if f != folder]
    untouched = {f.read_text() for f in (folder / "document-study").rglob("*") if f.is_file()}
    lost = [name for name in saved if (folder / name).read_bytes() != b"saved"] if b"s" in reached else []
    theirs = [name for name, data in {**foreign, **edited}.items() if (folder / name).read_bytes() != data]
    outcomes.append(
        {"status": status, "seen": seen, "left": len(left), "after": after, "untouched": sorted(untouched),
         "lost": lost, "changed": [] if "fresh" in mode or "saved" in mode else theirs, "saved": b"s" in reached}
    )
    if not reached:
        break
print(json.dumps(outcomes))
"""


def outcomes(mode: str, folder: Path, new: dict[str, bytes] = NEW) -> list[dict[str, Any]]:
    """For every step of a build: its status, what was left, and what the next build made of it."""
    files = (OLD, new, {}, {}) if "fresh" in mode else (OLD, new, EDITED, FOREIGN)
    named = [json.dumps({name: data.decode() for name, data in each.items()}) for each in files]
    result = script(FORKING, mode, folder, *named, cwd=folder.parent)
    assert result.returncode == 0, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout)
    assert not [each for each in found if each["after"]], "the next build clears up"
    assert not [each for each in found if each["changed"]], "what people wrote is as they wrote it"
    assert not [each for each in found if each["lost"]], "what they wrote meanwhile too"
    return found


@posix
def test_a_killed_build_leaves_the_old_or_the_new_output_and_the_next_one_clears_up(tmp_path: Path) -> None:
    *killed, whole = outcomes("killed", tmp_path / "build")
    assert len(killed) > 40
    assert {each["status"] for each in killed} == {KILLED}
    states = [each["seen"] for each in killed]
    assert set(states) == {"old", "new"}
    assert states == sorted(states, reverse=True), "once it is new it stays so"
    assert any(each["left"] for each in killed), "some kills leave a work folder"
    assert (whole["status"], whole["seen"], whole["left"]) == (0, "new", 0)


@posix
def test_where_folders_cannot_be_swapped_a_kill_loses_nothing_that_the_next_build_needs(
    tmp_path: Path,
) -> None:
    """For one moment there is no output, and the next build brings the old one back before it begins."""
    *killed, whole = outcomes("killed, aside", tmp_path / "build[1] *")
    states = [each["seen"] for each in killed]
    assert set(states) == {"old", "none", "new"}
    assert states.count("none") <= 2
    assert all(each["untouched"] in (["old"], ["new"]) for each in killed)
    assert (whole["status"], whole["seen"], whole["left"]) == (0, "new", 0)


@posix
@pytest.mark.parametrize("mode", ["crossed", "crossed, aside", "crossed, fresh"])
def test_a_build_that_runs_while_another_is_at_any_step_leaves_one_whole_output(
    mode: str, tmp_path: Path
) -> None:
    *crossed, undisturbed = outcomes(mode, tmp_path / "build")
    assert len(crossed) > 10
    assert {each["seen"] for each in crossed} <= {"old", "new"}
    assert {each["left"] for each in crossed} == {0}
    if "aside" not in mode:
        assert {each["status"] for each in crossed} == {0}
    assert (undisturbed["status"], undisturbed["seen"], undisturbed["left"]) == (0, "new", 0)


@posix
def test_a_build_of_one_publication_crossed_by_one_of_both_leaves_whole_publications(tmp_path: Path) -> None:
    part = {name: data for name, data in NEW.items() if name.startswith(REPORT)}
    crossed = outcomes("crossed", tmp_path / "build", part)
    assert {each["seen"] for each in crossed} <= {"old", "new"}
    assert {each["left"] for each in crossed} == {0}


@posix
@pytest.mark.parametrize("mode", ["saved", "saved, aside", "saved, then", "saved, then, aside"])
def test_what_people_save_while_a_build_is_at_any_step_is_not_lost(mode: str, tmp_path: Path) -> None:
    """Be it that the build is killed right after."""
    found = outcomes(mode, tmp_path / "build")
    assert sum(each["saved"] for each in found) > 40


@posix
def test_files_that_are_replaced_one_by_one_are_each_old_or_new_and_taken_up_by_the_next_build(
    tmp_path: Path,
) -> None:
    *killed, whole = outcomes("killed, single", tmp_path / "build")
    assert {each["status"] for each in killed} == {KILLED}
    assert (whole["status"], whole["seen"], whole["left"]) == (0, "new", 0)


@posix
def test_a_whole_build_killed_anywhere_leaves_a_whole_output(built: Path) -> None:
    output = built / "build"
    old = contents(output)
    code = (
        "import os, signal, sys\nfrom statusreport import app\n"
        "part = sys.argv.pop(1)\n"
        "def hook(event, args):\n"
        "    if event == 'open' and str(args[0]).endswith(part):\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "sys.addaudithook(hook)\napp.main()\n"
    )
    for part in ("html/document.j2", "new/document-study/document-study.md"):
        killed = script(code, part, *BUILD, cwd=built)
        assert (killed.returncode, killed.stdout) == (KILLED, "")
        assert contents(output) == old
    assert any(entry.name.startswith(".build.") for entry in built.iterdir())
    assert run(*BUILD, cwd=built).status == 0
    left = sorted(entry.name for entry in built.iterdir())
    assert left == [".statusreport", "build", "content", "statusreport.yaml"]
    assert contents(output) != old


# What is not ours


def listed(result: Run, sentence: str) -> set[str]:
    """The paths that a build names below a sentence on standard error."""
    lines = iter(result.err.splitlines())
    assert any(sentence in line for line in lines), result.err
    return {line.strip() for line in itertools.takewhile(lambda line: line.startswith("  "), lines)}


STAYS, IN_THE_WAY = "eft as ", "Not written over"
MINE = {
    "notes.txt": "notes.txt",
    "other/index.html": "other/",
    "other/inner/index.html": "other/",
    "status-report/notes.txt": "status-report/notes.txt",
    "status-report/draft/report.docx": "status-report/draft/",
    "Status-report/index.html": "Status-report/",
}


@pytest.mark.parametrize(("name", "named"), MINE.items(), ids=MINE)
def test_what_no_build_made_stays_and_is_named(name: str, named: str, built: Path) -> None:
    write(built / "build", {name: "mine"})
    before = tree(built / "build")[name]
    for _ in range(2):
        result = run(*BUILD, cwd=built)
        assert result.status == 0
        assert listed(result, STAYS) == {named}
        assert tree(built / "build")[name] == before
    assert "Det er nytt." in (built / "build/status-report/status-report.md").read_text("utf-8")


def test_an_edited_publication_is_not_written_over_until_it_is_moved(built: Path) -> None:
    edited = "status-report/status-report.md"
    write(built / "build", {edited: "mine"})
    result = run(*BUILD, cwd=built)
    assert result.status == 0
    assert listed(result, IN_THE_WAY) == {edited}
    assert edited not in result.out
    assert (built / "build" / edited).read_bytes() == b"mine"
    assert "Det er nytt." in (built / "build/status-report/index.html").read_text("utf-8")
    (built / "build" / edited).unlink()
    result = run(*BUILD, cwd=built)
    assert (result.status, result.err) == (0, "")
    assert "Det er nytt." in (built / "build" / edited).read_text("utf-8")


def test_what_was_changed_and_changed_back_is_a_builds_own_again(tmp_path: Path) -> None:
    made(tmp_path, OLD)
    name = f"{REPORT}/a.txt"
    for data, blocking in ((b"edited", (name,)), (b"old", ())):
        write(tmp_path, {name: data})
        assert made(tmp_path, NEW).blocking == blocking
    assert files_of(tmp_path) == NEW


def test_an_output_from_before_builds_kept_a_list_is_taken_up_where_it_is_the_same(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    changed = f"{STUDY}/a.txt"
    done = made(tmp_path, {**OLD, changed: b"new"})
    assert (done.blocking, done.foreign) == ((changed,), ())
    assert files_of(tmp_path) == OLD
    assert made(tmp_path, {name: data for name, data in NEW.items() if name != changed}).foreign == (changed,)
    assert files_of(tmp_path) == {**NEW, changed: b"old"}


IN_PLACE_OF = {
    "a file in place of a folder": ({REPORT: b"mine"}, (REPORT,)),
    "a file in place of an inner folder": ({f"{REPORT}/pictures": b"mine"}, (f"{REPORT}/pictures",)),
    "a folder in place of a file": ({f"{REPORT}/a.txt/mine.txt": b"mine"}, (f"{REPORT}/a.txt/",)),
}


@pytest.mark.parametrize(("mine", "blocking"), IN_PLACE_OF.values(), ids=IN_PLACE_OF)
def test_what_stands_in_the_way_is_named_and_the_rest_is_written(
    mine: dict[str, bytes], blocking: tuple[str, ...], tmp_path: Path
) -> None:
    write(tmp_path / "build", mine)
    done = made(tmp_path / "build", NEW)
    assert done.blocking == blocking
    assert files_of(tmp_path / "build") == {**mine, **done.files}
    assert {f"{STUDY}/a.txt", f"{STUDY}/pictures/b.png"} <= set(done.files) < set(NEW)


def test_an_empty_folder_in_place_of_a_file_stays(tmp_path: Path) -> None:
    (tmp_path / "build" / REPORT / "a.txt").mkdir(parents=True)
    (tmp_path / "build" / "theirs").mkdir()
    done = made(tmp_path / "build", NEW)
    assert (done.blocking, done.foreign) == ((f"{REPORT}/a.txt/",), ("theirs/",))
    assert (tmp_path / "build" / REPORT / "a.txt").is_dir()
    assert (tmp_path / "build/theirs").is_dir()


@posix
@pytest.mark.parametrize("name", [REPORT, f"{REPORT}/pictures", f"{REPORT}/a.txt", "elsewhere"])
@pytest.mark.parametrize("listed", [False, True], ids=["never built", "built before"])
def test_a_link_stays_and_nothing_is_written_through_it(name: str, listed: bool, tmp_path: Path) -> None:
    elsewhere = write(tmp_path / "elsewhere", {"a.txt": b"mine", "pictures/b.png": b"old", "b.png": b"old"})
    folder = tmp_path / "build"
    folder.mkdir()
    if listed:
        made(folder, OLD)
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).unlink(missing_ok=True)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).symlink_to(elsewhere)
    before = tree(elsewhere)
    done = made(folder, NEW)
    assert (done.foreign if name == "elsewhere" else done.blocking) == (name,)
    assert (folder / name).readlink() == elsewhere
    assert tree(elsewhere) == before
    assert made(folder, {}, whole=True).removed == tuple(sorted(done.files))
    assert tree(elsewhere) == before


@posix
def test_a_link_in_place_of_a_file_stays_even_if_it_leads_to_the_same_bytes(tmp_path: Path) -> None:
    made(tmp_path / "build", OLD)
    name = f"{REPORT}/a.txt"
    (tmp_path / "build" / name).rename(tmp_path / "moved.txt")
    (tmp_path / "build" / name).symlink_to(tmp_path / "moved.txt")
    assert made(tmp_path / "build", OLD).blocking == (name,)
    assert made(tmp_path / "build", {}).foreign == (f"{REPORT}/",)
    assert (tmp_path / "build" / name).readlink() == tmp_path / "moved.txt"


@posix
def test_what_people_left_keeps_its_permissions_times_and_links(tmp_path: Path) -> None:
    if sys.platform == "win32":
        return
    folder = write(tmp_path / "build", {"theirs/notes.txt": "mine"})
    (folder / "theirs/link").symlink_to("notes.txt")
    os.mkfifo(folder / "theirs/pipe")
    (folder / "theirs/notes.txt").chmod(0o640)
    (folder / "theirs").chmod(0o710)
    os.utime(folder / "theirs", (1, 1))
    before = {
        path: (folder / path).lstat()
        for path in ("theirs", *(f"theirs/{each}" for each in os.listdir(folder / "theirs")))
    }
    made(folder, OLD)
    for path, status in before.items():
        after = (folder / path).lstat()
        assert (after.st_mode, after.st_mtime_ns) == (status.st_mode, status.st_mtime_ns), path


# The list


def test_the_list_says_of_each_file_what_it_was_made_from(tmp_path: Path) -> None:
    made(tmp_path, OLD, content="1")
    made(tmp_path, {f"{REPORT}/a.txt": b"new"}, content="2", whole=False)
    found = json.loads((tmp_path / MANIFEST).read_text("utf-8"))
    assert found["version"] == 1
    contents_of = {each["name"]: each["content"] for each in found["files"]}
    assert contents_of == {**dict.fromkeys(OLD, "1"), f"{REPORT}/a.txt": "2"}
    first = (tmp_path / MANIFEST).read_bytes()
    made(tmp_path, {f"{REPORT}/a.txt": b"new"}, content="2", whole=False)
    assert (tmp_path / MANIFEST).read_bytes() == first


BROKEN = [
    "",
    "mine",
    "[]",
    '{"version": 2, "files": []}',
    '{"version": 1, "files": [{"name": "a"}]}',
    "\udcff",
]


@pytest.mark.parametrize("text", BROKEN)
def test_a_list_that_no_build_wrote_is_named_and_nothing_is_changed(text: str, built: Path) -> None:
    write(built / "build", {MANIFEST: text.encode("utf-8", "surrogateescape")})
    before = tree(built)
    assert f"{built / 'build' / MANIFEST} is not the list" in refused(run(*BUILD, cwd=built))
    assert tree(built) == before


@posix
def test_a_list_that_is_a_link_is_named_and_nothing_is_changed(built: Path) -> None:
    (built / "build" / MANIFEST).rename(built / "list")
    (built / "build" / MANIFEST).symlink_to(built / "list")
    before = tree(built)
    assert "is not the list" in refused(run(*BUILD, cwd=built))
    assert tree(built) == before


def test_a_list_that_names_files_elsewhere_reaches_nothing_there(tmp_path: Path) -> None:
    mine = write(tmp_path, {"mine.txt": "mine"}) / "mine.txt"
    made(tmp_path / "build", OLD)
    sha256 = hashlib.sha256(b"mine").hexdigest()
    files = [{"name": name, "sha256": sha256, "content": ""} for name in ("../mine.txt", str(mine))]
    write(tmp_path / "build", {MANIFEST: json.dumps({"version": 1, "files": files})})
    made(tmp_path / "build", OLD)
    assert mine.read_bytes() == b"mine"


# What a build of a part leaves


def test_a_build_of_some_formats_leaves_the_others_and_says_which_are_older(built: Path) -> None:
    pages = {"index.html", "feed.xml", "responsible/JD.html", "responsible/UD.html"}
    others = {*pages, "measures.csv", "datapackage.json", "status-report.json"}
    before = {name: (built / "build/status-report" / name).read_bytes() for name in others}
    result = run("build", "status-report", "--format", "md", cwd=built)
    assert result.status == 0
    (line,) = result.err.splitlines()
    sentence, _, names = line.removesuffix(".").partition(": ")
    assert sentence.endswith(" files there are made from older content; “statusreport build” renews them")
    assert {name for name in names.split(", ") if name.startswith("status-report")} == {
        f"status-report/{name}" for name in others
    }
    assert {name: (built / "build/status-report" / name).read_bytes() for name in others} == before
    assert run(*BUILD, cwd=built).err == ""
    assert run("build", "--format", "md", cwd=built).err == "", "nothing is older now"


def test_only_a_build_of_all_removes_what_is_no_longer_made(tmp_path: Path) -> None:
    edited = f"{STUDY}/a.txt"
    made(tmp_path, OLD)
    write(tmp_path, {edited: b"edited"})
    report = {name: data for name, data in NEW.items() if name.startswith(REPORT)}
    done = made(tmp_path, report, content="2", whole=False)
    assert (done.removed, done.older, done.foreign) == ((), (f"{STUDY}/pictures/b.png",), (edited,))
    done = made(tmp_path, report, content="2")
    assert (done.removed, done.older, done.foreign) == ((f"{STUDY}/pictures/b.png",), (), (f"{STUDY}/",))
    assert files_of(tmp_path) == {**report, edited: b"edited"}
    assert not (tmp_path / STUDY / "pictures").exists()


def test_a_publication_that_the_plan_no_longer_has_is_removed(tmp_path: Path) -> None:
    root = with_project(tmp_path)
    assert run("build", cwd=root).status == 0
    made_once = files_of(root / "build/document-study")
    shutil.rmtree(root / "content/projects")
    result = run("build", cwd=root)
    assert (result.status, result.err) == (0, "")
    assert f"Removed {len(made_once)} files that are no longer made.\n  document-study/" in result.out
    assert not (root / "build/document-study").exists()


def test_output_goes_to_new_folders_however_deep(built: Path) -> None:
    assert run(*BUILD, "--output", "a/b/c", cwd=built).status == 0
    assert (built / "a/b/c/status-report/index.html").is_file()
    assert contents(built / "a/b").keys() == {"c", *(f"c/{path}" for path in contents(built / "a/b/c"))}


def test_output_goes_to_a_folder_that_holds_other_things(built: Path) -> None:
    before = tree(built / "content/measures")
    result = run(*BUILD, "--output", "content", cwd=built)
    assert listed(result, STAYS) == {"measures/", "projects/"}
    assert tree(built / "content/measures") == before
    assert (built / "content/status-report/index.html").is_file()


def test_hidden_files_in_the_output_stay(built: Path) -> None:
    write(built / "build", {".gitkeep": "", ".git/config": "mine"})
    assert run(*BUILD, cwd=built).status == 0
    assert (built / "build/.git/config").read_text("utf-8") == "mine"
    assert (built / "build/.gitkeep").exists()


@posix
@pytest.mark.parametrize("target", ["elsewhere", "nowhere"])
def test_an_output_that_is_a_link_is_refused(target: str, built: Path) -> None:
    elsewhere = built.parent / "elsewhere"
    (built / "build").rename(elsewhere)
    (built / "build").symlink_to(built.parent / target)
    before = tree(built.parent)
    assert "is not a folder that a build can replace" in refused(run(*BUILD, cwd=built))
    assert tree(built.parent) == before


def test_an_output_that_is_a_file_is_refused(built: Path) -> None:
    write(built, {"draft": "mine"})
    before = tree(built)
    assert "is not a folder that a build can replace" in refused(run(*BUILD, "--output", "draft", cwd=built))
    assert tree(built) == before


def test_a_publication_that_is_not_built_stays(built: Path) -> None:
    before = contents(built / "build/document-study")
    assert run(*BUILD, "status-report", cwd=built).status == 0
    assert contents(built / "build/document-study") == before
    report = (built / "build/status-report/status-report.md").read_text("utf-8")
    assert "Det er nytt." in report
    write(
        built, {"content/projects/1.md": (built / "content/projects/1.md").read_text("utf-8") + "\nNytt.\n"}
    )
    assert run(*BUILD, "document-study", cwd=built).status == 0
    assert (built / "build/status-report/status-report.md").read_text("utf-8") == report


@pytest.mark.parametrize("error", [PermissionError(errno.EPERM, ""), NotImplementedError()], ids=repr)
def test_where_files_cannot_be_linked_they_are_copied(
    error: Exception, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(built / "build", {"notes/1.txt": "mine"})

    def link(*args: Any, **kwargs: Any) -> None:
        raise error

    before = files_of(built / "build/document-study")
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", link)
        assert run(*BUILD, "status-report", cwd=built).status == 0
    assert files_of(built / "build/document-study") == before
    assert (built / "build/notes/1.txt").read_bytes() == b"mine"
    assert [entry.name for entry in built.iterdir() if entry.name.startswith(".build")] == []


@posix
@pytest.mark.parametrize(("mask", "folder", "file"), [(0o022, 0o755, 0o644), (0o077, 0o700, 0o600)])
def test_permissions_are_the_usual_ones(mask: int, folder: int, file: int, tmp_path: Path) -> None:
    root = with_project(tmp_path)
    old = os.umask(mask)
    try:
        assert run(*BUILD, cwd=root).status == 0
        assert run(*BUILD, "status-report", cwd=root).status == 0
    finally:
        os.umask(old)
    for path in (root / "build", *(root / "build").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (folder if path.is_dir() else file), path


# Work folders of other builds


@posix
def test_a_work_folder_of_a_running_build_is_left_alone(tmp_path: Path) -> None:
    if sys.platform == "win32":
        return
    import fcntl

    folder = tmp_path / "build"
    running, dead, file = (tmp_path / f".build.new-{name}" for name in ("running", "dead", "file"))
    write(running, {"lock": "", "new/a.txt": "old"})
    write(dead, {"new/a.txt": "old"})
    file.write_text("mine", "utf-8")
    handle = os.open(running / "lock", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    made(folder, NEW)
    assert sorted(tmp_path.iterdir()) == [file, running, folder]
    os.close(handle)
    made(folder, NEW)
    assert sorted(tmp_path.iterdir()) == [file, folder]


def test_a_folder_of_such_a_name_that_holds_other_things_keeps_them(tmp_path: Path) -> None:
    mine = write(tmp_path / ".build.new-year", {"party.txt": "mine", "plans/1.txt": "mine"})
    made(tmp_path / "build", NEW)
    assert {path for path, data in contents(mine).items() if data == b"mine"} == {"party.txt", "plans/1.txt"}


def test_where_there_are_no_locks_a_work_folder_is_swept_when_it_is_a_day_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        f"{_workshop.__name__}.lock_descriptor", failing(filelock.lock_descriptor, errno.ENOLCK, 0)
    )
    folder = tmp_path / "build"
    young, old = (write(tmp_path / f".build.new-{name}", {"new/a.txt": "old"}) for name in ("young", "old"))
    now = young.stat().st_mtime
    os.utime(young, (now - 80_000, now - 80_000))
    os.utime(old, (now - 90_000, now - 90_000))
    assert made(folder, NEW).files == NEW
    assert sorted(entry.name for entry in tmp_path.iterdir() if entry != folder) == [young.name]


def test_each_build_lets_go_of_what_it_opened(tmp_path: Path) -> None:
    def opened() -> int:
        handle = os.open(tmp_path, os.O_RDONLY)
        os.close(handle)
        return handle

    made(tmp_path / "build", OLD)
    before = opened()
    for _ in range(3):
        made(tmp_path / "build", NEW)
    assert opened() == before


def test_a_leftover_that_cannot_be_removed_does_not_stop_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path / "build", OLD)
    left = write(tmp_path / ".build.new-dead", {"lock": b"", f"whole/{REPORT}/c.txt": b"mine"})
    with monkeypatch.context() as patch:
        patch.setattr(os, "rmdir", failing(os.rmdir, errno.EIO, 0))
        assert made(tmp_path / "build", NEW).files == NEW
    assert left.is_dir()
    made(tmp_path / "build", NEW)
    assert not left.exists()
    assert files_of(tmp_path / "build") == {**NEW, f"{REPORT}/c.txt": b"mine"}


def test_the_error_of_a_single_file_names_that_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", failing(os.fsync, errno.ENOSPC, 0))
    with pytest.raises(UsageError, match="unwritable") as raised:
        write_file(tmp_path / "result.json", b"new")
    assert raised.value.params["file"] == tmp_path / "result.json"


# Where the folder must stay the same


def refusing(original: Callable[..., Any], folder: Path, code: int) -> Callable[..., Any]:
    """A rename that does not move a folder, as of one that is a mount or holds an open file."""

    def rename(old: Path, new: Path) -> None:
        if Path(old) == folder:
            raise OSError(code, os.strerror(code))
        original(old, new)

    return rename


@pytest.fixture(params=[errno.EACCES, errno.EBUSY, errno.EXDEV], ids=errno.errorcode.get)
def immovable(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An output that cannot be moved, with what people left in it."""
    folder = tmp_path / "build"
    made(folder, OLD)
    write(folder, {**EDITED, **FOREIGN})
    monkeypatch.setattr(_placing, "exchange", lambda one, other: False)
    monkeypatch.setattr(os, "rename", refusing(os.rename, folder, request.param))
    return folder


def test_files_of_a_folder_that_cannot_be_moved_are_replaced_one_by_one(immovable: Path) -> None:
    inode = immovable.stat().st_ino
    done = made(immovable, NEW)
    assert (done.blocking, done.locked) == ((f"{REPORT}/pictures/b.png",), ())
    assert files_of(immovable) == {**NEW, **EDITED, **FOREIGN}
    assert immovable.stat().st_ino == inode
    done = made(immovable, {f"{REPORT}/a.txt": b"newest"})
    assert done.removed == (f"{STUDY}/a.txt", f"{STUDY}/pictures/b.png")
    assert files_of(immovable) == {f"{REPORT}/a.txt": b"newest", **EDITED, **FOREIGN}
    assert not (immovable / STUDY).exists()
    assert [entry.name for entry in immovable.parent.iterdir()] == ["build"]


@pytest.mark.parametrize("movable", [True, False], ids=["in one step", "one by one"])
def test_a_file_may_become_a_folder_and_a_folder_a_file(
    movable: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not movable:
        monkeypatch.chdir(tmp_path)
    for files in ({"a": b"1", "b/c": b"1"}, {"a/x": b"2", "b": b"2"}, {"a": b"3"}):
        assert made(tmp_path, files).files == files
        assert files_of(tmp_path) == files


SYSTEM_CALLS = {
    "linux": [("renameat2", -100, b"a", -100, b"b", 2)],
    "darwin": [("renamex_np", b"a", b"b", 2)],
    "win32": [],
}


@pytest.mark.parametrize(("platform", "calls"), SYSTEM_CALLS.items(), ids=SYSTEM_CALLS)
def test_each_system_is_asked_for_its_own_way_to_exchange_folders(
    platform: str, calls: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Any, ...]] = []

    class System:
        """A library whose every function succeeds."""

        def __getattr__(self, name: str) -> Callable[..., int]:
            def call(*args: Any) -> int:
                asked.append((name, *args))
                return 0

            return call

    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", platform)
        patch.setattr(ctypes, "CDLL", lambda *args, **options: System())
        assert exchange(Path("a"), Path("b")) == bool(calls)
    assert asked == calls


def in_use(original: Callable[..., Any], name: str) -> Callable[..., Any]:
    """A system call that is refused for one file, as Windows does while a program has it open."""

    def call(*args: Any, **kwargs: Any) -> Any:
        if str(args[-1]).endswith(name) and ".build.new-" not in str(args[-1]):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return original(*args, **kwargs)

    return call


def test_a_file_that_is_in_use_is_named_and_the_rest_is_written(
    immovable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"{STUDY}/a.txt"
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", in_use(os.replace, name))
        patch.setattr(os, "unlink", in_use(os.unlink, name))
        done = made(immovable, NEW)
        assert done.locked == (name,)
        assert name not in done.files
        assert files_of(immovable) == {**NEW, **EDITED, **FOREIGN, name: b"old"}
        assert made(immovable, {}).locked == (name,)
    assert made(immovable, NEW).locked == ()
    assert files_of(immovable) == {**NEW, **EDITED, **FOREIGN}


@pytest.mark.parametrize("files", [NEW, {**NEW, f"{STUDY}/a.txt": b"old"}], ids=["other", "the same"])
def test_a_file_that_cannot_even_be_read_is_named_and_the_rest_is_written(
    files: dict[str, bytes], immovable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows does where a program that has it open lets nobody else look."""
    name = f"{STUDY}/a.txt"
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", in_use(Path.read_bytes, name))
        done = made(immovable, files)
        assert (done.locked, name in done.blocking, name in done.files) == ((name,), False, False)
    assert files_of(immovable) == {**NEW, **EDITED, **FOREIGN, name: b"old"}
    assert made(immovable, files).locked == ()
    assert files_of(immovable) == {**files, **EDITED, **FOREIGN}


def test_a_build_that_could_not_replace_a_file_ends_with_2(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_placing, "exchange", lambda one, other: False)
    monkeypatch.setattr(os, "rename", refusing(os.rename, built / "build", errno.EACCES))
    monkeypatch.setattr(os, "replace", in_use(os.replace, "status-report.md"))
    result = run(*BUILD, cwd=built)
    assert result.status == 2
    assert listed(result, "another program has it open") == {"status-report/status-report.md"}
    assert "status-report/index.html" in result.out


def test_a_build_that_is_broken_off_between_files_says_so_and_the_next_one_goes_on(
    immovable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", failing(os.replace, errno.EIO, 2))
        with pytest.raises(UsageError, match="half-written"):
            made(immovable, NEW)
    assert set(files_of(immovable).values()) == {b"old", b"new", b"edited", b"mine"}
    assert made(immovable, NEW).blocking == (f"{REPORT}/pictures/b.png",)
    assert files_of(immovable) == {**NEW, **EDITED, **FOREIGN}


def test_what_somebody_saves_between_files_is_not_written_over(
    immovable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, real = f"{STUDY}/a.txt", os.replace

    def replace(old: Path, new: Path) -> None:
        if str(new).endswith(MANIFEST):
            write(immovable, {name: b"saved"})
        real(old, new)

    monkeypatch.setattr(os, "replace", replace)
    done = made(immovable, NEW)
    assert done.blocking == (f"{REPORT}/pictures/b.png", name)
    assert files_of(immovable) == {**NEW, **EDITED, **FOREIGN, name: b"saved"}


@posix
def test_the_folder_one_stands_in_stays_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "build", {"notes/1.txt": b"mine"})
    made(folder, OLD)
    inode = folder.stat().st_ino
    monkeypatch.chdir(folder / "notes")
    made(folder, NEW)
    assert folder.stat().st_ino == inode
    assert files_of(folder) == {**NEW, "notes/1.txt": b"mine"}
    monkeypatch.chdir(tmp_path)
    made(folder, OLD)
    assert folder.stat().st_ino != inode


@posix
def test_a_folder_that_may_not_be_read_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        folder = write(root / "build", {"closed/notes.txt": b"mine"})
        for path in (root, folder):
            path.chmod(0o777)
        (folder / "closed").chmod(0o700)
        with somebody_else():
            if os.access(folder / "closed", os.R_OK, effective_ids=True):
                missing("nothing is closed to these tests")
            done = made(folder, NEW)
        assert (done.files, done.foreign) == (NEW, ("closed/",))
        assert files_of(folder) == {**NEW, "closed/notes.txt": b"mine"}


# Names


def test_names_that_are_one_on_many_disks_are_refused(tmp_path: Path) -> None:
    for one, other in (("a/JD.html", "a/jd.html"), ("a/\u00e5.html", "a/a\u030a.html")):
        with pytest.raises(UsageError, match="one-name"):
            made(tmp_path / "build", {one: b"1", other: b"2"})
    assert not (tmp_path / "build").exists()


def test_on_a_disk_without_case_a_builds_own_file_is_known_by_any_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, {"a/JD.html": b"old"})
    write(tmp_path, {"A/notes": b"mine", "a/Index.html": b"mine"})
    assert made(tmp_path, {"a/JD.html": b"old", "a/index.html": b"new"}).blocking == ()
    (tmp_path / "a/index.html").unlink()
    monkeypatch.setattr(f"{output.__name__}.caseless", lambda work: True)
    done = made(tmp_path, {"a/jd.html": b"new", "a/index.html": b"new"})
    assert (done.blocking, done.files) == (("a/Index.html",), {"a/jd.html": b"new"})


# Whatever is done in whatever order

NAMES = (
    *OLD,
    "notes.txt",
    f"{REPORT}/mine.txt",
    f"{STUDY}/pictures/mine/1.txt",
    f"{REPORT}/a.txt/x",
    STUDY,
    ".hidden",
)
STEPS = st.one_of(
    st.tuples(st.just("build"), st.sets(st.sampled_from([*OLD]), min_size=1), st.binary(max_size=1)),
    st.tuples(st.just("build all"), st.binary(max_size=1)),
    st.tuples(st.just("build less"), st.binary(max_size=1)),
    st.tuples(st.just("write"), st.sampled_from(NAMES), st.binary(max_size=2)),
    st.tuples(st.just("delete"), st.sampled_from(NAMES)),
)


@pytest.mark.parametrize("movable", [True, False], ids=["in one step", "one by one"])
@given(steps=st.lists(STEPS, max_size=12))
def test_no_order_of_builds_and_edits_loses_a_byte_that_somebody_wrote(
    movable: bool, steps: list[tuple[Any, ...]]
) -> None:
    """A person's file is lost only where the person deletes it; what is a build's own is exact after a whole build."""
    theirs: dict[str, bytes] = {}
    ours: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as temporary, pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        folder = Path(temporary) / "build"
        folder.mkdir()
        if not movable:
            patch.chdir(folder)
        for what, *args in (*steps, ("build all", b"end")):
            if what == "write":
                name, data = args
                with contextlib.suppress(OSError):
                    write(folder, {name: data})
                    # The same bytes as a build's are a build's.
                    theirs.update({name: data} if ours.get(name) != data else {})
                    continue
            elif what == "delete":
                (name,) = args
                with contextlib.suppress(OSError):
                    (folder / name).unlink()
                    theirs.pop(name, None)
                    ours.pop(name, None)
                    (folder / name).parent.rmdir()
            else:
                names = args[0] if what == "build" else [*OLD][: 2 if what == "build less" else None]
                files = {name: args[-1] + name.encode() for name in names}
                done = write_output(folder, files, content=repr(args[-1]), whole=what != "build")
                ours = {**({} if what != "build" else ours), **done.files}
                assert {name: files[name] for name in done.files} == dict(done.files)
                free = [
                    name
                    for name in files
                    if not any(
                        one == name or one.startswith(f"{name}/") or name.startswith(f"{one}/")
                        for one in theirs
                    )
                ]
                assert set(free) <= set(done.files), "what is in nobody's way is written"
                assert [name for name in Path(temporary).iterdir() if name != folder] == []
            found = files_of(folder)
            assert {name: found.get(name) for name in theirs} == theirs
        assert {name: found.get(name) for name in ours} == ours
        assert found.keys() == theirs.keys() | ours.keys()
