"""Markup in a field that takes plain text.

A title or an area is printed as it stands, in headings, tables and lists of contents. Stars, tags, entities
and links are not read there: `**Bygge**` is printed with its stars.

Write the words alone.
"""

import re
from collections.abc import Iterator
from html.entities import html5

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import Stretches, in_values
from .._values import links

_MARKUP = re.compile(
    r"\*\*(?=\S)[^*\n]+\*\*|(?<!\w)__(?=\S)[^_\n]+__(?!\w)|(?<![\w*])\*(?=[^\s*])[^*\n]+(?<=\S)\*(?![\w*])"
    r"|</?(?:a|b|i|u|em|strong|br|p|span|sup|sub|div)\b[^<>\n]*>"
    r"|!?\[[^\]\n]+\]\([^)\n]+\)|(?:\{[a-z]{1,20}\})?`[^`\n]+`|\[\^[^\]\s]{1,40}\]|&(?:[a-z][a-z0-9]{1,30}|#x?[0-9a-f]{2,6});",
    re.IGNORECASE,
)
_SIGNS = ("*", "_", "<", "](", "[^", "`", "&")


@rule(
    "T145",
    Severity.WARNING,
    Scope.FILE,
    message="“{found}” is printed as it stands: no Markdown is read here.",
    help="Write the words alone.",
)
def check(plan: Plan) -> Iterator[Problem]:
    seen: set[tuple[str, int]] = set()
    # Links have a rule of their own.
    others = Stretches(measure.source.at(address) for measure, address, _ in links(plan))
    for _, place, found in in_values(plan, _MARKUP, _SIGNS):
        if found[0].startswith("&") and found[0][1] != "#" and found[0][1:] not in html5:
            continue
        # One value, one finding.
        if (place.path, place.span.line) in seen or place in others:
            continue
        seen.add((place.path, place.span.line))
        yield problem(place, found=found[0][:60])
