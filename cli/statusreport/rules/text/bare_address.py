"""An address that readers cannot follow, because it lacks its beginning.

`https://example.no` is a link wherever it stands. `www.example.no` is none: to a program it could as well be the name of
a file.

Write the whole address, with `https://` in front.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import Stretches, in_body

# With `www.`, or a path behind what ends as addresses do.
_BARE = re.compile(
    r"(?<![\w@./:-])(?:www\.(?:[\w-]+\.)+[a-zæøå]{2,}|(?:[\w-]+\.)+(?:no|com|org|net|int|eu)(?=/\w))(?:/[^\s<>«»“”\"|)\]]*)?",
    re.IGNORECASE,
)


@rule(
    "T148",
    Severity.WARNING,
    Scope.FILE,
    yields_to=("missed-link",),
    message="“{found}” is no link: readers cannot follow it.",
    help="Write `https://{found}`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for prose in plan.texts:
        body = prose.body
        if "www." not in body.shown and "/" not in body.shown:
            continue
        linked = Stretches(in_body(prose, *link.place) for link in body.links)
        for found in _BARE.finditer(body.shown):
            start, end = found.start(), found.start() + len(found[0].rstrip(".,:;!?'_*~…–"))
            if in_body(prose, start, start + 1) not in linked:
                yield problem(in_body(prose, start, end), found=body.shown[start:end])
