"""The work list, in a form. It defines `show(work, say)`; its name is what `todo --format` calls it.

The list goes into letters, so it is in the language of the publications.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, cast

from ... import registry
from ...model.records import Measure
from ...publishing.language import Language, language_of
from ...tasks.todo import Deadline, Share, WorkList


class Form(Protocol):
    """A module of this package."""

    def show(self, work: WorkList, say: Language) -> str: ...


def show(work: WorkList, name: str) -> str:
    """The list in the form of this name, which must be a module here."""
    form = cast("Form", registry.entry("answers.worklist", name))
    return form.show(work, language_of(work.plan.settings))


def heading(work: WorkList, say: Language) -> str:
    """What the list is of, or that there is nothing left."""
    return say("todo.nothing" if work.is_reported else "todo.heading", round=say.round(work.round))


def name(share: Share) -> str:
    """A responsible body by its full name, if it has one."""
    return share.body if share.name == share.body else f"{share.name} ({share.body})"


def parts(share: Share, say: Language) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a body has left as the lead and with others, and what is late or due: a title, and a line each."""
    for key, measures in (("todo.lead", share.lead), ("todo.joint", share.joint)):
        if measures:
            yield say(key, n=len(measures)), tuple(_line(measure, say) for measure in measures)
    for key, found in (("todo.overdue", share.overdue), ("todo.upcoming", share.upcoming)):
        if found:
            yield say(key, n=len(found)), tuple(_due_line(deadline, say) for deadline in found)


def rows(work: WorkList) -> list[dict[str, str]]:
    """The list as records."""
    return [
        {
            "responsible": share.body,
            "role": role,
            "number": measure.number,
            "title": measure.title,
            "last_status": measure.status,
            "last_round": measure.round,
        }
        for share in work.shares
        for role, measures in (("lead", share.lead), ("joint", share.joint))
        for measure in measures
    ]


def due_rows(work: WorkList, which: str) -> list[dict[str, str]]:
    """What is `overdue` or `upcoming`, as records."""
    return [
        {
            "responsible": share.body,
            "number": deadline.measure.number,
            "title": deadline.measure.title,
            "milestone": deadline.milestone.title if deadline.milestone else "",
            "due": str(deadline.due),
            "status": deadline.status,
        }
        for share in work.shares
        for deadline in (share.overdue if which == "overdue" else share.upcoming)
    ]


def _due_line(deadline: Deadline, say: Language) -> str:
    measure = deadline.measure
    title = f"{measure.title}: {deadline.milestone.title}" if deadline.milestone else measure.title
    due = say.time(deadline.due) if deadline.due else ""
    return say("todo.due", number=measure.number, title=title, due=due, status=deadline.status)


def _line(measure: Measure, say: Language) -> str:
    return say(
        "todo.measure",
        number=measure.number,
        title=measure.title,
        status=measure.status or "–",
        round=say.round(measure.round) or "–",
    )
