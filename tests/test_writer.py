"""Output is the whole old one or the whole new one, whatever happens while it is written."""

from __future__ import annotations

import errno
import json
import os
import resource
import shutil
import signal
import stat
import sys
import tempfile
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from plans import BODY, Run, contents, measure, run, script, tree, with_project, write

from statusreport.model.plan import PUBLICATIONS
from statusreport.source.faults import UsageError
from statusreport.writing import _placing, _workshop
from statusreport.writing.files import write_file
from statusreport.writing.manifest import MANIFEST
from statusreport.writing.output import Written, write_output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

posix = pytest.mark.skipif(sys.platform == "win32", reason="these are the system calls of Unix")
NEWER = {"content/measures/1.md": measure("1", body=f"{BODY}\nDet er nytt.\n")}
# Without the formats for which other programs are started.
BUILD = ("build", "--format", "html,md,json,csv")
OLD = {f"{name}/{file}": b"old" for name in PUBLICATIONS for file in ("a.txt", "pictures/b.png")}
NEW = dict.fromkeys(OLD, b"new")


def refused(result: Run) -> str:
    """The one sentence of a build that could not be written."""
    assert (result.status, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert result.err.startswith("statusreport: ")
    return result.err


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


@pytest.mark.parametrize("after", [0, 1])
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
        patch.setattr(writer, "_exchange", lambda one, other: False)
        patch.setattr(os, "rename", rename)
        assert os.strerror(errno.EIO) in refused(run(*BUILD, cwd=built))
    assert tree(built) == before


@posix
def test_a_file_that_cannot_be_written_to_its_end_leaves_the_old_output(built: Path) -> None:
    """A real error: no file may grow beyond a limit that some, but not all, stay below."""
    before = tree(built)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, limit[1]))
    try:
        result = run(*BUILD, cwd=built)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert os.strerror(errno.EFBIG) in refused(result)
    assert tree(built) == before


@contextmanager
def somebody_else() -> Iterator[None]:
    """Without the rights of root, where the tests have them."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


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
                pytest.skip("the temporary folder is closed to others")
            result = run(*BUILD, cwd=root)
        assert f"{root / 'build'} cannot be written: {os.strerror(errno.EACCES)}." in refused(result)
        assert tree(root) == before
        root.chmod(0o755)


@pytest.mark.parametrize("gone", ["the work folder", "all of it"])
def test_a_folder_that_vanishes_is_not_begun_anew(gone: str, tmp_path: Path) -> None:
    folder = tmp_path / "plan" / "build"
    writer.write_output(folder, OLD, PUBLICATIONS)

    class Vanishing(Mapping[str, bytes]):
        """Files in whose midst, while they are written, a folder vanishes."""

        def __len__(self) -> int:
            return len(NEW)

        def __getitem__(self, name: str) -> bytes:
            return NEW[name]

        def __iter__(self) -> Iterator[str]:
            for number, name in enumerate(NEW):
                work = [entry for entry in folder.parent.iterdir() if entry != folder]
                if number == 2 and work:
                    shutil.rmtree(work[0] if gone == "the work folder" else folder.parent)
                yield name

    with pytest.raises(UsageError, match="cannot be written"):
        writer.write_output(folder, Vanishing(), PUBLICATIONS)
    if gone == "the work folder":
        assert files_of(folder) == OLD
        assert sorted(folder.parent.iterdir()) == [folder]
    else:
        assert not folder.parent.exists()


def files_of(folder: Path) -> dict[str, bytes | str | None]:
    return {path: data for path, data in contents(folder).items() if data is not None}


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
    writer.write_file(file, "old ø".encode())
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing(os.fsync, errno.ENOSPC, 0))
        with pytest.raises(UsageError, match=os.strerror(errno.ENOSPC)):
            writer.write_file(file, b"new")
    assert files_of(tmp_path) == {"new/result.json": "old ø".encode()}
    writer.write_file(file, b"new")
    assert files_of(tmp_path) == {"new/result.json": b"new"}


# Kills and concurrency: a script that forks, so that nothing is shared with the process of the tests

FORKING = """
import json, os, shutil, signal, sys
from pathlib import Path
from statusreport.writing import output as writer
from statusreport.model.plan import PUBLICATIONS

EVENTS = ("open", "ctypes.dlsym", "fcntl.flock", "os.link", "os.listdir", "os.mkdir", "os.remove", "os.rename",
          "os.rmdir", "os.scandir", "shutil.rmtree")
mode, folder, old, new = sys.argv[1], Path(sys.argv[2]), json.loads(sys.argv[3]), json.loads(sys.argv[4])
old, new = ({name: text.encode() for name, text in files.items()} for files in (old, new))
os.fsync = lambda handle: None  # what is killed here is no machine
if "aside" in mode:
    writer._exchange = lambda one, other: False


# What a child writes here tells that its build has so many steps.
reading, reaching = os.pipe()
os.set_blocking(reading, False)


def was_reached():
    try:
        return os.read(reading, 1)
    except BlockingIOError:
        return b""


def state():
    found = {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}
    return "old" if found == old else "new" if found == {**old, **new} else "none" if not found else "broken"


def at_event(number, act):
    count = 0

    def hook(event, args):
        nonlocal count
        if event in EVENTS and count >= 0:
            count += 1
            if count == number:
                count = -1
                os.write(reaching, b".")
                act()

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
    writer.write_output(folder, files, PUBLICATIONS)


def killed(number):
    at_event(number, lambda: os.kill(os.getpid(), signal.SIGKILL))
    build(new)


def crossed(number):
    at_event(number, lambda: forked(lambda: build(old)))
    build(new)


outcomes = []
for number in range(1, 1000):
    if "fresh" in mode:
        shutil.rmtree(folder, ignore_errors=True)
    else:
        build(old)
    status = forked(lambda: (crossed if "crossed" in mode else killed)(number))
    left = [f.name for f in folder.parent.iterdir() if f != folder]
    seen = state()
    build({name: data for name, data in old.items() if name.startswith(PUBLICATIONS[0])})
    after = [f.name for f in folder.parent.iterdir() if f != folder]
    untouched = {f.read_text() for f in (folder / PUBLICATIONS[1]).rglob("*") if f.is_file()}
    outcomes.append([status, seen, len(left), after, sorted(untouched)])
    if not was_reached():
        break
print(json.dumps(outcomes))
"""


def outcomes(mode: str, folder: Path, new: dict[str, bytes] = NEW) -> list[list[Any]]:
    """For every step of a build: its status, what was left, and what the next build made of it."""
    named = [json.dumps({name: data.decode() for name, data in files.items()}) for files in (OLD, new)]
    result = script(FORKING, mode, folder, *named, cwd=folder.parent)
    assert result.returncode == 0, result.stderr
    found: list[list[Any]] = json.loads(result.stdout)
    return found


@posix
def test_a_killed_build_leaves_the_old_or_the_new_output_and_the_next_one_clears_up(tmp_path: Path) -> None:
    *killed, whole = outcomes("killed", tmp_path / "build")
    assert len(killed) > 20
    assert {status for status, *_ in killed} == {-signal.SIGKILL}
    states = [state for _, state, *_ in killed]
    assert set(states) == {"old", "new"}
    assert states == sorted(states, reverse=True), "once it is new it stays so"
    assert any(left for _, _, left, *_ in killed), "some kills leave a work folder"
    assert all(after == [] for *_, after, _ in killed)
    assert whole[:4] == [0, "new", 0, []]


@posix
def test_where_folders_cannot_be_swapped_a_kill_loses_nothing_that_the_next_build_needs(
    tmp_path: Path,
) -> None:
    """For one moment there is no output, and the next build brings the old one back before it begins."""
    *killed, whole = outcomes("killed, aside", tmp_path / "build[1] *")
    states = [state for _, state, *_ in killed]
    assert set(states) == {"old", "none", "new"}
    assert states.count("none") <= 2
    assert all(after == [] for *_, after, _ in killed)
    assert all(untouched in (["old"], ["new"]) for *_, untouched in killed)
    assert whole[:4] == [0, "new", 0, []]


@posix
@pytest.mark.parametrize("mode", ["crossed", "crossed, aside", "crossed, fresh"])
def test_a_build_that_runs_while_another_is_at_any_step_leaves_one_whole_output(
    mode: str, tmp_path: Path
) -> None:
    *crossed, undisturbed = outcomes(mode, tmp_path / "build")
    assert len(crossed) > 10
    assert {state for _, state, *_ in crossed} <= {"old", "new"}
    assert {left for _, _, left, *_ in crossed} == {0}
    if "aside" not in mode:
        assert {status for status, *_ in crossed} == {0}
    assert undisturbed[:3] == [0, "new", 0]


@posix
def test_a_build_of_one_publication_crossed_by_one_of_both_leaves_whole_publications(tmp_path: Path) -> None:
    part = {name: data for name, data in NEW.items() if name.startswith(PUBLICATIONS[0])}
    crossed = outcomes("crossed", tmp_path / "build", part)
    assert {state for _, state, *_ in crossed} <= {"old", "new"}
    assert {left for _, _, left, *_ in crossed} == {0}


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
    for part in ("html/document.j2", "document-study.md"):
        killed = script(code, part, *BUILD, cwd=built)
        assert (killed.returncode, killed.stdout) == (-signal.SIGKILL, "")
        assert contents(output) == old
    assert any(entry.name.startswith(".build.") for entry in built.iterdir())
    assert run(*BUILD, cwd=built).status == 0
    assert sorted(entry.name for entry in built.iterdir()) == ["build", "content", "statusreport.yaml"]
    assert contents(output) != old


# What is not ours


@pytest.mark.parametrize("name", ["notes.txt", "Status-report", "other/index.html"])
def test_a_folder_with_foreign_files_is_refused_untouched(name: str, built: Path) -> None:
    write(built / "build", {name: "mine"})
    before = tree(built)
    foreign = name.partition("/")[0]
    assert f"holds “{foreign}”, which no build wrote" in refused(run(*BUILD, cwd=built))
    assert tree(built) == before


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


def test_where_files_cannot_be_linked_they_are_copied(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(built / "build/document-study")
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", failing(os.link, errno.EPERM, 0))
        assert run(*BUILD, "status-report", cwd=built).status == 0
    assert contents(built / "build/document-study") == before


def test_files_of_an_earlier_build_that_are_no_longer_made_are_gone(built: Path) -> None:
    assert run("build", "status-report", "--format", "md", cwd=built).status == 0
    assert list(contents(built / "build/status-report")) == ["status-report.md"]


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


@posix
def test_a_work_folder_of_a_running_build_is_left_alone(tmp_path: Path) -> None:
    import fcntl

    folder = tmp_path / "build"
    running, dead, file = (tmp_path / f".build.new-{name}" for name in ("running", "dead", "file"))
    running.mkdir()
    dead.mkdir()
    file.write_text("mine", "utf-8")
    handle = os.open(running, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    writer.write_output(folder, NEW, PUBLICATIONS)
    assert sorted(tmp_path.iterdir()) == [file, running, folder]
    os.close(handle)
    writer.write_output(folder, NEW, PUBLICATIONS)
    assert sorted(tmp_path.iterdir()) == [file, folder]
