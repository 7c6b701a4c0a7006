"""The charts and tables that publications make without being asked, by the names that links in their texts have for them.

What is made depends on the plan: a link to what is not there is a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .plan import Plan
from .records import Chapter, Measure, Project, Record
from .vocabulary import THEMES

Made = Callable[[Plan], bool]


def _several_lead(plan: Plan) -> bool:
    return len({measure.responsible[0] for measure in plan.measures if measure.responsible}) > 1


def _has_measures(plan: Plan) -> bool:
    return bool(plan.measures)


# By publication and name: whether a plan has it.
_MADE: Mapping[str, Mapping[str, Made]] = {
    "status-report": {
        "chart:measures": _has_measures,
        "chart:responsible": _several_lead,
        "table:measures": _has_measures,
        "table:measures.statuses": _has_measures,
        "chart:rounds": lambda plan: bool(plan.earlier),
        "table:rounds": lambda plan: bool(plan.earlier),
        "table:responsible": lambda plan: any(measure.responsible for measure in plan.measures),
        "table:responsible.statuses": lambda plan: any(measure.responsible for measure in plan.measures),
        "table:themes": lambda plan: plan.themed,
    },
    "document-study": {
        "table:projects": lambda plan: bool(plan.projects),
        "table:evaluations": lambda plan: any(project.evaluations for project in plan.projects),
    },
}


def generated(plan: Plan, record: Record) -> tuple[str, ...]:
    """What the publication that prints a record makes of itself, by name."""
    made = _MADE.get(_publication(record), {})
    names = tuple(name for name, has in made.items() if has(plan))
    if "table:themes" in names and _publication(record) == "status-report":
        names += tuple(f"chart:{THEMES}.{theme}.statuses" for theme in _used_themes(plan))
    return names


def _used_themes(plan: Plan) -> tuple[str, ...]:
    used = {measure.theme for measure in plan.measures}
    themes = plan.settings.vocabulary(THEMES)
    return tuple(theme.id for theme in themes if any(themes.find(word) == theme for word in used if word))


def _publication(record: Record) -> str:
    match record:
        case Chapter():
            return record.publication
        case Measure():
            return "status-report"
        case Project():
            return "document-study"
        case _:
            return ""
