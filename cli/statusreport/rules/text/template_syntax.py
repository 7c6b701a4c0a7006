"""Template syntax in a text.

Content is never run as a template: `{{ name }}` and `{% if %}` are printed as the characters they are. Mostly
they are what is left of a form or a mail merge.

Write what should stand there. A computed number is written `` {figure}`projects.count` ``. If readers are to
see the characters, put them between backticks or waive T112 in this file.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_prose, in_values

_SYNTAX = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}|\{#[^{}\n]*#\}|<%[^<>\n]*%>|\$\{[^{}\n]*\}")
_SIGNS = ("{{", "{%", "{#", "<%", "${")


@rule(
    "T112",
    Severity.WARNING,
    Scope.FILE,
    message="“{found}” is printed as it stands: content is never run as a template.",
    help="Write what should stand here.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for _, place, found in (*in_values(plan, _SYNTAX, _SIGNS), *in_prose(plan, _SYNTAX, _SIGNS)):
        yield problem(place, found=found[0])
