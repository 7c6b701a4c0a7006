"""What lies where in a plan's folder."""

from __future__ import annotations

from pathlib import Path

from ..source.faults import UsageError

PLAN_FILE = "statusreport.yaml"
CONTENT = "content"
MEASURES, PROJECTS = "content/measures", "content/projects"
CHAPTERS, FIGURES, ROUNDS = "content/chapters", "content/figures", "content/rounds"
TEMPLATES = "templates"


def find_root(start: Path) -> Path:
    """The nearest folder upwards that holds a plan file. Raises UsageError where there is none."""
    for folder in (start, *start.parents):
        if (folder / PLAN_FILE).exists():
            return folder
    raise UsageError("no-plan", plan=PLAN_FILE, folder=start)
