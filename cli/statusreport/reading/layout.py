"""What lies where in a plan's folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from ..source.faults import UsageError
from ..source.tree import Folder

PLAN_FILE = "statusreport.yaml"
CONTENT = "content"
MEASURES, PROJECTS = "content/measures", "content/projects"
CHAPTERS, FIGURES, ROUNDS = "content/chapters", "content/figures", "content/rounds"
TEMPLATES = "templates"


_NEARLY_PLAN_FILE = re.compile(r"status[ _-]?report\.ya?ml(?:\.\w+)?", re.IGNORECASE)


def seal_path(round_id: str) -> str:
    """Where the seal of a round belongs."""
    return f"{ROUNDS}/{round_id}.json"


def misnamed(names: Iterable[str]) -> str:
    """A name that is nearly a plan file's, as `statusreport.yml`; "" where there is none."""
    return next((name for name in names if name != PLAN_FILE and _NEARLY_PLAN_FILE.fullmatch(name)), "")


def find_root(start: Path) -> Path:
    """The nearest folder upwards that holds a plan file. Raises UsageError where there is none."""
    for folder in (start, *start.parents):
        if (folder / PLAN_FILE).exists():
            return folder
    for folder in (start, *start.parents):
        with suppress(OSError):
            if found := misnamed(Folder(folder).names("")):
                raise UsageError("misnamed-plan", found=found, folder=folder, plan=PLAN_FILE)
    raise UsageError("no-plan", plan=PLAN_FILE, folder=start)
