"""`statusreport init`."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from ..answers import visible
from ..words import languages
from ._session import Session

ORDER = 9


def register(app: typer.Typer, session: Session) -> None:
    """Adds the command."""
    words = session.words

    @app.command("init", help=words("init.help"))
    def init(
        folder: Annotated[Path, typer.Argument(metavar="DIR", help=words("init.folder"))],
        language: Annotated[
            str, typer.Option(metavar="CODE", help=words("init.language", languages=", ".join(languages())))
        ] = "nb",
    ) -> None:
        from ..tasks import init as task
        from ..tasks._names import one_of

        task.init(folder, one_of(language, languages(), "language"))
        argument = shlex.quote(str(folder))
        session.lines(visible(words("init.made", folder=folder, argument=argument), words) + "\n")
