"""Names that a person gives, held against those there are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..source.faults import Phrase, UsageError

if TYPE_CHECKING:
    from ..model.plan import Plan

_COMMA = re.compile(r"\s*,\s*")


def unknown(word: str, allowed: tuple[str, ...], what: str, shown: Phrase | None = None) -> UsageError:
    """The refusal of a word that is not allowed, with the nearest one that is; `shown` says briefly which are many."""
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
    """Responsible bodies by abbreviation, name or alias, each as the plan writes it; several with commas between.

    A name may hold a comma itself.
    """
    from ..model.figures import responsible_bodies
    from ..model.spelling import divided

    vocabulary, known = plan.settings.responsible, responsible_bodies(plan)

    def of(word: str) -> str:
        term = vocabulary.find(word) if vocabulary else None
        return term.id if term else word

    def folded(word: str) -> str:
        return "".join(word.split()).casefold()

    names = {folded(name): term.id for term in vocabulary or () for name in (term.label, *term.aliases)}
    names |= {folded(body): body for body in known}
    found = []
    for text in wanted:
        for word in filter(None, divided(text.strip(), _COMMA, lambda word: of(word) in known)):
            if of(word) not in known:
                # A name with a comma in it that is written a little otherwise was divided there.
                near = names.get(folded(text), "")
                if near in known:
                    raise UsageError("unknown-responsible-near", name=text, nearest=near)
                raise unknown(word, known, "responsible")
            found.append(of(word))
    return tuple(found)
