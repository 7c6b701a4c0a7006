"""What other programs may call. These names are stable: they change only with the first number of the version.

Everything that the commands do with a plan's content is here, without a terminal. What is wrong with it comes back as
findings; a plan file that cannot be used is a `PlanError`, a wish that cannot be fulfilled a `UsageError`, which
`sentence` puts into words. `language` is that of all sentences: `en`, `nb` or `nn`. `import statusreport.api` costs
nothing: each function imports its own task.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .source.faults import Finding, PlanError, Severity, UsageError
from .words import catalogue

if TYPE_CHECKING:
    from .tasks.build import Built
    from .tasks.check import Checked
    from .tasks.diff import Compared
    from .tasks.report import Reporting
    from .tasks.rounds import Listed, Opening, Sealing, Verified
    from .tasks.todo import WorkList

__all__ = [
    "Finding",
    "PlanError",
    "Severity",
    "UsageError",
    "build",
    "check",
    "correct_round",
    "diff",
    "list_rounds",
    "open_round",
    "report",
    "seal_round",
    "sentence",
    "todo",
    "verify_rounds",
]


def check(
    root: Path,
    *,
    paths: Sequence[Path] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    responsible: Sequence[str] = (),
    since: str = "",
    language: str = "en",
) -> Checked:
    """Every finding on the plan at `root`, or those that are wanted; changes no file of it."""
    from .tasks import check as task

    return task.check(
        root,
        catalogue(language),
        paths=paths,
        select=select,
        ignore=ignore,
        responsible=responsible,
        since=since,
    )


def build(
    root: Path,
    *,
    publications: Sequence[str] = (),
    formats: Sequence[str] = (),
    output: Path | None = None,
    progress: Callable[[str], None] = lambda step: None,
    language: str = "en",
) -> Built:
    """Checks the plan at `root` and writes its publications, all or none; with an error it writes none."""
    from .tasks import build as task

    return task.build(
        root,
        catalogue(language),
        publications=publications,
        formats=formats,
        output=output,
        progress=progress,
    )


def diff(
    root: Path, old: str, new: str = "working", *, labels: tuple[str, str] = ("", ""), language: str = "en"
) -> Compared:
    """What changed between two states of the plan at `root`: sealed rounds, `working`, `git:REV` or folders.

    `labels` are what the states are to be called, "" as they were named.
    """
    from .tasks import diff as task

    return task.diff(root, catalogue(language), old, new, labels)


def todo(root: Path, *, responsible: Sequence[str] = (), language: str = "en") -> WorkList:
    """What has not been reported in the round being written, and what is late or due next, by responsible body."""
    from .tasks import todo as task

    return task.todo(root, catalogue(language), responsible)


def report(
    root: Path, numbers: Sequence[str] = (), *, completed: bool = False, language: str = "en"
) -> Reporting:
    """Reports measures as they stand: their files get the round being written."""
    from .tasks import report as task

    return task.report_unchanged(root, catalogue(language), numbers, completed=completed)


def list_rounds(root: Path, *, language: str = "en") -> tuple[Listed, ...]:
    """The sealed rounds of the plan at `root` and the one being written, in the order of their ids."""
    from .tasks import rounds as task

    return task.list_rounds(root, catalogue(language))


def seal_round(root: Path, *, language: str = "en") -> Sealing:
    """Seals the round being written, unless its check has errors."""
    from .tasks import rounds as task

    return task.seal_round(root, catalogue(language))


def open_round(root: Path, round_id: str, *, language: str = "en") -> Opening:
    """Makes a round the one being written."""
    from .tasks import rounds as task

    return task.open_round(root, catalogue(language), round_id)


def correct_round(
    root: Path,
    round_id: str,
    reason: str,
    *,
    number: str = "",
    values: Mapping[str, str] | None = None,
    language: str = "en",
) -> Sealing:
    """Seals a round anew because what was published is wrong; the earlier seal is kept inside."""
    from .tasks import rounds as task

    return task.correct_round(root, catalogue(language), round_id, reason, number=number, values=values)


def verify_rounds(root: Path, *, language: str = "en") -> Verified:
    """Holds every sealed round against its seal."""
    from .tasks import rounds as task

    return task.verify_rounds(root, catalogue(language))


def sentence(error: UsageError, *, language: str = "en") -> str:
    """A refusal in words."""
    return catalogue(language)(f"errors.{error.key}", **error.params)
