"""`statusreport init`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from ..source.faults import UsageError
from . import _shared as shared
from ._shared import words

ORDER = 8


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("init", help=words("init.help"))(init)


def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help=words("init.folder"))]) -> None:
    """Makes a small plan to start from."""
    from ..tasks.init import starter_files
    from ..writing.files import write_files

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("not-empty", folder=folder)
    write_files(folder, starter_files())
    typer.echo(shared.visible(words("init.made", folder=folder, argument=shlex.quote(str(folder)))))
