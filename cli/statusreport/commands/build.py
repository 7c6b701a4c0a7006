"""`statusreport build`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from .. import registry
from ..answers import visible
from ..words import Catalogue
from ._session import Session, listed

ORDER = 2
FORMATS = registry.names("formats")


def register(app: typer.Typer, session: Session) -> None:
    """Adds the command."""
    words = session.words

    @app.command("build", help=words("build.help"))
    def build(
        publication: Annotated[
            list[str] | None,
            typer.Argument(help=words("build.publication", publications=", ".join(registry.publications()))),
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

            built = task.build(
                session.root,
                words,
                publications=publication or (),
                formats=listed(format),
                output=output,
                progress=step,
            )
        if built.checked.findings:
            session.findings_of(built.checked.plan, built.checked.findings)
        if built.checked.errors:
            session.say("build.refused", n=len(built.checked.errors))
            raise typer.Exit(1)
        session.result(_written(words, built.folder, built.files))


def _written(words: Catalogue, folder: Path, files: Mapping[str, bytes]) -> str:
    """What a build wrote: every file with its size."""
    width = max(len(name) for name in files)
    lines = [words("build.written", n=len(files), folder=folder)]
    for name, data in files.items():
        size = words("build.kilobytes", n=max(1, round(len(data) / 1000)))
        lines.append(f"  {name.ljust(width)}  {size:>9}")
    return "".join(f"{visible(line)}\n" for line in lines)
