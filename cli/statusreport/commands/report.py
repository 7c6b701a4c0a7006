"""`statusreport report`."""

from typing import Annotated

import typer

from ..source.faults import UsageError
from ._session import Session

ORDER = 6


def register(app: typer.Typer, session: Session) -> None:
    """Adds the command."""
    words = session.words

    @app.command("report", help=words("report.help"))
    def report(
        numbers: Annotated[
            list[str] | None, typer.Argument(metavar="NUMBER", help=words("report.numbers"))
        ] = None,
        *,
        unchanged: Annotated[bool, typer.Option("--unchanged", help=words("report.unchanged"))] = False,
        completed: Annotated[bool, typer.Option("--completed", help=words("report.completed"))] = False,
    ) -> None:
        from ..tasks.report import report_unchanged

        if not unchanged or not (numbers or completed):
            raise UsageError("report-what")
        done = report_unchanged(session.root, words, numbers or (), completed=completed)
        if done.reported or not done.already:
            session.answer(
                "report.done",
                n=len(done.reported),
                round=done.plan.settings.round,
                numbers=", ".join(measure.number for measure in done.reported) or "–",
            )
        if done.already:
            session.say("report.already", numbers=", ".join(measure.number for measure in done.already))
