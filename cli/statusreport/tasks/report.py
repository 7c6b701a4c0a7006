"""Reporting measures of which there is nothing new: their files get the round, and no other byte changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model.plan import Plan
from ..model.records import Measure
from ..model.spelling import first_to_last
from ..reading.records import read_measure
from ..rounds.states import is_reported
from ..source.faults import UsageError
from ..source.text import MAX_BYTES
from ..source.tree import Composed, Folder, Tree
from ..words import Catalogue
from ..writing.files import replace_files
from ._names import unknown
from .load import load


@dataclass(frozen=True)
class Reporting:
    """The measures that were reported now, and those that had been already."""

    plan: Plan
    reported: tuple[Measure, ...]
    already: tuple[Measure, ...]


def report_unchanged(
    root: Path, words: Catalogue, numbers: Sequence[str] = (), *, completed: bool = False
) -> Reporting:
    """Reports measures of the plan at `root` as they stand: these, and with `completed` all that are completed.

    Nothing is written unless all can be. Raises PlanError, and UsageError for a number there is not, or where the round
    cannot be written safely.
    """
    plan = load(root, words)
    wanted = [_measure(plan, number) for number in numbers]
    done = plan.settings.statuses.completed
    wanted += [m for m in plan.measures if completed and plan.settings.status_class(m.status) in done]
    chosen = {measure.source.path: measure for measure in wanted}
    already = tuple(measure for measure in chosen.values() if is_reported(measure, plan))
    late = tuple(measure for measure in chosen.values() if not is_reported(measure, plan))
    tree = Composed(Folder(root))
    files = {m.source.path: _with_round(tree, m, plan.settings.round) for m in late}
    replace_files({root / tree.written(path): data for path, data in files.items()})
    return Reporting(plan, late, already)


def _measure(plan: Plan, number: str) -> Measure:
    found = next((measure for measure in plan.measures if measure.number == number), None)
    if found is None:
        numbers = tuple(measure.number for measure in plan.measures)
        raise unknown(number, numbers, "measure", shown=first_to_last(numbers))
    return found


def _with_round(tree: Tree, measure: Measure, round_id: str) -> bytes:
    """The bytes of a measure's file with this round; every other byte stays."""
    source = measure.source
    lines = tree.read(source.path, MAX_BYTES).decode("utf-8").splitlines(keepends=True)
    if source.has("round"):
        place = source.at("round").span.line - 1
        lines[place] = re.sub(
            r"^(\s*[\"']?round[\"']?\s*:)[ \t]*([\"']?)[^\"'#\s]*\2(?=\s*(#.*)?$)",
            lambda found: f"{found[1]} {found[2]}{round_id}{found[2]}",
            lines[place],
        )
    else:
        place = source.at("status").span.end_line - 1
        end = "\r\n" if lines[place].endswith("\r\n") else "\n"
        lines.insert(place + 1, f"round: {round_id}{end}")
    data = "".join(lines).encode("utf-8")
    again, _, _ = read_measure(source.path, data)
    said = (round_id, measure.status, measure.body.markdown)
    if again is None or (again.round, again.status, again.body.markdown) != said:
        raise UsageError("report-unplaced", file=source.path, round=round_id)
    return data
