"""`statusreport round list|seal|open|correct|verify`."""

from pathlib import Path
from typing import Annotated

import typer

from ..answers import cells, visible
from ..source.faults import UsageError
from ._session import Session

ORDER = 4


def register(app: typer.Typer, session: Session) -> None:
    """Adds the commands."""
    rounds = typer.Typer(help=session.words("round.help"), no_args_is_help=True, rich_markup_mode=None)
    for add in (_list, _seal, _open, _correct, _verify):
        add(rounds, session)
    app.add_typer(rounds, name="round")


def _list(rounds: typer.Typer, session: Session) -> None:
    words = session.words

    @rounds.command("list", help=words("round.list_help"))
    def list_() -> None:
        from ..tasks.rounds import list_rounds

        listed = list_rounds(session.root, words)
        names = [
            visible(f"{found.round} ({found.label})" if found.label else found.round, words)
            for found in listed
        ]
        width = max(map(cells, names), default=0)
        for name, found in zip(names, listed, strict=True):
            state = "both" if found.sealed and found.current else "sealed" if found.sealed else "current"
            session.answer(
                "round.listed",
                round=name + " " * (width - cells(name)),
                state=words(f"round.{state}"),
                n=found.measures,
                reported=found.reported,
            )
            for reason in found.corrected:
                said = words("round.listed_corrected", reason=visible(reason, words))
                session.lines(f"{' ' * width}  {said}\n")


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
        if done.completed:
            session.answer(
                "round.seal_completed", round=current, n=done.completed, hash=done.sealed.hash[:12]
            )
            return
        n = len(done.sealed.state.measures)
        session.answer("round.seal_done", round=current, file=done.file, n=n, hash=done.sealed.hash[:12])
        reported = sum(1 for measure in done.sealed.state.measures if measure.reported_status is not None)
        session.answer("round.seal_reported", reported=reported, unreported=n - reported)
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


def _correct(rounds: typer.Typer, session: Session) -> None:
    words = session.words

    @rounds.command("correct", help=words("round.correct_help"))
    def correct(
        round_id: Annotated[str, typer.Argument(metavar="ROUND", help=words("round.correct_round"))],
        reason: Annotated[str, typer.Option(metavar="TEXT", help=words("round.correct_reason"))] = "",
        number: Annotated[str, typer.Option(metavar="N", help=words("round.correct_number"))] = "",
        status: Annotated[str, typer.Option(metavar="S", help=words("round.correct_status"))] = "",
        field: Annotated[
            list[str] | None, typer.Option(metavar="KEY=VALUE", help=words("round.correct_field"))
        ] = None,
    ) -> None:
        from ..tasks.rounds import correct_round

        values = {"status": status} if status else {}
        for pair in field or ():
            name, equals, value = pair.partition("=")
            if not equals:
                raise UsageError("correct-pair", value=pair)
            values[name.strip()] = value.strip()
        done = correct_round(session.root, words, round_id, reason, number=number, values=values)
        if done.sealed is None:
            session.findings_of(done.plan, done.errors)
            session.say("errors.seal-refused", n=len(done.errors))
            raise typer.Exit(1)
        session.answer("round.correct_done", round=round_id, file=done.file, hash=done.sealed.hash[:12])
        if round_id == done.plan.settings.round:
            session.say("round.correct_build")


def _verify(rounds: typer.Typer, session: Session) -> None:
    words = session.words

    @rounds.command("verify", help=words("round.verify_help"))
    def verify(
        file: Annotated[
            Path | None,
            typer.Option(metavar="FILE", help=words("round.verify_file")),
        ] = None,
    ) -> None:
        from ..tasks.rounds import verify_rounds

        found = verify_rounds(session.root, words)
        if found.broken:
            session.findings_of(found.plan, found.broken)
            raise typer.Exit(1)
        if file:
            known = found.published_in(file)
            if known is None:
                session.say("round.verify_unpublished", file=file)
                raise typer.Exit(1)
            sealed, corrected = known
            params = {"file": file, "round": sealed.state.round}
            if corrected:
                session.say("round.verify_corrected", **params, reason=visible(corrected.reason, words))
                raise typer.Exit(1)
            session.answer("round.verify_published", **params)
            return
        if not found.plan.rounds:
            session.answer("round.verify_none")
            return
        last = found.plan.rounds[-1]
        session.answer("round.verify_done", n=len(found.plan.rounds))
        if found.unchained:
            session.say("round.verify_unchained", n=len(found.unchained), rounds=", ".join(found.unchained))
        session.say("round.verify_last", round=last.state.round, hash=last.hash)
