"""The command line: the commands put together, and whatever goes wrong made one sentence.

Only the command that is run imports what it needs: `--help` must not wait for Markdown.
"""

import gc
import os
import signal
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from . import registry
from .answers import visible
from .commands._document import form_of, show_findings, show_refusal
from .commands._language import fallen_back, language
from .commands._session import Session
from .commands._typer import Misuse, in_words, misuse
from .installation import VERSION
from .source.faults import PlanError, UsageError
from .source.tree import reason_of
from .words import Catalogue, TextError, catalogue, languages

_INTERRUPTED = 130


def main() -> NoReturn:
    """Runs the tool. Whatever goes wrong outside itself is one sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # The same bytes everywhere: no system's own code page and line ends.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    if hasattr(signal, "SIGPIPE"):
        # Whoever reads the output may stop, as `head` does; then there is nothing left to do.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    # A run is short and keeps what it reads: to look through that for garbage, again and again, takes a fifth of its time.
    gc.disable()
    arguments, environment = sys.argv[1:], os.environ
    try:
        session = Session(catalogue(language(arguments, environment)))
        status = _run(session)
    except UsageError as unknown:
        session = Session(catalogue(fallen_back(arguments, environment)))
        status = _refused(session, session.words(f"errors.{unknown.key}", **unknown.params))
    if status == _INTERRUPTED:
        session.say("app.interrupted")
    # Python looks through it once more at the end, unless it is out of sight.
    gc.freeze()
    raise SystemExit(status)


def application(words: Catalogue) -> typer.Typer:
    """The commands with their texts in the language of `words`."""
    return _application(Session(words))


def _application(session: Session) -> typer.Typer:
    words = session.words
    app = typer.Typer(
        name="statusreport",
        help=words("app.help"),
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    def show_version(wanted: bool) -> None:
        if wanted:
            typer.echo(VERSION)
            raise typer.Exit

    @app.callback()
    def choose(
        root: Annotated[Path | None, typer.Option("--root", metavar="DIR", help=words("app.root"))] = None,
        language: Annotated[  # chosen before the commands are put together, since their help speaks it
            str,
            typer.Option(metavar="LANGUAGE", help=words("app.language", languages=", ".join(languages()))),
        ] = "",
        version: Annotated[
            bool, typer.Option("--version", help=words("app.version"), is_eager=True, callback=show_version)
        ] = False,
    ) -> None:
        session.chosen_root = root

    modules = [registry.entry("commands", name) for name in registry.names("commands")]
    for module in sorted(modules, key=lambda module: module.ORDER):
        module.register(app, session)
    in_words(app, words)
    return app


def _run(session: Session) -> int:
    words = session.words
    try:
        return _application(session)(prog_name="statusreport", standalone_mode=False) or 0
    except (UsageError, TextError) as error:
        said = words(f"errors.{error.key}", **error.params) if isinstance(error, UsageError) else str(error)
        return _refused(session, said)
    except PlanError as error:
        if form := form_of(sys.argv[1:]):
            show_findings(session, form, error.findings, error.texts)
        else:
            session.findings(error.findings, error.texts)
        return 2
    except Misuse as error:
        return _misused(session, error)
    except (KeyboardInterrupt, typer.Abort):
        return _INTERRUPTED
    except OSError as error:
        file = error.filename or words("errors.output")
        status = _refused(session, words("errors.unusable", file=file, reason=reason_of(error)))
        _abandon_output()
        return status


def _refused(session: Session, sentence: str) -> int:
    """What could not be done, as a sentence; a program that reads the answer gets that as a whole document."""
    if form := form_of(sys.argv[1:]):
        show_refusal(session, form, sentence)
    session.say("errors.prefix", sentence=visible(sentence, session.words))
    return 2


def _misused(session: Session, error: Any) -> int:
    """What Typer found wrong, as one sentence; without any arguments it is the help."""
    text = error.format_message()
    if "\n" in text:
        session.note(text)
        return 2
    return _refused(session, misuse(error, session.words))


def _abandon_output() -> None:
    """Lets go of an output that cannot be written, or Python would complain of it once more at the end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
