"""Work on several cores comes to what it comes to on one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from plans import real_plan

from statusreport.source.faults import UsageError
from statusreport.tasks import _cores
from statusreport.tasks._cores import CHUNK, FEW, Team, in_chunks


@pytest.fixture(params=["forks", "threads"])
def forks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether this process is forked. Other threads of the tests' own only wait."""
    is_forked: bool = request.param == "forks"
    if is_forked and sys.platform != "linux":
        pytest.skip("only Linux forks")
    monkeypatch.setattr(_cores, "may_fork", lambda: is_forked)
    return is_forked


def _done(team: Team[int], jobs: Sequence[int], *given: object) -> list[int]:
    return team.do(jobs, *given, waiting=lambda job: None)


def test_what_is_made_comes_in_the_order_of_the_jobs_whatever_is_ready_first(forks: bool) -> None:
    told: list[int] = []

    def work(job: int, more: int) -> int:
        time.sleep(0.2 if job == 0 else 0)
        return job * 10 + more

    with Team(work, 2, lambda job: job == 3) as team:
        assert team.do(range(4), 1, waiting=told.append) == [1, 11, 21, 31]
        assert _done(team, [5], 2) == [52]
    assert told == [0, 1, 2, 3]


def test_the_first_that_failed_is_raised_even_if_another_failed_before(forks: bool) -> None:
    def work(job: int) -> int:
        time.sleep(0.2 if job == 0 else 0)
        raise UsageError("unreadable", path=Path(str(job)), problem="x")

    with Team(work, 2, lambda job: job == 1) as team, pytest.raises(UsageError) as raised:
        _done(team, [0, 1])
    assert raised.value.params["path"] == Path("0")


def test_what_has_not_begun_when_one_failed_is_left_alone(forks: bool, tmp_path: Path) -> None:
    def work(job: int) -> int:
        (tmp_path / str(job)).touch()
        # Long enough for the others to be called off.
        time.sleep(0.3)
        return job

    def waiting(job: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Team(work, 2, lambda job: False) as team:
        team.do(range(20), waiting=waiting)
    assert len(list(tmp_path.iterdir())) < 10


def test_what_only_computes_is_done_one_after_the_other_on_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two at once would take as long, and twice the room."""
    monkeypatch.setattr(_cores, "may_fork", lambda: False)
    at_work, most = [0], [0]

    def work(job: int) -> int:
        at_work[0] += 1
        most[0] = max(most[0], at_work[0])
        time.sleep(0.01)
        at_work[0] -= 1
        return job

    with Team(work, 2, lambda job: False) as team:
        _done(team, range(5))
    assert most == [1]


def test_forks_work_at_once_and_know_what_this_process_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux forks")
    monkeypatch.setattr(_cores, "may_fork", lambda: True)
    known = object()

    def work(job: int) -> int:
        time.sleep(0.1)
        return os.getpid() if known else 0

    with Team(work, 2, lambda job: False) as team:
        assert len({os.getpid(), *_done(team, range(6))}) == 3


def test_what_a_process_that_was_ended_had_to_do_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux forks")
    monkeypatch.setattr(_cores, "may_fork", lambda: True)
    here = os.getpid()

    def work(job: int) -> int:
        if os.getpid() != here:
            os._exit(1)
        return job * 10

    with Team(work, 2, lambda job: False) as team:
        assert _done(team, range(3)) == [0, 10, 20]
    monkeypatch.setattr(sys.modules[__name__], "_HERE", here)
    assert sum(in_chunks(_deadly, 1, range(CHUNK * 2), 2), ()) == tuple(range(1, CHUNK * 2 + 1))


_HERE = 0


def _deadly(shared: int, items: Sequence[int]) -> tuple[int, ...]:
    if os.getpid() != _HERE:
        os._exit(1)
    return _more(shared, items)


# The tool's commands end with whoever reads what they print; it must not be so with those who work for them.
PIPED = """
import os, signal
from statusreport.tasks import _cores

signal.signal(signal.SIGPIPE, signal.SIG_DFL)
_cores.may_fork = lambda: True
here = os.getpid()

def work(shared, items):
    if os.getpid() != here:
        os._exit(1)
    return len(items)

print(_cores.in_chunks(work, None, ["x" * 20_000] * 200, 2))
with _cores.Team(lambda job: work(None, job), 2, lambda job: False) as team:
    print(team.do(["x" * 200_000] * 8, waiting=lambda job: None))
"""


def test_nothing_is_lost_where_those_are_gone_who_would_have_been_told_what_to_do() -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux forks")
    done = subprocess.run(
        [sys.executable, "-c", PIPED], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{[CHUNK] * (200 // CHUNK)}\n{[200_000] * 8}\n"


def _more(shared: int, items: Sequence[int]) -> tuple[int, ...]:
    return tuple(item + shared for item in items)


def _places(shared: int, items: Sequence[int]) -> tuple[int, ...]:
    return (os.getpid(),)


@pytest.mark.parametrize("cores", [1, 2])
@pytest.mark.parametrize("fork", [True, False])
@pytest.mark.parametrize("number", [0, 1, CHUNK, CHUNK + 1, FEW + 1])
def test_items_in_chunks_come_in_their_order(
    monkeypatch: pytest.MonkeyPatch, cores: int, fork: bool, number: int
) -> None:
    if fork and sys.platform != "linux":
        pytest.skip("only Linux forks")
    monkeypatch.setattr(_cores, "may_fork", lambda: fork)
    assert sum(in_chunks(_more, 7, range(number), cores), ()) == tuple(range(7, number + 7))
    elsewhere = os.getpid() not in sum(in_chunks(_places, 7, range(number), cores), ())
    assert elsewhere == (number == 0 or (cores > 1 and number > (CHUNK if fork else FEW)))


def test_no_process_is_forked_beside_a_thread() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert not _cores.may_fork()
    finally:
        done.set()
        thread.join()


ORPHANS = r"""
import os, sys, time
from statusreport.tasks._cores import Team

def work(job):
    os.write(1, b"%d\n" % os.getpid())
    time.sleep(600)

with Team(work, 2, lambda job: False) as team:
    team.do(range(2), waiting=lambda job: None)
"""


@pytest.mark.parametrize("ended", [signal.SIGTERM, signal.SIGINT])
def test_no_process_stays_when_the_one_is_gone_that_it_works_for(ended: signal.Signals) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux forks")
    process = subprocess.Popen(
        [sys.executable, "-c", ORPHANS], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    try:
        workers = [int(process.stdout.readline()) for _ in range(2)]
        # Whoever breaks off at the keyboard tells all of them.
        for told in (process.pid, *(workers if ended is signal.SIGINT else ())):
            os.kill(told, ended)
        said = process.communicate(timeout=20)[1].decode()
        assert said.count("Traceback") == (ended is signal.SIGINT)
    finally:
        process.kill()
    deadline = time.monotonic() + 20
    while any(map(_lives, workers)):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _lives(process: int) -> bool:
    state = Path(f"/proc/{process}/stat")
    try:
        return state.read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


SAME = """
import hashlib, json, sys
from pathlib import Path
from statusreport.formats import format_names, left_out
from statusreport.tasks import _cores
from statusreport.tasks.build import build
from statusreport.tasks.check import check
from statusreport.words import catalogue

_cores.CHUNK, _cores.FEW = 5, 10
root, cores, fork = Path.cwd(), int(sys.argv[1]), sys.argv[2] == "fork"
assert _cores.may_fork() or not fork
if not fork:
    _cores.may_fork = lambda: False

def work():
    names = format_names()
    formats = [name for name in names if name not in left_out(names)]
    built = build(root, catalogue("nb"), formats=formats, output=root / "out", cores=cores)
    again = check(root, catalogue("nb"), cores=cores)
    assert again.findings and again.findings == built.checked.findings and not again.errors
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in built.written.files.items()}
    print(json.dumps([list(map(str, again.findings)), digests], sort_keys=True))

if __name__ == "__main__":
    work()
"""


def test_on_several_cores_the_same_is_found_and_the_same_bytes_are_written(tmp_path: Path) -> None:
    outcomes = set()
    for cores, way in ((1, "start"), (2, "start"), (2, "fork"), (3, "fork")):
        root = real_plan(tmp_path / f"{cores}{way}")
        record = root / "content/measures/05.md"
        text = record.read_text("utf-8").replace("## Status", "## Status\n\nSe rapporten(e) ..", 1)
        record.write_text(text, "utf-8")
        program = root.parent / f"same{cores}{way}.py"
        program.write_text(SAME, "utf-8")
        if way == "fork" and sys.platform != "linux":
            continue
        run = subprocess.run(
            [sys.executable, program, str(cores), way], cwd=root, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
        outcomes.add(run.stdout)
    assert len(outcomes) == 1
