"""`statusreport build`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .. import registry
from ..installation import adding
from . import _shared as shared
from ._shared import words

ORDER = 2
FORMATS = registry.names("formats")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("build", help=words("build.help"))(build)


def build(
    publication: Annotated[
        list[str] | None,
        typer.Argument(help=words("build.publication", publications="status-report, document-study")),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        list[str] | None,
        typer.Option(metavar="FORMATS", help=words("build.format", formats=", ".join(FORMATS))),
    ] = None,
    output: Annotated[Path | None, typer.Option(metavar="DIR", help=words("build.output"))] = None,
) -> None:
    """Checks the plan, then writes its publications."""
    from ..tasks import build as pipeline
    from ..tasks.check import checked
    from ._console import progress, written

    pipeline.refuse_unknown(publication or (), shared.listed(format))
    root = shared.plan_root()
    folder = output or root / pipeline.OUTPUT
    with progress(words) as step:
        result = checked(root)
        if result.publishable:
            files = pipeline.render(
                root,
                result.plan,
                publication or (),
                shared.listed(format),
                lambda name: step(words("build.rendering", step=name)),
            )
            step(words("build.writing"))
            pipeline.write(folder, files)
    if result.findings:
        shared.say(shared.text_report(result.findings, {p: s.text for p, s in result.plan.sources.items()}))
    if not result.publishable:
        shared.say(words("build.refused", n=sum(1 for f in result.findings if f.severity == "error")))
        raise typer.Exit(1)
    for line in written(words, folder, files).splitlines():
        typer.echo(shared.visible(line))
    if lacking := pipeline.left_out(shared.listed(format)):
        command = shared.visible(adding(lacking.values()))
        shared.say(words("build.left-out", formats=", ".join(lacking), command=command))
