"""`statusreport diff`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .. import registry
from . import _shared as shared
from ._shared import words

ORDER = 3
FORMATS = registry.names("answers.changes")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("diff", help=words("diff.help"))(diff)


def diff(
    old: Annotated[str, typer.Argument(help=words("diff.old"))],
    new: Annotated[str, typer.Argument(help=words("diff.new"))] = "working",
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option(help=words("diff.format", formats=", ".join(FORMATS)))
    ] = "text",
    output: Annotated[Path | None, typer.Option(metavar="FILE", help=words("diff.output"))] = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help=words("diff.exit_code"))] = False,
) -> None:
    """Compares two states of the plan."""
    shared.one_of(format, FORMATS, "format")
    from ..answers.changes import Setting, get_form
    from ..rounds.comparison import compare
    from ..source.faults import Severity
    from ..tasks.build import TEMPLATES
    from ..tasks.diff import find_state
    from ..tasks.load import load_rounds

    root = shared.plan_root()
    plan = load_rounds(root)
    states = [find_state(root, plan, name) for name in (old, new)]
    changes = compare(states[0].state, states[1].state)
    setting = Setting(words, plan.settings.language, root / TEMPLATES)
    result = get_form(format).show(changes, setting)
    for found in states:
        if found.findings:
            errors = sum(1 for finding in found.findings if finding.severity is Severity.ERROR)
            warnings = len(found.findings) - errors
            shared.say(
                words(
                    "diff.summary",
                    label=shared.visible(found.state.label),
                    errors=words("findings.errors", n=errors),
                    warnings=words("findings.warnings", n=warnings),
                )
            )
    if output:
        from ..writing.output import write_file

        write_file(output, result.encode("utf-8"))
        shared.say(words("diff.written", file=shared.visible(str(output))))
    else:
        typer.echo(result, nl=False)
    raise typer.Exit(1 if exit_code and changes else 0)
