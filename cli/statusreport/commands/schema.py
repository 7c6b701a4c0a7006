"""`statusreport schema`."""

from __future__ import annotations

from typing import Annotated

import typer

from . import _shared as shared
from ._shared import words

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
    typer.echo(json.dumps(schema_of(kind, title), ensure_ascii=False, indent=2))
