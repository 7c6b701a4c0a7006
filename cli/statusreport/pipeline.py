"""The order of the stages: read, check, assemble, render, prove, write. The only module that knows them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .checking import check, in_words
from .diagnostics import Finding, PlanError, Severity, UsageError
from .model import PUBLICATIONS, Plan
from .planfile import PlanFault
from .reader import read_plan, read_rounds
from .tree import Folder

Progress = Callable[[str], None]
OUTPUT = "build"
TEMPLATES = "templates"


def load(root: Path) -> Plan:
    """The plan below `root`. Raises PlanError, in words, if its plan file cannot be used."""
    return _in_words(lambda: read_plan(root))


def load_rounds(root: Path) -> Plan:
    """The settings and sealed rounds of the plan below `root`. Raises PlanError as `load` does."""
    return _in_words(lambda: read_rounds(Folder(root), str(root)))


def _in_words(read: Callable[[], Plan]) -> Plan:
    try:
        return read()
    except PlanFault as broken:
        texts = {broken.source.path: broken.source.text}
        raise PlanError(in_words(broken.faults), texts) from broken


@dataclass(frozen=True)
class Checked:
    """A plan with everything there is to say about it."""

    plan: Plan
    findings: tuple[Finding, ...]

    @property
    def publishable(self) -> bool:
        """Whether no finding is an error."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


def checked(root: Path) -> Checked:
    """Reads and checks; writes nothing."""
    plan = load(root)
    return Checked(plan, check(plan))


def render(
    root: Path,
    plan: Plan,
    publications: Iterable[str] = (),
    formats: Iterable[str] = (),
    progress: Progress = lambda step: None,
) -> Mapping[str, bytes]:
    """The files of a plan that passed its check, by path from the output folder; writes nothing.

    Raises UsageError for a publication or format there is not, for a template that cannot be rendered, and
    where a record is missing or doubled in what was rendered.
    """
    from .figures import compute
    from .formats import format_names, get_format
    from .localize import language
    from .publications import all_publications
    from .templating import Templates, packaged

    wanted = _known(publications, PUBLICATIONS, "publication")
    names = _known(formats, format_names(), "format")
    words = language(plan.settings.language)
    templates = Templates((root / TEMPLATES, packaged()), words)
    files: dict[str, bytes] = {}
    for publication in all_publications():
        if publication.ID not in wanted:
            continue
        if not publication.applies(plan):
            if publications:
                raise UsageError("no-records", publication=publication.ID)
            continue
        edition = publication.assemble(plan, compute(plan), words)
        for name in names:
            progress(f"{publication.ID} {name}")
            rendered = get_format(name).render(edition, templates)
            _prove(publication.ID, name, get_format(name).census(rendered, edition), edition.records)
            files |= {f"{publication.ID}/{file}": data for file, data in rendered.items()}
    return files


def refuse_unknown(publications: Iterable[str], formats: Iterable[str]) -> None:
    """Raises UsageError for a publication or format there is not, before anything is read."""
    from .formats import format_names

    _known(publications, PUBLICATIONS, "publication")
    _known(formats, format_names(), "format")


def write(output: Path, files: Mapping[str, bytes]) -> None:
    """Puts rendered files in place, all or none."""
    from .writer import write_output

    write_output(output, files, PUBLICATIONS)


def _known(wanted: Iterable[str], allowed: tuple[str, ...], what: str) -> tuple[str, ...]:
    from .vocabulary import nearest

    chosen = tuple(dict.fromkeys(wanted)) or allowed
    for name in chosen:
        if name not in allowed:
            near = nearest(name, allowed)
            raise UsageError(
                f"unknown-{what}-near" if near else f"unknown-{what}",
                name=name,
                nearest=near,
                allowed=allowed,
            )
    return tuple(name for name in allowed if name in chosen)


def _prove(publication: str, name: str, found: list[str], expected: Mapping[str, str]) -> None:
    """Each record appears exactly once, or nothing is published."""
    counted = Counter(found)
    wrong = [anchor for anchor in (*expected, *counted) if counted[anchor] != 1 or anchor not in expected]
    if wrong:
        anchor = wrong[0]
        raise UsageError("not-once", publication=publication, format=name, anchor=anchor, n=counted[anchor])
