"""The secretariat's work list: what has not been reported in the round being written, and by whom."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass

from ..model.figures import responsible_bodies
from ..model.plan import Measure, Plan
from ..publishing.language import Language
from ..rounds.states import is_reported


@dataclass(frozen=True)
class Body:
    """What one responsible body has left to report: as the lead, and together with others."""

    short: str
    name: str
    lead: tuple[Measure, ...]
    joint: tuple[Measure, ...]


def unreported(plan: Plan) -> tuple[Measure, ...]:
    """The measures whose status is for another round than the one being written."""
    return tuple(measure for measure in plan.measures if not is_reported(measure, plan))


def work_list(plan: Plan, bodies: Sequence[str] = ()) -> tuple[Body, ...]:
    """What each body has left, in the plan's order; only these bodies where some are named."""
    waiting = unreported(plan)
    found = []
    for short in responsible_bodies(plan):
        lead = tuple(measure for measure in waiting if measure.responsible[:1] == (short,))
        joint = tuple(measure for measure in waiting if short in measure.responsible[1:])
        if (lead or joint) and (not bodies or short in bodies):
            found.append(Body(short, plan.settings.responsible_name(short), lead, joint))
    return tuple(found)


def show(bodies: Sequence[Body], round_id: str, form: str, say: Language) -> str:
    """The list as text, markdown, csv or json. It goes into a letter, so it is in the publications' language."""
    return {"text": _text, "markdown": _markdown, "csv": _csv, "json": _json}[form](bodies, round_id, say)


def _name(body: Body) -> str:
    return body.short if body.name == body.short else f"{body.name} ({body.short})"


def _line(measure: Measure, say: Language) -> str:
    last = measure.status or "–"
    return say(
        "todo.measure",
        number=measure.number,
        title=measure.title,
        status=last,
        round=say.round(measure.round) or "–",
    )


def _parts(body: Body, say: Language) -> list[tuple[str, tuple[Measure, ...]]]:
    parts = [
        (say("todo.lead", n=len(body.lead)), body.lead),
        (say("todo.joint", n=len(body.joint)), body.joint),
    ]
    return [part for part in parts if part[1]]


def _text(bodies: Sequence[Body], round_id: str, say: Language) -> str:
    lines = [
        say("todo.heading", round=say.round(round_id))
        if bodies
        else say("todo.nothing", round=say.round(round_id))
    ]
    for body in bodies:
        lines += ["", _name(body)]
        for title, measures in _parts(body, say):
            lines += [f"  {title}", *(f"    {_line(measure, say)}" for measure in measures)]
    return "\n".join(lines) + "\n"


def _markdown(bodies: Sequence[Body], round_id: str, say: Language) -> str:
    from ..formats.md import escaped

    lines = [
        say("todo.heading", round=say.round(round_id))
        if bodies
        else say("todo.nothing", round=say.round(round_id))
    ]
    for body in bodies:
        lines += ["", f"## {escaped(_name(body))}"]
        for title, measures in _parts(body, say):
            lines += ["", title, "", *(f"- {escaped(_line(measure, say))}" for measure in measures)]
    return "\n".join(lines) + "\n"


def _rows(bodies: Sequence[Body]) -> list[dict[str, str]]:
    return [
        {
            "responsible": body.short,
            "role": role,
            "number": measure.number,
            "title": measure.title,
            "last_status": measure.status,
            "last_round": measure.round,
        }
        for body in bodies
        for role, measures in (("lead", body.lead), ("joint", body.joint))
        for measure in measures
    ]


def _csv(bodies: Sequence[Body], round_id: str, say: Language) -> str:
    from ..formats.csv import safe_cell

    stream = io.StringIO(newline="")
    names = ["responsible", "role", "number", "title", "last_status", "last_round"]
    writer = csv.DictWriter(stream, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: safe_cell(value) for name, value in row.items()} for row in _rows(bodies))
    return stream.getvalue()


def _json(bodies: Sequence[Body], round_id: str, say: Language) -> str:
    data = {"version": 1, "round": round_id, "unreported": _rows(bodies)}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
