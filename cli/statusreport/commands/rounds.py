"""`statusreport round list|seal|open|verify`."""

from __future__ import annotations

from typing import Annotated

import typer

from . import _shared as shared
from ._shared import words

ORDER = 4

rounds = typer.Typer(help=words("round.help"), no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(rounds, name="round")


@rounds.command("list", help=words("round.list_help"))
def list_() -> None:
    """Lists the rounds."""
    from ..tasks.load import load
    from ..tasks.rounds import list_rounds

    for found in list_rounds(load(shared.plan_root())):
        state = "both" if found.sealed and found.current else "sealed" if found.sealed else "current"
        line = words(
            "round.listed",
            round=found.round,
            state=words(f"round.{state}"),
            n=found.measures,
            reported=found.reported,
        )
        typer.echo(shared.visible(line))


@rounds.command("seal", help=words("round.seal_help"))
def seal() -> None:
    """Seals the current round."""
    from ..source.faults import Severity
    from ..tasks.check import checked
    from ..tasks.rounds import new_seal, seal_file
    from ..writing.files import write_file

    root = shared.plan_root()
    result = checked(root)
    plan = result.plan
    errors = tuple(finding for finding in result.findings if finding.severity is Severity.ERROR)
    if errors:
        shared.say(shared.text_report(errors, {path: source.text for path, source in plan.sources.items()}))
        shared.say(words("errors.seal-refused", n=len(errors)))
        raise typer.Exit(1)
    made = new_seal(plan)
    if made is None:
        typer.echo(words("round.seal_same", round=plan.settings.round))
        return
    data, sealed = made
    write_file(root / seal_file(plan), data)
    typer.echo(
        words(
            "round.seal_done",
            round=plan.settings.round,
            file=seal_file(plan),
            n=len(sealed.state.measures),
            hash=sealed.hash[:12],
        )
    )
    without = sum(1 for measure in plan.measures if not measure.round)
    if without:
        shared.say(words("round.seal_rounds", n=without, round=plan.settings.round))


@rounds.command("open", help=words("round.open_help"))
def open_(
    round_id: Annotated[str, typer.Argument(metavar="ROUND", help=words("round.open_round"))],
) -> None:
    """Opens a round."""
    from ..reading.folder import plan_file
    from ..reading.plan_file import PLAN_FILE
    from ..tasks.load import load
    from ..tasks.rounds import opened
    from ..tasks.todo import unreported
    from ..writing.files import write_file

    root = shared.plan_root()
    plan = load(root)
    before = plan.settings.round
    if round_id == before and not any(sealed.state.round == before for sealed in plan.rounds):
        typer.echo(words("round.open_same", round=before))
        return
    data = opened(plan, plan_file(root), round_id)
    write_file(root / PLAN_FILE, data)
    if not any(sealed.state.round == before for sealed in plan.rounds):
        shared.say(words("round.open_unsealed", round=before))
    typer.echo(words("round.open_done", round=round_id, n=len(unreported(load(root)))))


@rounds.command("verify", help=words("round.verify_help"))
def verify() -> None:
    """Proves that no sealed round was edited."""
    from ..reading.folder import ROUNDS
    from ..rules.engine import check
    from ..tasks.load import load

    plan = load(shared.plan_root())
    broken = tuple(
        finding
        for finding in check(plan)
        if finding.location.path.startswith(f"{ROUNDS}/") and finding.severity == "error"
    )
    if broken:
        shared.say(shared.text_report(broken, {path: source.text for path, source in plan.sources.items()}))
        raise typer.Exit(1)
    if not plan.rounds:
        typer.echo(words("round.verify_none"))
    else:
        typer.echo(words("round.verify_done", n=len(plan.rounds)))
