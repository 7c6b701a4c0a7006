"""A role or directive that does not exist.

Texts have one role, `` {figure}`NAME` ``, which prints a computed number, and one directive, a fence that
begins with `{breakdown} NAME`, which prints a chart and its table. Anything else of that form would be
printed as it stands. What stands within the fence is the title of the chart: plain words and figures.

Correct the name, or write it without braces.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan, Prose
from ...model.records import Record
from ...model.spelling import nearest
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_body, line_of

# What a title may be made of.
_TITLE = ("text", "text_special", "softbreak", "myst_role", "span_open")
_LOOSE = re.compile(r"\{breakdown\}", re.IGNORECASE)
_DIRECTIVE = re.compile(r"\{([^}]*)\}?")


@rule(
    "T109",
    Severity.ERROR,
    Scope.FILE,
    message="There is no role “{name}”.",
    message_directive="There is no directive “{name}”.",
    message_nested="“{name}” is printed as it stands here: it is inside a list or quotation.",
    message_loose="“{name}” is printed as it stands here.",
    message_title="The title of a chart takes plain words and figures, and none of this.",
    help="The only role is `{{figure}}`.",
    help_directive="The only directive is `{{breakdown}}`.",
    help_nested="Put it between two paragraphs, without indentation.",
    help_title="Write the words alone. A text about the chart stands outside the fence.",
    help_loose="A breakdown is a fence: ```{{breakdown}} NAME.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for prose in plan.texts:
        yield from _roles(prose)
    for record in plan.records:
        yield from _directives(record)
        for child in record.body.titled:
            if child.type not in _TITLE and child.nesting != -1:
                yield problem(in_body(record, *child.meta["place"]), "title")
        for found in _LOOSE.finditer(record.body.shown):
            yield problem(in_body(record, *found.span()), "loose", name=found[0])


def _roles(prose: Prose) -> Iterator[Problem]:
    for role in prose.body.roles:
        if role.name != "figure":
            start = role.place[0]
            place = in_body(prose, start, start + len(f"{{{role.name}}}`"))
            yield problem(place, name=role.name, nearest=nearest(role.name, ("figure",)))


def _directives(record: Record) -> Iterator[Problem]:
    for token in record.body.tokens:
        found = _DIRECTIVE.match(token.info.strip()) if token.type == "fence" else None
        if not found:
            continue
        place = line_of(record, record.body.first_line + (token.map or [0])[0])
        if found[0] != "{breakdown}":
            yield problem(place, "directive", name=found[1], nearest=nearest(found[1], ("breakdown",)))
        elif token.level:
            yield problem(place, "nested", name=found[0])
