"""`statusreport check`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from .. import registry
from ..installation import VERSION
from ..source.faults import Finding, UsageError
from . import _shared as shared
from ._shared import words

ORDER = 1
FORMATS = registry.names("answers.findings")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("check", help=words("check.help"))(check)


def check(
    path: Annotated[list[Path] | None, typer.Argument(help=words("check.path"))] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option(help=words("check.format", formats=", ".join(FORMATS)))
    ] = "text",
    select: Annotated[list[str] | None, typer.Option(metavar="CODES", help=words("check.select"))] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="CODES", help=words("check.ignore"))] = None,
    responsible: Annotated[
        list[str] | None, typer.Option(metavar="NAMES", help=words("check.responsible"))
    ] = None,
) -> None:
    """Reads everything, applies every rule and shows every finding."""
    shared.one_of(format, FORMATS, "format")
    from ..answers.findings import Report, get_reporter
    from ..rules.engine import chosen
    from ..tasks.check import checked

    root = shared.plan_root()
    result = checked(root)
    plan = result.plan
    findings = chosen(
        _within(result.findings, root, path or ()),
        _prefixes(select),
        _prefixes(ignore),
        shared.bodies(plan, responsible),
    )
    report = Report(
        findings=findings,
        files=len(plan.sources),
        measures=len(plan.measures),
        projects=len(plan.projects),
        texts={path: source.text for path, source in plan.sources.items()},
        words=words,
        names={name: plan.settings.responsible_name(name) for name in shared.known_bodies(plan)},
        version=VERSION,
        style=shared.style(sys.stdout),
    )
    typer.echo(get_reporter(format).report(report), nl=False)
    raise typer.Exit(1 if report.errors else 0)


def _within(findings: tuple[Finding, ...], root: Path, paths: Iterable[Path]) -> tuple[Finding, ...]:
    """The findings at or below some paths, which must be there and belong to the plan."""
    wanted: list[str] = []
    for path in paths:
        if not path.exists():
            raise UsageError("no-such-path", path=path)
        # A file of the plan may be a link to elsewhere; findings name it by its place in the plan.
        place = Path(os.path.abspath(path))
        for inside, home in ((place, Path(os.path.abspath(root))), (place.resolve(), root.resolve())):
            if inside.is_relative_to(home):
                wanted.append(inside.relative_to(home).as_posix())
                break
        else:
            raise UsageError("outside", path=path, root=root)
    if not wanted:
        return findings
    return tuple(
        finding
        for finding in findings
        if any(
            place in (".", finding.location.path) or finding.location.path.startswith(f"{place}/")
            for place in wanted
        )
    )


def _prefixes(options: list[str] | None) -> tuple[str, ...]:
    """Codes of rules or prefixes of them: one that fits no rule would leave out every finding in silence."""
    from ..rules import all_rules

    codes = tuple(rule.code for rule in all_rules())
    for word in (wanted := shared.listed(options)):
        if not any(code.startswith(word) for code in codes):
            raise shared.unknown("rule", word, codes)
    return wanted
