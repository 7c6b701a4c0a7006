"""`statusreport diff`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..answers import forms, visible
from ..source.faults import UsageError
from ._session import Session

if TYPE_CHECKING:
    from ..tasks.diff import Found

ORDER = 3
FORMATS = forms("changes")


def register(app: typer.Typer, session: Session) -> None:
    """Adds the command."""
    words = session.words

    @app.command("diff", help=words("diff.help"))
    def diff(
        old: Annotated[str, typer.Argument(metavar="OLD", help=words("diff.old"))],
        new: Annotated[str, typer.Argument(metavar="NEW", help=words("diff.new"))] = "working",
        *,
        format: Annotated[  # noqa: A002 - the option's name
            str, typer.Option(metavar="FORMAT", help=words("diff.format", formats=", ".join(FORMATS)))
        ] = "text",
        output: Annotated[Path | None, typer.Option(metavar="FILE", help=words("app.output"))] = None,
        label: Annotated[str, typer.Option(metavar="OLD,NEW", help=words("diff.label"))] = "",
        exit_code: Annotated[bool, typer.Option("--exit-code", help=words("diff.exit_code"))] = False,
    ) -> None:
        from ..answers.changes import get_form, is_working, setting_of
        from ..tasks import diff as task
        from ..tasks._names import one_of

        one_of(format, FORMATS, "format")
        compared = task.diff(session.root, words, old, new, labels(label))
        result = get_form(format).show(compared.changes, setting_of(compared, words))
        for name, found in zip((old, new), compared.states, strict=True):
            _sum_up(session, found, "summary_working" if is_working(name) else "summary")
        session.deliver(result, format, output)
        raise typer.Exit(1 if exit_code and compared.changes else 0)


def labels(given: str) -> tuple[str, str]:
    """What the two states are to be called; "" is as they were named. Raises UsageError."""
    if given.count(",") > 1:
        raise UsageError("two-labels", given=given)
    old, _, new = given.partition(",")
    return old.strip(), new.strip()


def _sum_up(session: Session, found: "Found", sentence: str) -> None:
    """How much is wrong with the content of a state, or that it has none: it was compared even so."""
    if found.absent:
        session.say("diff.absent", label=visible(found.state.label, session.words))
    if not found.findings:
        return
    from ..answers.changes import called

    errors = sum(1 for finding in found.findings if finding.severity == "error")
    session.say(
        f"diff.{sentence}",
        label=visible(called(found.state.label, session.words), session.words),
        errors=session.words("findings.errors", n=errors),
        warnings=session.words("findings.warnings", n=len(found.findings) - errors),
    )
