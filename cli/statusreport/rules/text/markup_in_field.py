"""Markup in a field that takes plain text.

A title, an area or a reason is printed as it stands, in headings, tables and lists of contents. Stars, tags, entities
and links are not read there: `**Bygge**` is printed with its stars.

Write the words alone.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Location, Severity, Source
from .. import Problem, Scope, problem, rule
from .._prose import in_values

_MARKUP = re.compile(
    r"\*\*(?=\S)[^*\n]+\*\*|(?<!\w)__(?=\S)[^_\n]+__(?!\w)|(?<![\w*])\*(?=[^\s*])[^*\n]+(?<=\S)\*(?![\w*])"
    r"|</?(?:a|b|i|u|em|strong|br|p|span|sup|sub|div)\b[^<>\n]*>"
    r"|!?\[[^\]\n]+\]\([^)\n]+\)|`[^`\n]+`|&(?:amp|lt|gt|nbsp|quot|apos|aring|oslash|aelig|#x?[0-9a-f]{2,5});",
    re.IGNORECASE,
)
_SIGNS = ("*", "_", "<", "](", "`", "&")


@rule(
    "T145",
    Severity.WARNING,
    Scope.FILE,
    message="“{found}” is printed as it stands: no Markdown is read here.",
    help="Write the words alone.",
)
def check(plan: Plan) -> Iterator[Problem]:
    seen: set[tuple[str, int]] = set()
    for source, place, found in in_values(plan, _MARKUP, _SIGNS):
        # Evidence has a rule of its own; one value, one finding.
        if _is_evidence(source, place) or (place.path, place.span.line) in seen:
            continue
        seen.add((place.path, place.span.line))
        yield problem(place, found=found[0][:60])


def _is_evidence(source: Source, place: Location) -> bool:
    return any(
        address.startswith("evidence.") and place.span in span for address, span in source.spans.items()
    )
