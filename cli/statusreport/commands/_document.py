"""The whole document that a program gets where nothing could be answered: what is wrong, as findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from ..installation import VERSION
from ..reading.layout import PLAN_FILE
from ..source.faults import Finding, UsageError, no_plan_file
from ._session import Session

# By command, the forms that programs read; where it has no form of findings, JSON says them.
_FORMS: Mapping[str, Sequence[str]] = {
    "check": ("github", "json", "junit", "markdown", "sarif"),
    "diff": ("json",),
    "todo": ("json",),
}


def form_of(arguments: Sequence[str]) -> str:
    """The form of findings for whoever reads the answer to these arguments; "" where it is a person, or goes to a file."""
    command = next((word for word in arguments if word in _FORMS), "")
    format_ = _value(arguments, "--format")
    return format_ if format_ in _FORMS.get(command, ()) and not _value(arguments, "--output") else ""


def _value(arguments: Sequence[str], option: str) -> str:
    """The value of an option, wherever it stands, also among others that nobody knows; the last one counts."""
    found = ""
    for number, word in enumerate(arguments):
        name, equals, value = word.partition("=")
        if name == option:
            found = value if equals else next(iter(arguments[number + 1 : number + 2]), "")
    return found


def show_refusal(session: Session, form: str, sentence: str) -> None:
    """What could not be done, as a finding of the plan file: a form of findings has no other place for it."""
    show_findings(session, form, (no_plan_file(PLAN_FILE, sentence),), {})


def show_findings(session: Session, form: str, findings: Sequence[Finding], texts: Mapping[str, str]) -> None:
    """Findings on standard output, where there is nothing else to show."""
    from ..answers.findings import get_form, of_plan_file
    from ..source.git_tree import place_in_repository

    place = ""
    with suppress(UsageError):
        place = place_in_repository(session.root)
    report = of_plan_file(findings, texts, session.words, version=VERSION, place=place)
    session.result(get_form(form).show(report))
