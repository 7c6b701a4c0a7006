"""What was reported of every measure in one round, and which rounds came before it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from ..model.field_types import vocabulary_of
from ..model.fields import EMPTY
from ..model.plan import Plan
from ..model.records import Measure
from ..model.settings import Settings
from ..model.state import NO_BODIES, SEALED, Reported, State
from ..model.vocabulary import THEMES, Vocabulary
from ..source.filling import texts

# What the content as it lies in its folder is called among the states.
WORKING = "working"


def state_of(plan: Plan, label: str) -> State:
    """The state of a plan's measures.

    A measure that has not been reported for the plan's round has no status.
    """
    settings = plan.settings
    measures = tuple(_reported(measure, plan) for measure in plan.measures)
    return State(
        label=label,
        round=settings.round,
        title=settings.title,
        statuses=settings.statuses,
        measures=measures,
        bodies=settings.responsible or NO_BODIES,
        own_fields=settings.own_fields,
        vocabularies=_vocabularies(settings),
        removed=settings.removed,
        corrections=tuple(
            correction
            for sealed in plan.rounds
            if sealed.state.round == settings.round
            for correction in sealed.corrections
        ),
        projects=plan.projects,
    )


def is_reported(measure: Measure, plan: Plan) -> bool:
    """Whether a measure's status is for the plan's round; without a `round` of its own it is in the first one."""
    return measure.round == plan.settings.round or not (measure.round or plan.earlier)


def _vocabularies(settings: Settings) -> dict[str, Vocabulary]:
    """The words of themes and of own fields."""
    used = dict.fromkeys((THEMES, *filter(None, map(vocabulary_of, settings.own_fields))))
    return {name: found for name in used if (found := settings.vocabularies.get(name))}


def _reported(measure: Measure, plan: Plan) -> Reported:
    facts = {field.attribute: plan.settings.canonical(field, field.of(measure)) for field in SEALED}
    own = {
        field.name: plan.settings.canonical(field, field.of(measure))
        for field in plan.settings.own_fields
        if field.of(measure) not in EMPTY
    }
    made: Callable[..., Reported] = Reported
    return made(
        **facts
        | {
            "number": measure.number or posixpath.splitext(posixpath.basename(measure.source.path))[0],
            "round": measure.round or plan.settings.round,
            "own": own,
        },
        current=is_reported(measure, plan),
        # In which language words are changes nothing of what is said, so its marks are left out.
        sections=texts(measure.body),
    )


def earlier_rounds(plan: Plan) -> tuple[State, ...]:
    """What was reported in the rounds before the one being written, oldest first."""
    return tuple(sealed.state for sealed in plan.earlier)


def known_rounds(plan: Plan) -> tuple[str, ...]:
    """The rounds that a status can be for: the plan's, the sealed ones, and those that the plan names."""
    sealed = tuple(sealed.state.round for sealed in reversed(plan.rounds))
    return tuple(dict.fromkeys((plan.settings.round, *sealed, *plan.settings.rounds)))
