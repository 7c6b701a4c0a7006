"""Two folders change places in one step, where the system can do that."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # of renameat2(2), Linux
_RENAME_SWAP = 2  # of renamex_np(2), macOS


def exchange(one: Path, other: Path) -> bool:
    """Whether two paths on one disk have changed places; where they have not, both are as they were."""
    if sys.platform == "win32":
        return False
    system = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        swap = getattr(system, "renamex_np", None)
        return swap is not None and swap(first, second, _RENAME_SWAP) == 0
    swap = getattr(system, "renameat2", None)
    return swap is not None and swap(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE) == 0
