"""The language of a run: what was asked for, else the plan's, else the system's, else English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from ..reading.layout import PLAN_FILE, find_root
from ..source.faults import UsageError
from ..source.tree import Folder
from ..words import languages

VARIABLE = "STATUSREPORT_LANGUAGE"
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
# The plan's language, read without YAML: the file may be broken, and that must be said in some language.
_OF_PLAN = re.compile(r"(?:^|[{,][ \t]*)language[ \t]*:[ \t]*[\"']?(\w+)", re.MULTILINE)
_LONGEST_PLAN = 1_000_000
# What systems call a language that goes by another code here.
_CALLED = {
    "no": "nb",
    "norwegian bokmål": "nb",
    "norwegian nynorsk": "nn",
    "norwegian": "nb",
    "english": "en",
}


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The code of one of the languages there are. Raises UsageError for one that there is not."""
    for wanted in (_option(arguments, "--language"), environment.get(VARIABLE, "")):
        if wanted:
            from ..tasks._names import one_of

            return one_of(_code(wanted), languages(), "speech")
    return fallen_back(arguments, environment)


def fallen_back(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language of a run for which none was asked."""
    found = (_of_plan(_option(arguments, "--root")), _of_system(environment))
    return next((code for code in found if code in languages()), "en")


def _option(arguments: Sequence[str], name: str) -> str:
    """The value of an option before the command; there Typer has not looked yet."""
    taken = iter(arguments)
    for argument in taken:
        option, equals, value = argument.partition("=")
        if not option.startswith("--"):
            break
        if option in ("--root", "--language"):
            value = value if equals else next(taken, "")
            if option == name:
                return value
    return ""


def _of_plan(root: str) -> str:
    with suppress(OSError, UsageError):
        folder = Path(root) if root else find_root(Path.cwd())
        text = Folder(folder).read(PLAN_FILE, _LONGEST_PLAN).decode("utf-8", "replace")
        found = _OF_PLAN.search(text)
        return found[1] if found else ""
    return ""


def _of_system(environment: Mapping[str, str]) -> str:
    named = next((value for name in _LOCALES if (value := environment.get(name))), "")
    if not named:
        import locale

        # Windows and macOS say it in their settings.
        with suppress(ValueError):
            named = locale.getlocale()[0] or ""
    return _code(named)


def _code(name: str) -> str:
    """The language of a locale, as nb of nb_NO.UTF-8."""
    plain = re.split(r"[_.@-]", name)[0].strip().lower()
    return _CALLED.get(plain, plain)
