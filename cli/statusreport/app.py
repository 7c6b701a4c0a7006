"""The command line: options in, exit status out. Everything that is decided is decided elsewhere.

Only the command that is run imports what it needs: `--help` must not wait for Markdown.
"""

from __future__ import annotations

import os
import shlex
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TextIO

import typer

from .diagnostics import Finding, PlanError, UsageError
from .messages import english

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .model import Plan

words = english()
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

FORMATS = ("text", "json", "github", "sarif", "junit")
SCHEMAS = ("measure", "project", "plan", "chapter", "figures")
_INTERRUPTED = 130
# ANSI codes by the name of a style; a terminal's own palette decides the shade.
_STYLES = {"error": "1;31", "warning": "1;33", "strong": "1", "margin": "34", "group": "1;4"}


class _Chosen:
    """The plan's folder, as `--root` names it."""

    root: Path | None = None


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
        _say(_text_report(error.findings, error.texts))
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
        _say(words("app.interrupted"))
    raise SystemExit(status)


def _refused(sentence: str) -> int:
    _say(words("errors.prefix", sentence=_visible(sentence)))
    return 2


def _misused(error: Any) -> int:
    """What Typer found wrong, as one sentence; without any arguments it is the help."""
    text = error.format_message()
    if "\n" in text:
        _say("\n".join(_visible(line) for line in text.split("\n")))
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
        typer.echo(_version())
        raise typer.Exit


@app.callback()
def _root(
    root: Annotated[Path | None, typer.Option("--root", metavar="DIR", help=words("app.root"))] = None,
    version: Annotated[
        bool,
        typer.Option("--version", help=words("app.version"), is_eager=True, callback=_show_version),
    ] = False,
) -> None:
    _Chosen.root = root


@app.command("check", help=words("check.help"))
def check(
    path: Annotated[list[Path] | None, typer.Argument(help=words("check.path"))] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option(help=words("check.format", formats=", ".join(FORMATS)))
    ] = "text",
    select: Annotated[list[str] | None, typer.Option(metavar="CODES", help=words("check.select"))] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="CODES", help=words("check.ignore"))] = None,
    responsible: Annotated[
        list[str] | None, typer.Option(metavar="NAMES", help=words("check.responsible"))
    ] = None,
) -> None:
    """Reads everything, applies every rule and shows every finding."""
    _one_of(format, FORMATS, "format")
    from .checking import chosen
    from .pipeline import checked
    from .reporters import Report, get_reporter

    root = _plan_root()
    result = checked(root)
    plan = result.plan
    findings = chosen(
        _within(result.findings, root, path or ()),
        _prefixes(select),
        _prefixes(ignore),
        _bodies(plan, responsible),
    )
    report = Report(
        findings=findings,
        files=len(plan.sources),
        measures=len(plan.measures),
        projects=len(plan.projects),
        texts={path: source.text for path, source in plan.sources.items()},
        words=words,
        names={name: plan.settings.responsible_name(name) for name in _known_bodies(plan)},
        version=_version(),
        style=_style if _colours(sys.stdout) else Report.style,
    )
    typer.echo(get_reporter(format).report(report), nl=False)
    raise typer.Exit(1 if report.errors else 0)


@app.command("build", help=words("build.help"))
def build(
    publication: Annotated[
        list[str] | None,
        typer.Argument(help=words("build.publication", publications="status-report, document-study")),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        list[str] | None,
        typer.Option(metavar="FORMATS", help=words("build.format", formats=", ".join(_format_names()))),
    ] = None,
    output: Annotated[Path | None, typer.Option(metavar="DIR", help=words("build.output"))] = None,
) -> None:
    """Checks the plan, then writes its publications."""
    from . import pipeline
    from .console import progress, written

    pipeline.refuse_unknown(publication or (), _codes(format))
    root = _plan_root()
    folder = output or root / pipeline.OUTPUT
    with progress(words) as step:
        result = pipeline.checked(root)
        if result.publishable:
            files = pipeline.render(
                root,
                result.plan,
                publication or (),
                _codes(format),
                lambda name: step(words("build.rendering", step=name)),
            )
            step(words("build.writing"))
            pipeline.write(folder, files)
    if result.findings:
        _say(_text_report(result.findings, {p: s.text for p, s in result.plan.sources.items()}))
    if not result.publishable:
        _say(words("build.refused", n=sum(1 for f in result.findings if f.severity == "error")))
        raise typer.Exit(1)
    for line in written(words, folder, files).splitlines():
        typer.echo(_visible(line))


@app.command("explain", help=words("explain.help"))
def explain(code: Annotated[str, typer.Argument(help=words("explain.code"))]) -> None:
    """Shows a rule's page."""
    from .rules import all_rules, find_rule

    rule = find_rule(code)
    if rule is None:
        names = tuple(word for known in all_rules() for word in (known.code, known.name))
        raise _unknown("rule", code, names, tuple(known.code for known in all_rules()))
    severity = words(f"explain.severity.{rule.severity}")
    typer.echo(f"{rule.code} {rule.name}\n\n{severity}\n\n{rule.page.strip()}")


@app.command("schema", help=words("schema.help"))
def schema(
    kind: Annotated[str, typer.Argument(help=words("schema.kind", kinds=", ".join(SCHEMAS)))],
) -> None:
    """Prints the JSON Schema of a kind of file."""
    import json

    _one_of(kind, SCHEMAS, "kind")
    from .schema import schema as schema_of

    title = words("schema.title_plan") if kind == "plan" else words("schema.title", kind=kind)
    typer.echo(json.dumps(schema_of(kind, title), ensure_ascii=False, indent=2))


@app.command("init", help=words("init.help"))
def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help=words("init.folder"))]) -> None:
    """Makes a small plan to start from."""
    from .starter import starter_files
    from .writer import write_files

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("not-empty", folder=folder)
    write_files(folder, starter_files())
    typer.echo(_visible(words("init.made", folder=folder, argument=shlex.quote(str(folder)))))


def _plan_root() -> Path:
    from .reader import find_root

    if _Chosen.root is None:
        return find_root(Path.cwd())
    if not _Chosen.root.is_dir():
        raise UsageError("not-a-folder", folder=_Chosen.root)
    return _Chosen.root


def _within(findings: tuple[Finding, ...], root: Path, paths: Iterable[Path]) -> tuple[Finding, ...]:
    """The findings at or below some paths, which must be there and belong to the plan."""
    wanted: list[str] = []
    for path in paths:
        if not path.exists():
            raise UsageError("no-such-path", path=path)
        # A file of the plan may be a link to elsewhere; findings name it by its place in the plan.
        place = Path(os.path.abspath(path))
        for inside, home in ((place, Path(os.path.abspath(root))), (place.resolve(), root.resolve())):
            if inside.is_relative_to(home):
                wanted.append(inside.relative_to(home).as_posix())
                break
        else:
            raise UsageError("outside", path=path, root=root)
    if not wanted:
        return findings
    return tuple(
        finding
        for finding in findings
        if any(
            place in (".", finding.location.path) or finding.location.path.startswith(f"{place}/")
            for place in wanted
        )
    )


def _codes(lists: list[str] | None) -> tuple[str, ...]:
    """Options that take several words, given once with commas or several times."""
    return tuple(word.strip() for item in lists or () for word in item.split(",") if word.strip())


def _prefixes(lists: list[str] | None) -> tuple[str, ...]:
    """Codes of rules or prefixes of them: one that fits no rule would leave out every finding in silence."""
    from .rules import all_rules

    codes = tuple(rule.code for rule in all_rules())
    for word in (wanted := _codes(lists)):
        if not any(code.startswith(word) for code in codes):
            raise _unknown("rule", word, codes, codes)
    return wanted


def _bodies(plan: Plan, wanted: list[str] | None) -> tuple[str, ...]:
    """Responsible bodies by abbreviation, name or alias."""
    vocabulary = plan.settings.responsible
    known = _known_bodies(plan)
    bodies = []
    for word in _codes(wanted):
        term = vocabulary.find(word) if vocabulary else None
        name = term.id if term else word
        if name not in known:
            raise _unknown("responsible", word, known, known)
        bodies.append(name)
    return tuple(bodies)


def _known_bodies(plan: Plan) -> tuple[str, ...]:
    from .figures import responsible_bodies

    return responsible_bodies(plan)


def _one_of(word: str, allowed: tuple[str, ...], what: str) -> None:
    if word not in allowed:
        raise _unknown(what, word, allowed, allowed)


def _unknown(what: str, word: str, allowed: tuple[str, ...], shown: tuple[str, ...]) -> UsageError:
    from .vocabulary import nearest

    near = nearest(word, allowed)
    return UsageError(
        f"unknown-{what}-near" if near else f"unknown-{what}", name=word, nearest=near, allowed=shown
    )


def _text_report(findings: tuple[Finding, ...], texts: Mapping[str, str]) -> str:
    from .reporters import Report, get_reporter

    style = _style if _colours(sys.stderr) else Report.style
    report = Report(findings, len(texts), 0, 0, texts, words, style=style)
    return get_reporter("text").report(report).rstrip("\n")


def _colours(stream: TextIO | None) -> bool:
    """Colour only on a terminal, and never against the reader's wish (no-color.org)."""
    return (
        stream is not None
        and stream.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )


def _style(text: str, style: str) -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"


def _visible(text: str) -> str:
    from .reporters.text import visible

    return visible(text)


def _say(text: str) -> None:
    typer.echo(text, err=True)


def _format_names() -> tuple[str, ...]:
    """The formats there are, by their files: a format's own imports are for the command that renders."""
    return tuple(sorted(f.stem for f in (Path(__file__).parent / "formats").glob("[!_]*.py")))


def _version() -> str:
    from importlib.metadata import version

    return version("statusreport")
