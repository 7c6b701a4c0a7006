"""`statusreport todo`."""

from __future__ import annotations

from typing import Annotated

import typer

from . import _shared as shared
from ._shared import words

ORDER = 5
FORMATS = ("text", "markdown", "csv", "json")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("todo", help=words("todo.help"))(todo)


def todo(
    responsible: Annotated[
        list[str] | None, typer.Option(metavar="NAMES", help=words("todo.responsible"))
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option(help=words("todo.format", formats=", ".join(FORMATS)))
    ] = "text",
) -> None:
    """Lists what has not been reported in this round."""
    shared.one_of(format, FORMATS, "format")
    from ..publishing.language import language
    from ..reading.folder import MEASURES
    from ..tasks.load import load
    from ..tasks.todo import show, work_list

    plan = load(shared.plan_root())
    found = work_list(plan, shared.bodies(plan, responsible))
    text = show(found, plan.settings.round, format, language(plan.settings.language))
    typer.echo(text, nl=False)
    unread = sum(1 for path in plan.unread if path.startswith(f"{MEASURES}/"))
    if unread:
        shared.say(words("todo.unread", n=unread))
