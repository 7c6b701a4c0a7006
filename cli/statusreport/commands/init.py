"""`statusreport init`."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from ..answers import visible
from ._session import Session

ORDER = 9


def register(app: typer.Typer, session: Session) -> None:
    """Adds the command."""
    words = session.words

    @app.command("init", help=words("init.help"))
    def init(
        folder: Annotated[Path, typer.Argument(metavar="DIR", help=words("init.folder"))],
    ) -> None:
        from ..tasks import init as task

        task.init(folder)
        argument = shlex.quote(str(folder))
        session.result(visible(words("init.made", folder=folder, argument=argument), words) + "\n")
