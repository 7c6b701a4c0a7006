"""Work on several cores. What comes of it is as if all had been done here, one thing after the other.

A fork of this process knows all that it knows, and is there at once. Where it may not be forked, processes can be started
and told what they need, which takes as long as checking a hundred files; and what waits for other programs can do so on
threads.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future, ProcessPoolExecutor

Item = TypeVar("Item")
Shared = TypeVar("Shared")
Job = TypeVar("Job")
Made = TypeVar("Made")

# How many files a process is given at a time, and how few are no work for one that must be started.
CHUNK, FEW = 25, 500
# How often is looked for threads: some milliseconds long.
_LOOKS = 100


def cores() -> int:
    """How many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def may_fork() -> bool:
    """Whether this process may be forked: not beside other threads, those of Typst among them, nor on macOS.

    A fork would wait for ever for what another thread holds or does.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return False
    # One that has just ended may be there for a moment yet.
    return any(_is_alone() for _ in range(_LOOKS))


def _is_alone() -> bool:
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def in_chunks(
    work: Callable[[Shared, Sequence[Item]], Made], shared: Shared, items: Sequence[Item], cores: int
) -> list[Made]:
    """What `work` makes of some items at a time, in their order.

    It must be a function of a module, and what it takes and gives must be what `pickle` can hold.
    """
    task = partial(work, shared)
    chunks = [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)]
    if cores > 1 and len(items) > CHUNK and ((fork := may_fork()) or len(items) > FEW):
        from concurrent.futures import BrokenExecutor

        try:
            with _processes(min(cores, len(chunks)), task, fork=fork) as processes:
                with _deaf_to_pipes():
                    made = processes.map(_do, chunks)
                return list(made)
        except BrokenExecutor:
            pass  # One was ended from without, as where memory is short.
    return [task(chunk) for chunk in chunks]


class Team(Generic[Made]):
    """Does jobs side by side: forks of this process do, where it may be forked.

    Else those that `wait` for other programs are done on threads, and the others one after the other beside them: they
    only compute, which two threads of Python do no faster than one, and hold all that they print meanwhile.
    """

    def __init__(self, work: Callable[..., Made], cores: int, waits: Callable[[Any], bool]) -> None:
        self._work, self._cores, self._waits = work, cores, waits

    def __enter__(self) -> Team[Made]:
        return self

    def __exit__(self, *error: object) -> None:
        if "_pools" in vars(self):
            for pool in self._pools:
                pool.shutdown(cancel_futures=True)

    def do(self, jobs: Sequence[Job], *given: object, waiting: Callable[[Job], None]) -> list[Made]:
        """What comes of each job and what is `given` for all, in the order of the jobs, in which they are begun.

        Raises what went wrong with the first that failed. `waiting` is told, on this thread, which job is waited for.
        """
        from concurrent.futures import BrokenExecutor

        begun = [self._begun(job, given) for job in jobs]
        found: list[Made] = []
        for job, made in zip(jobs, begun, strict=True):
            waiting(job)
            try:
                found.append(made.result() if made else self._work(job, *given))
            except BrokenExecutor:
                found.append(self._work(job, *given))
        return found

    def _begun(self, job: Job, given: Sequence[object]) -> Future[Made] | None:
        """What will come of a job; None where those are gone who would do it."""
        from concurrent.futures import BrokenExecutor

        own, programs = self._pools
        pool, task = programs if self._waits(job) else own, _do if self._forked else self._one
        try:
            with _deaf_to_pipes():
                return pool.submit(task, (job, *given))
        except BrokenExecutor:
            return None

    def _one(self, given: Sequence[Any]) -> Made:
        return self._work(*given)

    @cached_property
    def _forked(self) -> bool:
        return self._cores > 1 and may_fork()

    @cached_property
    def _pools(self) -> tuple[Executor, Executor]:
        """What does the jobs that only compute, and what does those that wait."""
        from concurrent.futures import ThreadPoolExecutor

        if self._forked:
            processes = _processes(self._cores, self._one, fork=True)
            return processes, processes
        return ThreadPoolExecutor(1), ThreadPoolExecutor(self._cores)


@contextmanager
def _deaf_to_pipes() -> Iterator[None]:
    """Begins threads that do not hear it when those are gone whom they tell what to do.

    To a command it is the signal to end, as it must be where nobody reads on what it prints.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPIPE})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# In one of several processes

_tasks: list[Callable[[Any], Any]] = []


def _processes(number: int, task: Callable[[Any], Any], *, fork: bool) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("fork" if fork else "spawn")
    return ProcessPoolExecutor(number, context, _begin, (task,))


def _begin(task: Callable[[Any], Any]) -> None:
    from multiprocessing import parent_process

    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGPIPE})
    # Whoever breaks off ends all, without a word from each; and none stays when the process is gone that it works for.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with, args=(parent_process(),), daemon=True).start()
    _tasks.append(task)


def _end_with(parent: Any) -> None:
    from multiprocessing.connection import wait

    wait([parent.sentinel])
    os._exit(1)


def _do(given: Any) -> Any:
    return _tasks[-1](given)
