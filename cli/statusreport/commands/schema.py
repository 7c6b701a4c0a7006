"""`statusreport schema`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ._session import Session

if TYPE_CHECKING:
    from ..model.settings import Settings

ORDER = 8
KINDS = ("measure", "project", "plan", "chapter", "figures")


def register(app: typer.Typer, session: Session) -> None:
    """Adds the command."""
    words = session.words

    @app.command("schema", help=words("schema.help"))
    def schema(
        kind: Annotated[
            str, typer.Argument(metavar="KIND", help=words("schema.kind", kinds=", ".join(KINDS)))
        ],
        output: Annotated[Path | None, typer.Option(metavar="FILE", help=words("app.output"))] = None,
    ) -> None:
        import json

        from ..reading.schema import schema as schema_of
        from ..tasks._names import one_of

        one_of(kind, KINDS, "kind")
        title = words("schema.title_plan") if kind == "plan" else words("schema.title", kind=kind)
        found = schema_of(kind, title, _settings(session), words.meaning)
        session.deliver(json.dumps(found, ensure_ascii=False, indent=2) + "\n", "json", output)


def _settings(session: Session) -> "Settings | None":
    """The settings of the plan, if there is one whose file can be used."""
    from ..reading.folder import plan_file
    from ..reading.plan_file import PlanFault, read_settings
    from ..source.faults import UsageError

    try:
        return read_settings(plan_file(session.root))
    except (PlanFault, UsageError):
        return None
