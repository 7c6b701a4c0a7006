"""What lies where in a plan's folder."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from ..source.faults import UsageError
from ..source.tree import Folder, Tree

PLAN_FILE = "statusreport.yaml"
CONTENT = "content"
MEASURES, PROJECTS = "content/measures", "content/projects"
CHAPTERS, FIGURES, ROUNDS = "content/chapters", "content/figures", "content/rounds"
TEMPLATES = "templates"

# What editors and file managers make of the plan file's name.
_NEARLY_PLAN_FILE = re.compile(
    r"(?:(?:kopi|copy) (?:av|of) |[.])?status[ _-]?r(?:e|ap)port(?: ?\(\d+\)| ?-? (?:kopi|copy))? ?\.ya?ml(?:\.\w+|~)?",
    re.IGNORECASE,
)


def seal_path(round_id: str) -> str:
    """Where the seal of a round belongs."""
    return f"{ROUNDS}/{round_id}.json"


def refuse_misnamed(tree: Tree, name: object) -> None:
    """Raises UsageError where a plan file lies in a tree, called `name`, under another name, as `statusreport.yml`."""
    with suppress(OSError):
        for found in tree.names(""):
            if found != PLAN_FILE and _NEARLY_PLAN_FILE.fullmatch(found):
                raise UsageError("misnamed-plan", found=found, folder=name, plan=PLAN_FILE)


def find_root(start: Path) -> Path:
    """The nearest folder upwards that holds a plan file. Raises UsageError where there is none."""
    for folder in (start, *start.parents):
        if (folder / PLAN_FILE).exists():
            return folder
    for folder in (start, *start.parents):
        refuse_misnamed(Folder(folder), folder)
    raise UsageError("no-plan", plan=PLAN_FILE, folder=start)
