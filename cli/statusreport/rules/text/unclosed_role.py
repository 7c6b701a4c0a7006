"""A role that is written in part.

The role `` {figure}`NAME` `` prints a computed number. It needs a backtick directly behind the brace and one
directly behind the name. Without them the braces are printed, and no number.

Write the whole role. If readers are to see the braces, put them between backticks.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan, Prose
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_body

# Two braces are a template's.
_LOOSE = re.compile(r"(?<!\{)\{ *(?P<name>[\w:+-]+) *\}(?!\})")
_FIGURE = re.compile(r"\s*`*(?P<name>[\w-]+(?:\.[\w-]+)+)")
_NEXT = "{figure}"


@rule(
    "T119",
    Severity.ERROR,
    Scope.FILE,
    message="The backtick behind “{role}” is never closed.",
    message_loose="“{role}” is printed as it stands here.",
    help="A figure is written {{figure}}`{name}`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for prose in plan.texts:
        body = prose.body
        for role in body.roles:
            # It ends only at the backtick of the next figure.
            if role.content.endswith(_NEXT):
                start = role.place[0]
                yield _problem(prose, start, start + len(role.name) + 2, role.content)
        # A backslash says that the brace is meant.
        for found in _LOOSE.finditer(body.shown):
            is_open = body.shown.startswith("`", found.end()) and " " not in found[0]
            if found.start() not in body.escaped and (is_open or found["name"].casefold() == "figure"):
                # The name may stand between backticks, where it is code.
                behind = (
                    run.text[max(found.end() - run.start, 0) :]
                    for run in body.runs
                    if run.end > found.start()
                )
                yield _problem(prose, *found.span(), " ".join(behind), "" if is_open else "loose")


def _problem(prose: Prose, start: int, end: int, behind: str, variant: str = "") -> Problem:
    figure = _FIGURE.match(behind)
    role, name = prose.body.markdown[start:end], figure["name"] if figure else "NAME"
    return problem(in_body(prose, start, end), variant, role=role, name=name)
