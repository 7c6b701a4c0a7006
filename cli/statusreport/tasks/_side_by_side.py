"""Work that waits for other programs, side by side on threads; its outcome is as if one had come after the other."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

J = TypeVar("J")
R = TypeVar("R")


def side_by_side(
    jobs: Sequence[J],
    work: Callable[[J], R],
    *,
    is_long: Callable[[J], bool],
    waiting: Callable[[J], None],
) -> list[R]:
    """What comes of each job, in the order of the jobs; raises what went wrong with the first that failed.

    Long ones are done side by side, the others one after the other beside them: they only compute, which two threads
    of Python do no faster than one, and hold all that they print meanwhile. `waiting` is told, on this thread, which
    job is waited for.
    """
    with ThreadPoolExecutor(os.cpu_count()) as programs, ThreadPoolExecutor(1) as own:
        pools = [programs if is_long(job) else own for job in jobs]
        begun = [pool.submit(work, job) for pool, job in zip(pools, jobs, strict=True)]
        found: list[R] = []
        try:
            for place, job in enumerate(jobs):
                waiting(job)
                found.append(begun[place].result())
        finally:
            for pool in (programs, own):
                pool.shutdown(wait=False, cancel_futures=True)
    return found
