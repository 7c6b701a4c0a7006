"""What Typer says itself, in the words of a catalogue: the headings of `--help`, and errors of use.

Typer knows English alone. Its English is found in what it shows, so nothing here depends on how it is made; what it
should say differently one day stays in English, and a test shows it.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from ..source.foreign import said_by
from ..words import Catalogue
from ._session import width_of

# What Typer says of options and arguments is an exception of this family, which it names by one member only.
Misuse: type[Exception] = typer.BadParameter.__mro__[2]

_HEADINGS = {"Arguments": "arguments", "Options": "options", "Commands": "commands"}
_SENTENCES = {
    "Show this message and exit.": "help",
    "Install completion for the current shell.": "install_completion",
    "Show completion for the current shell, to copy it or customize the installation.": "show_completion",
}
# The type of a value, as Python calls it, and the sign that an argument is needed.
_TYPE = re.compile(r" <[\w\[\], ]+>")
_NEEDED = re.compile(r"\{(\w+)\}")
_FALLEN_BACK = re.compile(r"\[default: (?P<value>[^\]]*)\]")
# More letters than a sentence about a command has: it is broken into lines and never cut.
_WHOLE = 200
# Columns of a terminal: the least that can be written on, and how many there are where nobody says.
_NARROWEST, _USUAL = 30, 80
# What stands for a value, as DIR; options are in small letters.
_PLACEHOLDER = re.compile(r"(?<![\w-])[A-Z]+(?:=[A-Z]+|,[A-Z]+)?(?![\w-])")
_MISUSES = {
    "option": re.compile(r"No such option: (?P<name>\S+)(?: \(Possible options: (?P<nearest>.*)\))?"),
    "command": re.compile(r"No such command '(?P<name>.*?)'\.(?: Did you mean (?P<nearest>.*)\?)?"),
    "no_command": re.compile(r"Missing command\."),
    "missing": re.compile(r"Missing argument '(?P<name>.*)'\."),
    "missing_option": re.compile(r"Missing option '(?P<name>.*)'\."),
    "no_value": re.compile(r"Option '(?P<name>.*)' requires an argument\."),
    "no_flag": re.compile(r"Option '(?P<name>.*)' does not take a value\."),
    "surplus": re.compile(r"Got unexpected extra arguments? ?\(?s?\)? \((?P<name>.*)\)"),
    "value": re.compile(r"Invalid value for '(?P<name>.*?)': (?P<problem>.*)", re.DOTALL),
}


def in_words(app: typer.Typer, words: Catalogue) -> None:
    """Lets the help of an application and its commands be in the words of a catalogue."""
    formatter: Any = typer.Context.formatter_class

    class Formatter(formatter):  # type: ignore[misc] # Typer does not name it
        width: int

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            # It takes no terminal to be as narrow as some are.
            self.width = min(self.width, max(_columns() - 2, _NARROWEST))

        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            args = args.replace("[OPTIONS]", words("usage.more"))
            args = args.replace("COMMAND [ARGS]...", words("usage.command"))
            super().write_usage(prog, _placed(args, words), words("usage.usage"))

        @contextmanager
        def section(self, name: str) -> Iterator[None]:
            with super().section(words(f"usage.{_HEADINGS[name]}") if name in _HEADINGS else name):
                yield

        def write_dl(self, rows: Sequence[tuple[str, str]], *args: Any, **options: Any) -> None:
            said = [(_placed(first, words), _said(second, words)) for first, second in rows]
            # What has no room beside its explanation stands above it.
            super().write_dl(said, *args, **{"col_max": min(30, self.width // 3 - 2), **options})

    class Context(typer.Context):
        formatter_class = Formatter

        @contextmanager
        def scope(self, cleanup: bool = True) -> Iterator[typer.Context]:
            try:
                with super().scope(cleanup):
                    yield self
            except Misuse as error:
                # The parser does not say which command an option belongs to.
                error.ctx = getattr(error, "ctx", None) or self  # type: ignore[attr-defined]
                raise

    class Command(TyperCommand):
        context_class = Context

        def get_short_help_str(self, limit: int = 0) -> str:
            return super().get_short_help_str(_WHOLE)

    class Group(TyperGroup):
        context_class = Context

        def get_short_help_str(self, limit: int = 0) -> str:
            return super().get_short_help_str(_WHOLE)

    _let_speak(app, Group, Command)


def _columns() -> int:
    """The width that help is made for: the one that is asked for, or that of the terminal."""
    asked = os.environ.get("COLUMNS", "")
    return int(asked) if asked.isdecimal() else width_of(sys.stdout) or _USUAL


def _let_speak(app: typer.Typer, group: type[TyperGroup], command: type[TyperCommand]) -> None:
    app.info.cls = group
    for registered in app.registered_commands:
        registered.cls = command
    for inner in app.registered_groups:
        inner.cls = group
        if inner.typer_instance:
            _let_speak(inner.typer_instance, group, command)


def _said(text: str, words: Catalogue) -> str:
    if text in _SENTENCES:
        return words(f"usage.{_SENTENCES[text]}")
    text = _FALLEN_BACK.sub(lambda found: words("usage.default", value=found["value"]), text)
    return text.replace("[required]", words("usage.required"))


def _placed(text: str, words: Catalogue) -> str:
    """Option and argument as they are shown, with the words that stand for their values."""
    plain = _NEEDED.sub(r"\1", _TYPE.sub("", text))
    return _PLACEHOLDER.sub(
        lambda found: re.sub("[A-Z]+", lambda word: _placeholder(word[0], words), found[0]), plain
    )


def _placeholder(word: str, words: Catalogue) -> str:
    return str(words.texts.get(f"placeholder.{word}", word))


def misuse(error: Any, words: Catalogue) -> str:
    """What Typer found wrong, as one sentence that says where help is."""
    text = error.format_message()
    command = error.ctx.command_path if getattr(error, "ctx", None) else "statusreport"
    return words("errors.misuse", problem=_problem(error, text, command, words), command=command)


def _problem(error: Any, text: str, command: str, words: Catalogue) -> str:
    for key, pattern in _MISUSES.items():
        found = pattern.fullmatch(text)
        if found is None:
            continue
        params: dict[str, Any] = {name: value or "" for name, value in found.groupdict().items()}
        if key == "option" and params["name"] in _global_options(error):
            name = command.rpartition(" ")[2]
            return words("misuse.option_before", name=params["name"], command=name)
        if key == "missing":
            params["name"] = _placeholder(params["name"].upper(), words)
        if key == "value":
            params["problem"] = said_by("Typer", params["problem"])
        if params.get("nearest"):
            near = params["nearest"].replace("'", "")
            # Options are known by their hyphens and not quoted; commands are words.
            params["nearest"] = tuple(near.split(", ")) if key == "command" else near
            return words(f"misuse.{key}_near", **params)
        return words(f"misuse.{key}", **params)
    return words("misuse.other", problem=said_by("Typer", text))


def _global_options(error: Any) -> tuple[str, ...]:
    """The options that stand before the command, where one stands behind it."""
    context = getattr(error, "ctx", None)
    if context is None or context.parent is None:
        return ()
    return tuple(name for param in context.find_root().command.params for name in param.opts)
