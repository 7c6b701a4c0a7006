"""What the commands of one run share: the language, the plan's folder, and the two streams."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from textwrap import fill
from types import MappingProxyType
from typing import TYPE_CHECKING, TextIO

import typer

from ..answers import fitted, visible
from ..source.faults import Finding, UsageError

if TYPE_CHECKING:
    from ..model.plan import Plan
    from ..words import Catalogue

# ANSI codes by the name of a style; a terminal's own palette decides the shade.
_STYLES = {"error": "1;31", "warning": "1;33", "strong": "1", "margin": "34", "group": "1;4"}


class Session:
    """One run of the tool: everything it says goes through here.

    Results go to standard output, everything else to standard error.
    """

    def __init__(self, words: Catalogue) -> None:
        self.words = words
        # The folder that `--root` names.
        self.chosen_root: Path | None = None

    @property
    def root(self) -> Path:
        """The folder of the plan. Raises UsageError where there is none."""
        from ..reading.layout import find_root

        if self.chosen_root is None:
            return find_root(Path.cwd())
        if not self.chosen_root.is_dir():
            raise UsageError("not-a-folder", folder=self.chosen_root)
        return self.chosen_root

    def say(self, key: str, /, **params: object) -> None:
        """A sentence of the catalogue on standard error."""
        self.note(self.words(key, **params))

    def note(self, text: str) -> None:
        """Text on standard error."""
        said = "\n".join(visible(line, self.words) for line in text.split("\n"))
        typer.echo(fitted(said, width_of(sys.stderr)), err=True)

    def answer(self, key: str, /, **params: object) -> None:
        """A sentence of the catalogue as the result."""
        self.lines(self.words(key, **params) + "\n")

    def lines(self, text: str) -> None:
        """Lines for people as the result."""
        self.result(fitted(text, width_of(sys.stdout)))

    def result(self, text: str) -> None:
        """Text on standard output, as it is."""
        typer.echo(text, nl=False)

    def deliver(self, text: str, form: str, file: Path | None) -> None:
        """A result in a form, in a file if one is named: what PowerShell puts in a file is not what it was given."""
        if file is None:
            (self.lines if form == "text" else self.result)(text)
            return
        from ..writing.files import write_file

        write_file(file, text.encode("utf-8"))
        self.say("app.written", file=file)

    def page(self, text: str) -> None:
        """Paragraphs as the result; on a terminal that is too narrow for them their lines are broken anew."""
        width = width_of(sys.stdout)
        self.result(_filled(text, width) if 0 < width < max(map(len, text.split("\n"))) else text)

    def findings_of(self, plan: Plan, findings: Sequence[Finding]) -> None:
        """Findings on a plan, as a person reads them, on standard error."""
        texts = {path: source.text for path, source in plan.sources.items()}
        bodies = {body for finding in findings for body in finding.responsible}
        self.findings(findings, texts, {body: plan.settings.responsible_name(body) for body in bodies})

    def findings(
        self,
        findings: Sequence[Finding],
        texts: Mapping[str, str],
        names: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Findings on standard error; `texts` are the files' texts by path, `names` those of the responsible bodies."""
        from ..answers.findings import Report, get_form

        style = self.style(sys.stderr)
        width = width_of(sys.stderr)
        report = Report(tuple(findings), len(texts), 0, 0, texts, self.words, names, style=style, width=width)
        typer.echo(get_form("text").show(report).rstrip("\n"), err=True)

    def style(self, stream: TextIO | None) -> Callable[[str, str], str]:
        """Colour only on a terminal, and never against the reader's wish (no-color.org)."""
        terminal = stream is not None and stream.isatty()
        if not terminal or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
            return lambda text, style: text
        if sys.platform == "win32":
            from rich.console import detect_legacy_windows

            if detect_legacy_windows():
                # It would print the codes.
                return lambda text, style: text
        return lambda text, style: f"\x1b[{_STYLES[style]}m{text}\x1b[0m"


def width_of(stream: TextIO | None) -> int:
    """How many columns a terminal has; 0 for whatever is none."""
    return os.get_terminal_size(stream.fileno()).columns if stream is not None and stream.isatty() else 0


def _filled(text: str, width: int) -> str:
    """Paragraphs with lines of some width; code stays whole, and so does what is indented or a list."""

    def paragraph(lines: str) -> str:
        if re.search(r"^(?: |[-*] |\d+\. )", lines, re.MULTILINE):
            return lines
        whole = re.sub(r"`[^`]*`", lambda code: code[0].replace(" ", "\0"), lines.replace("\n", " "))
        return fill(whole, width, break_long_words=False, break_on_hyphens=False).replace("\0", " ")

    return "\n\n".join(map(paragraph, text.rstrip("\n").split("\n\n"))) + "\n"


def listed(options: list[str] | None) -> tuple[str, ...]:
    """Options that take several words, given once with commas or several times."""
    return tuple(word.strip() for item in options or () for word in item.split(",") if word.strip())
