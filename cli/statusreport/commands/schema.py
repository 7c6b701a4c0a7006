"""`statusreport schema`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from . import _shared as shared
from ._shared import words

if TYPE_CHECKING:
    from ..model.plan import Settings

ORDER = 7
KINDS = ("measure", "project", "plan", "chapter", "figures")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("schema", help=words("schema.help"))(schema)


def schema(
    kind: Annotated[str, typer.Argument(help=words("schema.kind", kinds=", ".join(KINDS)))],
) -> None:
    """Prints the JSON Schema of a kind of file."""
    import json

    shared.one_of(kind, KINDS, "kind")
    from ..reading.schema import schema as schema_of

    title = words("schema.title_plan") if kind == "plan" else words("schema.title", kind=kind)
    typer.echo(json.dumps(schema_of(kind, title, _settings()), ensure_ascii=False, indent=2))


def _settings() -> Settings | None:
    """The settings of the plan, if there is one whose file can be used."""
    from ..reading.folder import plan_file
    from ..reading.plan_file import PlanFault, read_settings
    from ..source.faults import UsageError

    try:
        return read_settings(plan_file(shared.plan_root()))
    except (PlanFault, UsageError):
        return None
