"""A link that only its writer can follow.

An address on the writer's own machine or inside the house leads nowhere for anybody else. An address that Outlook has
wrapped, `safelinks.protection.outlook.com`, leads through a mail filter and carries the e-mail address of whoever
copied it.

Write the address that readers see in their browser.
"""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from ...model.plan import Plan
from ...source.faults import Location, Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_body
from .._values import links

# Through whom an address leads, and the key that has the address itself.
_WRAPPERS = {
    r"(?:.*\.)?safelinks\.protection\.outlook\.com": "url",
    r"(?:statics\.)?teams\.(?:events\.)?cdn\.office\.net": "url",
    r"clicktime\.symantec\.com": "u",
    r"linkprotect\.cudasvc\.com": "a",
    r"(?:www\.)?google\.\w{2,3}": "q",
    r"(?:l|lm)\.facebook\.com": "u",
    r"(?:www\.)?linkedin\.com": "url",
}
# Where only who is logged in sees anything.
_LOGIN = re.compile(
    r"[\w-]+\.sharepoint\.com|teams\.(?:microsoft|live)\.com|outlook\.office(?:365)?\.com|outlook\.live\.com",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2,3}|.*\.(?:local|lan|intern|internal|localhost)"
    r"|intra(?:net|nett)?\..*",
    re.IGNORECASE,
)


@rule(
    "T144",
    Severity.WARNING,
    Scope.FILE,
    yields_to=("broken-link", "dead-evidence"),
    message="“{host}” is found on the writer's own network only.",
    message_wrapped="This address leads through somebody else, as a mail filter, and tells who copied or follows it.",
    message_login="“{host}” opens only for those who are logged in.",
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
        if meant := _wrapped(host, parts):
            yield problem(place, "wrapped", meant=meant)
        elif _LOGIN.fullmatch(host):
            yield problem(place, "login", host=host)
        elif ("." not in host and ":" not in host) or _PRIVATE.fullmatch(host):
            yield problem(place, host=host)


def _wrapped(host: str, parts: SplitResult) -> str:
    """The address within one that leads through somebody else; "" where it leads there itself."""
    if host == "urldefense.proofpoint.com" and (coded := parse_qs(parts.query).get("u")):
        return unquote(coded[0].replace("-", "%").replace("_", "/"))
    if host.endswith(("urldefense.com", "urldefense.proofpoint.com")) and (
        found := re.search(r"__(https?:/{1,2}[^\s]*?)__", parts.path)
    ):
        return re.sub(r"^(https?):/(?=[^/])", r"\1://", found[1])
    key = next((key for pattern, key in _WRAPPERS.items() if re.fullmatch(pattern, host)), "")
    inside = parse_qs(parts.query).get(key, [""])[0]
    if "safelinks" in host or re.search(r"(?:^|\.)(?:mimecast|mimecastprotect)\.com$", host):
        return inside or "https://example.no"
    return inside if inside.startswith("http") else ""


def _targets(plan: Plan) -> Iterator[tuple[Location, str]]:
    for prose in plan.texts:
        for link in prose.body.links:
            if not link.picture:
                yield in_body(prose, *link.target_place), link.target
    for measure, address, target in links(plan):
        yield measure.source.at(address), target
