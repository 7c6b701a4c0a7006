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

    Long ones are begun first. `waiting` is told, on this thread, which job is waited for.
    """
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        places = sorted(range(len(jobs)), key=lambda place: not is_long(jobs[place]))
        begun = {place: pool.submit(work, jobs[place]) for place in places}
        found: list[R] = []
        try:
            for place, job in enumerate(jobs):
                waiting(job)
                found.append(begun[place].result())
        finally:
            pool.shutdown(cancel_futures=True)
    return found
