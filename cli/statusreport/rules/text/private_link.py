"""A link that only its writer can follow.

An address on the writer's own machine or inside the house leads nowhere for anybody else. An address that Outlook has
wrapped, `safelinks.protection.outlook.com`, leads through a mail filter and carries the e-mail address of whoever
copied it.

Write the address that readers see in their browser.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from ...model.plan import Plan
from ...source.faults import Location, Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_body
from .._values import links

_WRAPPED = re.compile(r"(?:^|\.)safelinks\.protection\.outlook\.com$", re.IGNORECASE)
_PRIVATE = re.compile(
    r"(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2,3}|.*\.(?:local|lan|intern|internal|localhost)",
    re.IGNORECASE,
)


@rule(
    "T144",
    Severity.WARNING,
    Scope.FILE,
    yields_to=("broken-link", "dead-evidence"),
    message="“{host}” is found on the writer's own network only.",
    message_wrapped="This address leads through a mail filter, and tells who copied it.",
    help="Write the address that readers can follow, as `https://example.no/report`, or what it is in words.",
    help_wrapped="Write the address itself: `{meant}`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for place, target in _targets(plan):
        try:
            parts = urlsplit(target)
            host = (parts.hostname or "").rstrip(".")
        except ValueError:
            continue
        if parts.scheme not in {"http", "https"} or not host:
            continue
        if _WRAPPED.search(host):
            meant = parse_qs(parts.query).get("url", ["https://example.no"])[0]
            yield problem(place, "wrapped", meant=meant)
        elif ("." not in host and ":" not in host) or _PRIVATE.fullmatch(host):
            yield problem(place, host=host)


def _targets(plan: Plan) -> Iterator[tuple[Location, str]]:
    for record in plan.records:
        for link in record.body.links:
            if not link.picture:
                yield in_body(record, *link.target_place), link.target
    for measure, address, target in links(plan):
        yield measure.source.at(address), target
