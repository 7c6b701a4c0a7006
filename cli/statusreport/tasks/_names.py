"""Names that a person gives, held against those there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..source.faults import UsageError

if TYPE_CHECKING:
    from ..model.plan import Plan


def unknown(word: str, allowed: tuple[str, ...], what: str, shown: tuple[str, ...] = ()) -> UsageError:
    """The refusal of a word that is not allowed, with the nearest one that is; `shown` may be fewer."""
    from ..model.spelling import nearest

    near = nearest(word, allowed)
    return UsageError(
        f"unknown-{what}-near" if near else f"unknown-{what}",
        name=word,
        nearest=near,
        allowed=shown or allowed,
    )


def one_of(word: str, allowed: tuple[str, ...], what: str) -> str:
    """The word itself. Raises UsageError if it is not allowed."""
    if word not in allowed:
        raise unknown(word, allowed, what)
    return word


def some_of(wanted: Iterable[str], allowed: tuple[str, ...], what: str) -> tuple[str, ...]:
    """The wanted words in the order of the allowed ones; all of them where none is wanted."""
    chosen = [one_of(word, allowed, what) for word in wanted]
    return tuple(word for word in allowed if word in chosen or not chosen)


def bodies(plan: Plan, wanted: Iterable[str]) -> tuple[str, ...]:
    """Responsible bodies by abbreviation, name or alias, each as the plan writes it."""
    from ..model.figures import responsible_bodies

    vocabulary, known = plan.settings.responsible, responsible_bodies(plan)
    found = []
    for word in wanted:
        term = vocabulary.find(word) if vocabulary else None
        name = term.id if term else word
        if name not in known:
            raise unknown(word, known, "responsible")
        found.append(name)
    return tuple(found)
