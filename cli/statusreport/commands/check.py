"""`statusreport check`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from ..answers import forms
from ..installation import VERSION
from ._session import Session, listed, width_of

ORDER = 1
FORMATS = forms("findings")


def register(app: typer.Typer, session: Session) -> None:
    """Adds the command."""
    words = session.words

    @app.command("check", help=words("check.help"))
    def check(
        path: Annotated[list[Path] | None, typer.Argument(metavar="PATH", help=words("check.path"))] = None,
        *,
        format: Annotated[  # noqa: A002 - the option's name
            str, typer.Option(metavar="FORMAT", help=words("check.format", formats=", ".join(FORMATS)))
        ] = "text",
        select: Annotated[list[str] | None, typer.Option(metavar="CODES", help=words("check.select"))] = None,
        ignore: Annotated[list[str] | None, typer.Option(metavar="CODES", help=words("check.ignore"))] = None,
        responsible: Annotated[
            list[str] | None, typer.Option(metavar="NAMES", help=words("check.responsible"))
        ] = None,
        since: Annotated[str, typer.Option(metavar="REV", help=words("check.since"))] = "",
        strict: Annotated[bool, typer.Option("--strict", help=words("check.strict"))] = False,
    ) -> None:
        from ..answers.findings import get_form, of_check
        from ..source.git_tree import place_in_repository
        from ..tasks import check as task
        from ..tasks._cores import cores
        from ..tasks._names import one_of

        one_of(format, FORMATS, "format")
        place = place_in_repository(session.root)
        found = task.check(
            session.root,
            words,
            paths=path or (),
            select=listed(select),
            ignore=listed(ignore),
            responsible=responsible or (),
            since=since,
            cores=cores(),
        )
        style = session.style(sys.stdout)
        report = of_check(found, words, version=VERSION, style=style, width=width_of(sys.stdout), place=place)
        session.result(get_form(format).show(report))
        raise typer.Exit(1 if report.errors or (strict and report.findings) else 0)
