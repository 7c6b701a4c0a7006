"""`statusreport explain`."""

from typing import Annotated

import typer

from ._session import Session

ORDER = 7


def register(app: typer.Typer, session: Session) -> None:
    """Adds the command."""
    words = session.words

    @app.command("explain", help=words("explain.help"))
    def explain(
        code: Annotated[str | None, typer.Argument(metavar="CODE", help=words("explain.code"))] = None,
    ) -> None:
        from ..tasks import explain as task

        if code is None:
            for rule in task.rules():
                level = words(f"findings.{rule.severity}")
                first = words.page_of_rule(rule.code, rule.page).strip().partition("\n")[0]
                session.lines(f"{rule.code}  {level:<8} {rule.name:<26} {first}\n")
            return
        rule = task.explain(code)
        kind = rule.severity if rule.waivable or rule.severity == "error" else "unwaivable"
        severity = words(f"explain.severity.{kind}")
        page = words.page_of_rule(rule.code, rule.page).strip()
        session.page(f"{rule.code} {rule.name}\n\n{severity}\n\n{page}\n")
