"""What makes a drawing one that cannot be published."""

from __future__ import annotations

from collections.abc import Mapping

from ..text import shortened

Flaw = tuple[str, str, Mapping[str, object]]


class UndrawableError(Exception):
    """A part of a drawing that cannot be published: the rule that reports it, a variant, and its params."""

    def __init__(self, rule: str, variant: str, **params: object) -> None:
        super().__init__(rule, variant, params)
        self.flaw: Flaw = (rule, variant, params)


def browsers(what: str, variant: str = "") -> UndrawableError:
    return UndrawableError("browser-only-drawing", variant, what=shortened(what))


HEAVY = UndrawableError("unreadable-picture", "heavy")
