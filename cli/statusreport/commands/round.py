"""`statusreport round list|seal|open|verify`."""

from typing import Annotated

import typer

from ..answers import visible
from ._session import Session

ORDER = 4


def register(app: typer.Typer, session: Session) -> None:
    """Adds the commands."""
    rounds = typer.Typer(help=session.words("round.help"), no_args_is_help=True, rich_markup_mode=None)
    for add in (_list, _seal, _open, _verify):
        add(rounds, session)
    app.add_typer(rounds, name="round")


def _list(rounds: typer.Typer, session: Session) -> None:
    words = session.words

    @rounds.command("list", help=words("round.list_help"))
    def list_() -> None:
        from ..tasks.rounds import list_rounds

        for found in list_rounds(session.root, words):
            state = "both" if found.sealed and found.current else "sealed" if found.sealed else "current"
            session.answer(
                "round.listed",
                round=visible(found.round),
                state=words(f"round.{state}"),
                n=found.measures,
                reported=found.reported,
            )


def _seal(rounds: typer.Typer, session: Session) -> None:
    words = session.words

    @rounds.command("seal", help=words("round.seal_help"))
    def seal() -> None:
        from ..tasks.rounds import seal_round

        done = seal_round(session.root, words)
        if done.errors:
            session.findings_of(done.plan, done.errors)
            session.say("errors.seal-refused", n=len(done.errors))
            raise typer.Exit(1)
        current = done.plan.settings.round
        if done.sealed is None:
            session.answer("round.seal_same", round=current)
            return
        n = len(done.sealed.state.measures)
        session.answer("round.seal_done", round=current, file=done.file, n=n, hash=done.sealed.hash[:12])
        without = sum(1 for measure in done.plan.measures if not measure.round)
        if without:
            session.say("round.seal_rounds", n=without, round=current)


def _open(rounds: typer.Typer, session: Session) -> None:
    words = session.words

    @rounds.command("open", help=words("round.open_help"))
    def open_(
        round_id: Annotated[str, typer.Argument(metavar="ROUND", help=words("round.open_round"))],
    ) -> None:
        from ..tasks.rounds import open_round

        done = open_round(session.root, words, round_id)
        if not done.changed:
            session.answer("round.open_same", round=round_id)
            return
        if done.unsealed:
            session.say("round.open_unsealed", round=done.unsealed)
        session.answer("round.open_done", round=round_id, n=done.waiting)


def _verify(rounds: typer.Typer, session: Session) -> None:
    words = session.words

    @rounds.command("verify", help=words("round.verify_help"))
    def verify() -> None:
        from ..tasks.rounds import verify_rounds

        found = verify_rounds(session.root, words)
        if found.broken:
            session.findings_of(found.plan, found.broken)
            raise typer.Exit(1)
        if found.plan.rounds:
            session.answer("round.verify_done", n=len(found.plan.rounds))
        else:
            session.answer("round.verify_none")
