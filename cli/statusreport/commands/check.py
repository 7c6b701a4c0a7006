"""`statusreport check`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from ..answers import forms
from ..installation import VERSION
from ._session import Session, listed

ORDER = 1
FORMATS = forms("findings")


def register(app: typer.Typer, session: Session) -> None:
    """Adds the command."""
    words = session.words

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
        from ..answers.findings import get_form, of_plan
        from ..tasks import check as task
        from ..tasks._names import one_of

        one_of(format, FORMATS, "format")
        found = task.check(
            session.root,
            words,
            paths=path or (),
            select=listed(select),
            ignore=listed(ignore),
            responsible=listed(responsible),
        )
        style = session.style(sys.stdout)
        report = of_plan(found.findings, found.plan, words, version=VERSION, style=style)
        session.result(get_form(format).show(report))
        raise typer.Exit(1 if report.errors else 0)
