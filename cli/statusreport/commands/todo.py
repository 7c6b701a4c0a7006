"""`statusreport todo`."""

from pathlib import Path
from typing import Annotated

import typer

from ..answers import forms
from ._session import Session

ORDER = 5
FORMATS = forms("worklist")


def register(app: typer.Typer, session: Session) -> None:
    """Adds the command."""
    words = session.words

    @app.command("todo", help=words("todo.help"))
    def todo(
        responsible: Annotated[
            list[str] | None, typer.Option(metavar="NAMES", help=words("todo.responsible"))
        ] = None,
        format: Annotated[  # noqa: A002 - the option's name
            str, typer.Option(metavar="FORMAT", help=words("todo.format", formats=", ".join(FORMATS)))
        ] = "text",
        output: Annotated[Path | None, typer.Option(metavar="FILE", help=words("app.output"))] = None,
    ) -> None:
        from ..answers.worklist import show
        from ..tasks import todo as task
        from ..tasks._names import one_of

        one_of(format, FORMATS, "format")
        work = task.todo(session.root, words, responsible or ())
        session.deliver(show(work, format), format, output)
        if work.unread:
            session.say("todo.unread", n=work.unread)
