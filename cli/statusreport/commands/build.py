"""`statusreport build`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import registry
from ..answers import visible
from ..installation import adding
from ..words import Catalogue
from ._session import Session, listed

if TYPE_CHECKING:
    from ..writing.output import Written

ORDER = 2
FORMATS = registry.names("formats")


def register(app: typer.Typer, session: Session) -> None:
    """Adds the command."""
    words = session.words

    @app.command("build", help=words("build.help"))
    def build(
        publication: Annotated[
            list[str] | None,
            typer.Argument(
                metavar="PUBLICATION",
                help=words("build.publication", publications=", ".join(registry.publications())),
            ),
        ] = None,
        format: Annotated[  # noqa: A002 - the option's name
            list[str] | None,
            typer.Option(metavar="FORMATS", help=words("build.format", formats=", ".join(FORMATS))),
        ] = None,
        output: Annotated[Path | None, typer.Option(metavar="DIR", help=words("build.output"))] = None,
    ) -> None:
        from ._progress import progress

        with progress(words("build.reading")) as step:
            from ..tasks import build as task
            from ..tasks._cores import cores

            built = task.build(
                session.root,
                words,
                publications=publication or (),
                formats=listed(format),
                output=output,
                progress=step,
                cores=cores(),
            )
        if built.checked.findings:
            session.findings(built.checked.findings, built.checked.texts, built.checked.names)
        if built.checked.errors:
            session.say("build.refused", n=len(built.checked.errors))
            raise typer.Exit(1)
        if built.written.unchanged:
            session.answer("build.current", n=len(built.written.files), folder=built.folder)
        else:
            session.lines(_written(words, built.folder, built.written))
        for line in _left_alone(words, built.folder, built.written):
            session.note(line)
        for name, meant in built.unused.items():
            session.say("build.unused-near" if meant else "build.unused", name=name, nearest=meant)
        if built.left_out:
            formats, command = ", ".join(built.left_out), adding(built.left_out.values())
            session.say("build.left-out", formats=formats, command=command)
        if built.written.locked:
            raise typer.Exit(2)


def _written(words: Catalogue, folder: Path, done: "Written") -> str:
    """What a build wrote, every file with its size, and what it removed."""
    width = max(map(len, done.files), default=0)
    lines = [words("build.written", n=len(done.files), folder=folder)]
    for name, data in done.files.items():
        size = words("build.kilobytes", n=max(1, round(len(data) / 1000)))
        lines.append(f"  {name.ljust(width)}  {size:>9}")
    lines += _named(words, "removed", folder, done.removed)
    return "".join(f"{visible(line, words)}\n" for line in lines)


def _left_alone(words: Catalogue, folder: Path, done: "Written") -> list[str]:
    """What a build did not touch, and what can be done about it."""
    kinds = {"locked": done.locked, "blocking": done.blocking, "foreign": done.foreign}
    lines = [line for kind, names in kinds.items() for line in _named(words, kind, folder, names)]
    if done.older:
        lines.append(words("build.older", n=len(done.older), names=", ".join(done.older)))
    return lines


def _named(words: Catalogue, kind: str, folder: Path, names: tuple[str, ...]) -> list[str]:
    if not names:
        return []
    return [words(f"build.{kind}", n=len(names), folder=folder), *(f"  {name}" for name in names)]
