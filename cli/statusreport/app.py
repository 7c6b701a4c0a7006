"""The command line: the commands put together, and whatever goes wrong made one sentence.

Only the command that is run imports what it needs: `--help` must not wait for Markdown.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from . import registry
from .commands import _shared as shared
from .commands._shared import words
from .installation import VERSION
from .source.faults import PlanError, UsageError

app = typer.Typer(
    name="statusreport",
    help=words("app.help"),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

# What Typer says of options and arguments is an exception of this family, which it names by one member only.
_Misuse: type[Exception] = typer.BadParameter.__mro__[2]
_INTERRUPTED = 130


def main() -> NoReturn:
    """Runs the tool. Whatever goes wrong outside itself is one sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if hasattr(signal, "SIGPIPE"):
        # Whoever reads the output may stop, as `head` does; then there is nothing left to do.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        status = app(prog_name=app.info.name, standalone_mode=False) or 0
    except UsageError as error:
        status = _refused(str(error))
    except PlanError as error:
        shared.say(shared.text_report(error.findings, error.texts))
        status = 2
    except _Misuse as error:
        status = _misused(error)
    except (KeyboardInterrupt, typer.Abort):
        status = _INTERRUPTED
    except OSError as error:
        file = error.filename or words("errors.output")
        status = _refused(words("errors.unusable", file=file, reason=error.strerror or error))
        _abandon_output()
    if status == _INTERRUPTED:
        shared.say(words("app.interrupted"))
    raise SystemExit(status)


def _refused(sentence: str) -> int:
    shared.say(words("errors.prefix", sentence=shared.visible(sentence)))
    return 2


def _misused(error: Any) -> int:
    """What Typer found wrong, as one sentence; without any arguments it is the help."""
    text = error.format_message()
    if "\n" in text:
        shared.say("\n".join(shared.visible(line) for line in text.split("\n")))
        return 2
    command = error.ctx.command_path if getattr(error, "ctx", None) else "statusreport"
    ended = text if text.endswith((".", "?")) else f"{text}."
    return _refused(words("errors.misuse", problem=ended, command=command))


def _abandon_output() -> None:
    """Lets go of an output that cannot be written, or Python would complain of it once more at the end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(VERSION)
        raise typer.Exit


@app.callback()
def _root(
    root: Annotated[Path | None, typer.Option("--root", metavar="DIR", help=words("app.root"))] = None,
    version: Annotated[
        bool,
        typer.Option("--version", help=words("app.version"), is_eager=True, callback=_show_version),
    ] = False,
) -> None:
    shared.Chosen.root = root


def _register() -> None:
    """Adds every command there is a module for."""
    modules = [registry.entry("commands", name) for name in registry.names("commands")]
    for module in sorted(modules, key=lambda module: module.ORDER):
        module.register(app)


_register()
