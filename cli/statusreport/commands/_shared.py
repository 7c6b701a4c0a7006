"""What the commands share: the plan's folder, words as options, and what is said on standard error."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from ..messages import english
from ..source.faults import Finding, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..model.plan import Plan

words = english()
# ANSI codes by the name of a style; a terminal's own palette decides the shade.
_STYLES = {"error": "1;31", "warning": "1;33", "strong": "1", "margin": "34", "group": "1;4"}


class Chosen:
    """The plan's folder, as `--root` names it."""

    root: Path | None = None


def plan_root() -> Path:
    """The folder of the plan. Raises UsageError where there is none."""
    from ..reading.folder import find_root

    if Chosen.root is None:
        return find_root(Path.cwd())
    if not Chosen.root.is_dir():
        raise UsageError("not-a-folder", folder=Chosen.root)
    return Chosen.root


def listed(options: list[str] | None) -> tuple[str, ...]:
    """Options that take several words, given once with commas or several times."""
    return tuple(word.strip() for item in options or () for word in item.split(",") if word.strip())


def known_bodies(plan: Plan) -> tuple[str, ...]:
    """Who is responsible for anything in a plan."""
    from ..model.figures import responsible_bodies

    return responsible_bodies(plan)


def bodies(plan: Plan, options: list[str] | None) -> tuple[str, ...]:
    """Responsible bodies by abbreviation, name or alias."""
    vocabulary, known = plan.settings.responsible, known_bodies(plan)
    found = []
    for word in listed(options):
        term = vocabulary.find(word) if vocabulary else None
        name = term.id if term else word
        if name not in known:
            raise unknown("responsible", word, known)
        found.append(name)
    return tuple(found)


def one_of(word: str, allowed: tuple[str, ...], what: str) -> None:
    """Refuses a word that is not allowed."""
    if word not in allowed:
        raise unknown(what, word, allowed)


def unknown(what: str, word: str, allowed: tuple[str, ...], shown: tuple[str, ...] = ()) -> UsageError:
    """The sentence on a word that is not allowed, with the nearest one that is."""
    from ..model.vocabulary import nearest

    near = nearest(word, allowed)
    key = f"unknown-{what}-near" if near else f"unknown-{what}"
    return UsageError(key, name=word, nearest=near, allowed=shown or allowed)


def text_report(findings: tuple[Finding, ...], texts: Mapping[str, str]) -> str:
    """Findings as a person reads them on standard error."""
    from ..answers.findings import Report, get_reporter

    report = Report(findings, len(texts), 0, 0, texts, words, style=style(sys.stderr))
    return get_reporter("text").report(report).rstrip("\n")


def style(stream: TextIO | None) -> Callable[[str, str], str]:
    """Colour only on a terminal, and never against the reader's wish (no-color.org)."""
    terminal = stream is not None and stream.isatty()
    if not terminal or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return lambda text, style: text
    return lambda text, style: f"\x1b[{_STYLES[style]}m{text}\x1b[0m"


def visible(text: str) -> str:
    """Text that cannot command a terminal."""
    from ..answers.findings.text import visible

    return visible(text)


def say(text: str) -> None:
    """Everything that is no result goes to standard error."""
    typer.echo(text, err=True)
