"""A picture that cannot be published.

Pictures are part of the publication: nothing is fetched from elsewhere when it is read. So a picture must be
a file in the plan's folder, of a type that all formats can show, and not larger than 10 MB.

Put the file into the plan's folder, for instance beside the text, and write its path from this file, with small and
capital letters as in its name: some machines find it otherwise, and others do not.
"""

from collections.abc import Iterator
from urllib.parse import unquote

from ...model.plan import Plan
from ...source.faults import Severity
from ...source.pictures import SUFFIXES
from .. import Problem, problem, rule
from .._goals import LOCAL
from .._prose import in_body
from ._pictures import flaws, pictures
from ._refused import refused


@rule(
    "T107",
    Severity.ERROR,
    message="The picture “{target}” is not there.",
    message_case="The picture “{target}” is called “{name}”.",
    message_large="The picture “{target}” is larger than {limit} MB.",
    message_unread="The picture “{target}” cannot be read: {reason}.",
    message_remote="The picture “{target}” would be fetched from elsewhere when the publication is read.",
    message_local="The picture “{target}” lies on one machine only.",
    message_embedded="This picture is written into the text itself, which not all formats can show.",
    message_outside="The picture “{target}” lies outside the plan's folder.",
    message_type="The picture “{target}” is of a type that not all formats can show.",
    message_program="The picture “{target}” holds a program, which is never published.",
    message_part="The drawing “{target}” refers to another file, which is not published with it.",
    message_empty="This picture has no file.",
    help="Put the file into the plan's folder and write its path from this file.",
    help_case="Write its name with the same small and capital letters.",
    help_large="Export it again with fewer pixels, or as JPEG.",
    help_unread="Make it an ordinary file that may be read.",
    help_program="Export it again as a plain SVG, without scripts, or as PNG.",
    help_part="Export it again with its pictures inside it.",
    help_type="Allowed are {allowed}.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for link, path, place in pictures(plan):
        target = unquote(link.target)
        if not target:
            yield problem(place, "empty")
        elif path is None:
            kinds = {"embedded": target.lower().startswith("data:"), "local": LOCAL.match(target)}
            variant = next((kind for kind, holds in kinds.items() if holds), "remote")
            yield problem(place, variant, target=target)
        elif path.startswith(".."):
            yield problem(place, "outside", target=target)
        elif not path.lower().endswith(SUFFIXES):
            yield problem(place, "type", target=target, allowed=SUFFIXES)
    for target, flaw, place in flaws(plan, "missing-picture"):
        yield problem(place, flaw.variant, target=target, **flaw.params)
    for record in plan.records:
        for found in refused(record, pictures=True):
            yield problem(in_body(record, *found.span("target")), "local", target=found["target"])
