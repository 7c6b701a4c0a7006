"""`statusreport explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from . import _shared as shared
from ._shared import words

ORDER = 6


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("explain", help=words("explain.help"))(explain)


def explain(code: Annotated[str, typer.Argument(help=words("explain.code"))]) -> None:
    """Shows a rule's page."""
    from ..rules import all_rules, find_rule

    rule = find_rule(code)
    if rule is None:
        names = tuple(word for known in all_rules() for word in (known.code, known.name))
        raise shared.unknown("rule", code, names, tuple(known.code for known in all_rules()))
    severity = words(f"explain.severity.{rule.severity}")
    typer.echo(f"{rule.code} {rule.name}\n\n{severity}\n\n{rule.page.strip()}")
