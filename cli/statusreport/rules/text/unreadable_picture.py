"""A picture that not all formats can show.

How a file begins tells what it is. A web page or a photograph in a telephone's own format stays that when it is
called `.jpg`, and a PNG under that name is shown by one program and refused by the next: the picture would be
missing in some of the publications, without a word. So would one that was cut off while it was copied, and one that is
larger than a program can unpack.

Export or fetch the picture again, as PNG, JPEG, GIF, WebP or SVG, or rename the file where only its name is wrong.
"""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from ...model.plan import Plan
from ...source.faults import Severity
from ...source.pictures import KINDS
from .. import Problem, problem, rule
from ._pictures import flaws, pictures

_SPELT = {"webp": "WebP"}


@rule(
    "T122",
    Severity.ERROR,
    message="The file “{target}” holds no picture that all formats can show.",
    message_svg="The file “{target}” is no SVG.",
    message_damaged="The picture “{target}” is cut off or damaged.",
    message_inner="A picture within the drawing “{target}” cannot be shown by all formats.",
    message_points="The picture “{target}” is {width} by {height} pixels large.",
    message_size="The drawing “{target}” is {width:g} by {height:g} pixels large.",
    message_sizeless="The drawing “{target}” does not say how large it is: each program shows another part of it.",
    message_heavy="The drawing “{target}” consists of more parts than can be drawn.",
    message_other="The content of “{target}” is {kind}, not what its name says.",
    help="Export or fetch it again, as PNG, JPEG, GIF, WebP or SVG.",
    help_svg='Export it again: XML in UTF-8, around it all `<svg xmlns="http://www.w3.org/2000/svg">`.',
    help_damaged="Export or fetch it again, and see that it opens.",
    help_inner="Export the drawing again with whole PNG or JPEG pictures in it, that do not move.",
    help_points="Export it again with {limit} million pixels at most; 4000 a side are enough for print.",
    help_size="Give it a width and a height from 1 to {limit} pixels.",
    help_sizeless='Give its outermost element a size: `<svg width="400" height="200" …>`, or a `viewBox`.',
    help_heavy="Simplify it, or export it as PNG.",
    help_other="Rename the file to “{name}”, and write that name here.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for link, path, place in pictures(plan):
        picture = plan.pictures.get(path or "")
        stem, suffix = posixpath.splitext(posixpath.basename(path or ""))
        if picture and picture.kind and suffix.lower() not in KINDS[picture.kind]:
            kind = _SPELT.get(picture.kind, picture.kind.upper())
            name = stem + KINDS[picture.kind][0]
            yield problem(place, "other", target=unquote(link.target), kind=kind, name=name)
    for target, flaw, place in flaws(plan, "unreadable-picture"):
        named = target.lower().endswith(".svg")
        variant = flaw.variant or ("svg" if named else "")
        yield problem(place, variant, target=target, **flaw.params)
