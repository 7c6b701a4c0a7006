"""A picture that is not what its name says.

How a file begins tells what it is. A web page or a photograph in a telephone's own format stays that when it is
called `.jpg`, and a PNG under that name is shown by one program and refused by the next: the picture would be
missing in some of the publications, without a word.

Export or fetch the picture again, as PNG, JPEG, GIF, WebP or SVG, or rename the file where only its name is wrong.
"""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from ...model.plan import Plan
from ...source.faults import Severity
from ...source.pictures import KINDS, drawing_size, kind_of
from .. import Problem, problem, rule
from ._pictures import pictures

# In pixels. What is larger is drawn by no program in a time that a reader would wait.
LARGEST = 10_000
_SPELT = {"webp": "WebP"}


@rule(
    "T122",
    Severity.ERROR,
    message="The file “{target}” holds no picture that all formats can show.",
    message_svg="The file “{target}” is no SVG.",
    message_size="The drawing “{target}” is {width:g} by {height:g} pixels large.",
    message_other="The content of “{target}” is {kind}, not what its name says.",
    help="Export or fetch it again, as PNG, JPEG, GIF, WebP or SVG.",
    help_svg='Export it again: XML in UTF-8, around it all `<svg xmlns="http://www.w3.org/2000/svg">`.',
    help_size="Give it a width and a height from 1 to {limit} pixels.",
    help_other="Rename the file to “{name}”, and write that name here.",
)
def check(plan: Plan) -> Iterator[Problem]:
    kinds = {path: kind_of(data) for path, data in plan.pictures.items()}
    for link, path, place in pictures(plan):
        if path is None or path not in kinds:
            continue
        target, kind = unquote(link.target), kinds[path]
        stem, suffix = posixpath.splitext(posixpath.basename(path))
        if not kind:
            yield problem(place, "svg" if suffix.lower() == ".svg" else "", target=target)
        elif kind == "svg" and (size := drawing_size(plan.pictures[path])) and not _usable(size):
            yield problem(place, "size", target=target, width=size[0], height=size[1], limit=LARGEST)
        elif suffix.lower() not in KINDS[kind]:
            yield problem(
                place, "other", target=target, kind=_SPELT.get(kind, kind.upper()), name=stem + KINDS[kind][0]
            )


def _usable(size: tuple[float, float]) -> bool:
    return all(1 <= side <= LARGEST for side in size)
