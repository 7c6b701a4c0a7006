"""`statusreport explain`."""

from typing import Annotated

import typer

from ._session import Session

ORDER = 6


def register(app: typer.Typer, session: Session) -> None:
    """Adds the command."""
    words = session.words

    @app.command("explain", help=words("explain.help"))
    def explain(code: Annotated[str, typer.Argument(help=words("explain.code"))]) -> None:
        from ..tasks import explain as task

        rule = task.explain(code)
        severity = words(f"explain.severity.{rule.severity}")
        session.result(
            f"{rule.code} {rule.name}\n\n{severity}\n\n{words.page_of_rule(rule.code, rule.page).strip()}\n"
        )
