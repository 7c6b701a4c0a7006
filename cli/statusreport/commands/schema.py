"""`statusreport schema`."""

from typing import Annotated

import typer

from ._session import Session

ORDER = 7
KINDS = ("measure", "project", "plan", "chapter", "figures")


def register(app: typer.Typer, session: Session) -> None:
    """Adds the command."""
    words = session.words

    @app.command("schema", help=words("schema.help"))
    def schema(
        kind: Annotated[str, typer.Argument(help=words("schema.kind", kinds=", ".join(KINDS)))],
    ) -> None:
        import json

        from ..reading.schema import schema as schema_of
        from ..tasks._names import one_of

        one_of(kind, KINDS, "kind")
        title = words("schema.title_plan") if kind == "plan" else words("schema.title", kind=kind)
        session.result(json.dumps(schema_of(kind, title), ensure_ascii=False, indent=2) + "\n")
