"""Findings, in a form. It defines `show(report)`; its name is what `check --format` calls it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from json import dumps
from typing import TYPE_CHECKING, Protocol, cast

from ... import registry
from ...source.faults import Finding, Severity
from ...words import Catalogue

if TYPE_CHECKING:
    from ...tasks.check import Checked

Style = Callable[[str, str], str]


def unstyled(text: str, style: str) -> str:
    """Text for whatever is no terminal."""
    return text


@dataclass(frozen=True)
class Report:
    """Findings with what is needed to show them.

    `texts` are the files by path, with the text of each in which a finding stands, `names` the full names of
    responsible bodies, `style` colours a text for the terminal, and `width` is that of the terminal, 0 for whatever is none. `place` is where the plan lies in its
    repository, as `plan/`: programs that annotate a repository's files name them from there. `total` counts the
    findings of the whole plan where these are only some, and `unread` the files that may hold more.
    """

    findings: tuple[Finding, ...]
    files: int
    measures: int
    projects: int
    texts: Mapping[str, str]
    words: Catalogue
    names: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    style: Style = unstyled
    width: int = 0
    place: str = ""
    total: int | None = None
    unread: int = 0

    @property
    def hidden(self) -> int:
        """How many findings of the plan are not among these."""
        return 0 if self.total is None else self.total - len(self.findings)

    @property
    def errors(self) -> int:
        return sum(1 for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors


def of_check(
    checked: Checked,
    words: Catalogue,
    *,
    version: str = "",
    style: Style = unstyled,
    width: int = 0,
    place: str = "",
) -> Report:
    """What a check found."""
    return Report(
        findings=checked.findings,
        files=len(checked.texts),
        measures=checked.measures,
        projects=checked.projects,
        texts=checked.texts,
        words=words,
        names=checked.names,
        version=version,
        style=style,
        width=width,
        place=place,
        total=checked.total,
        unread=checked.unread,
    )


def summary(report: Report) -> tuple[str, ...]:
    """How much was found, in sentences; where only some of it is shown, how much there is besides."""
    words, everything = report.words, report.total or 0
    if report.findings:
        errors, warnings = (
            words("findings.errors", n=report.errors),
            words("findings.warnings", n=report.warnings),
        )
        said = [words("findings.summary", errors=errors, warnings=warnings, n=report.files)]
    elif report.hidden:
        said = [words("findings.none", n=report.files)]
    else:
        said = [words("findings.clean", n=report.files)]
    if report.hidden:
        said.append(words("findings.part", n=everything, shown=len(report.findings)))
        if report.unread:
            said.append(words("findings.unread", n=report.unread))
    return tuple(said)


def of_plan_file(
    findings: Sequence[Finding],
    texts: Mapping[str, str],
    words: Catalogue,
    *,
    version: str = "",
    place: str = "",
) -> Report:
    """The findings on a plan file that cannot be used: then there is no plan."""
    return Report(tuple(findings), len(texts), 0, 0, texts, words, version=version, place=place)


class Form(Protocol):
    """A module of this package."""

    def show(self, report: Report) -> str: ...


def get_form(name: str) -> Form:
    """The form of this name, which must be a module here."""
    return cast("Form", registry.entry("answers.findings", name))


def as_json(data: object) -> str:
    """JSON that can be read as it is, and that cannot command a terminal: control characters are escaped."""
    text = dumps(data, ensure_ascii=False, indent=2)
    return "".join(c if c.isprintable() or c == "\n" else dumps(c)[1:-1] for c in text) + "\n"
