"""Work on threads comes to what it came to without them."""

from __future__ import annotations

import threading
import time

import pytest

from statusreport.tasks._side_by_side import side_by_side


def test_what_is_made_comes_in_the_order_of_the_jobs_whatever_is_ready_first() -> None:
    ready = threading.Event()
    told: list[int] = []

    def work(job: int) -> int:
        # The first waits for the last, which is long and so begun before it.
        if job == 0:
            assert ready.wait(10)
        if job == 3:
            ready.set()
        return job * 10

    assert side_by_side(range(4), work, is_long=lambda job: job == 3, waiting=told.append) == [0, 10, 20, 30]
    assert told == [0, 1, 2, 3]


def test_the_first_that_failed_is_raised_even_if_another_failed_before() -> None:
    failed = threading.Event()

    def work(job: str) -> None:
        if job == "a":
            assert failed.wait(10)
        failed.set()
        raise LookupError(job)

    with pytest.raises(LookupError, match="a"):
        side_by_side(["a", "b"], work, is_long=lambda job: job == "b", waiting=lambda job: None)


def test_what_has_not_begun_when_one_failed_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    begun: list[int] = []
    stopped = threading.Event()

    def work(job: int) -> None:
        begun.append(job)
        # Long enough for the others to be called off.
        stopped.wait(0.5)

    def waiting(job: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        side_by_side(range(9), work, is_long=lambda job: False, waiting=waiting)
    assert begun in ([], [0])


def test_what_only_computes_is_done_one_after_the_other() -> None:
    """Two at once would take as long, and twice the room."""
    at_work, most = [0], [0]

    def work(job: int) -> None:
        at_work[0] += 1
        most[0] = max(most[0], at_work[0])
        time.sleep(0.01)
        at_work[0] -= 1

    side_by_side(range(5), work, is_long=lambda job: False, waiting=lambda job: None)
    assert most == [1]
