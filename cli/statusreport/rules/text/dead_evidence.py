"""Evidence that looks like a link and is none.

What stands under `evidence`, or in a link of the plan's own, is printed below the measure, so that readers can see
what was done. A whole address becomes a link, and so does the path to a measure or project of this plan. Words are
welcome too, but half an address or a path to nowhere is neither: it is printed as it stands, and nobody can follow it.

Write the whole address, as `https://example.no/report`, correct the path, or say in words what it is.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...model.records import Measure
from ...source.faults import Severity
from ...source.yaml_advice import quoted
from .. import Problem, problem, rule
from .._goals import BARE, Goals
from .._values import links

# How an address begins, also a misspelt one and one that is never followed.
_ADDRESS = re.compile(
    r"<?(?:ht+ps?:|https?//|[a-z]+://|//|www\.|(?:mailto|javascript|vbscript|data):\S"
    r"|(?:webcal|tel|sms|callto|onenote|(?:ms-)?teams|msteams|outlook|skype|ftp|news|slack|notes|zoommtg|ms-\w+):\S"
    r"|[a-z]:\\|\\\\\w)",
    re.IGNORECASE,
)
# Any other scheme; «sak:2011/123» is none.
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,20}:[^\s\d]\S*")
_FILE = re.compile(r"\S+\.(?:md|html?|pdf|docx?|odt|xlsx?|png|jpe?g)(?:#\S*)?", re.IGNORECASE)
_MARKDOWN = re.compile(r"\[[^\]]*\]\([^)]*\)")
_WORD = re.compile(r"[^\W\d_]{3,}")
_BRACKETED = re.compile(r"<https?://[^\s<>]+>")
_WHOLE = re.compile(r"https?://[^\s,;<>]+")
_BETWEEN = re.compile(r"\s*[,;]\s*|\s+(?:og|and)\s+|\s+(?=https?://)")
_BEFORE = re.compile(
    r"(?P<title>[^<>()\[\]]{1,200}?)[ :,–-]{0,3}[ (<]{1,2}(?P<url>https?://[^\s,;<>()]{1,500})[)>]?\.?"
)
_BEHIND = re.compile(
    r"<?(?P<url>https?://[^\s,;<>()]{1,500})>?[ :,–-]{0,3} \(?(?P<title>[^<>()\[\]]{1,200})\)?"
)
# What ends a sentence, and no address.
_ENDED = re.compile(r"(?P<url>https?://[^\s<>]+?)[.,;:!»”\"']+")
# What ends an address.
_END = re.compile(r"[\s<>]")


@rule(
    "T120",
    Severity.WARNING,
    message="“{target}” leads to no measure, project or chapter of this plan.",
    message_address="“{target}” is no address that readers can follow.",
    message_markdown="“{target}” is printed as it stands: no Markdown is read here.",
    message_several="“{target}” is one text, but has several addresses.",
    message_titled="“{target}” has words and an address, so readers cannot follow it.",
    help="Write the path from this file, as `../measures/05.md`, an address, or what it is in words.",
    help_address="Write one whole address, as `https://example.no/report`, or what it is in words.",
    help_markdown="Write only the address.",
    help_several="Write each as an item of its own: `[{line}]`.",
    help_titled="Write `{titled}`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    goals = Goals(plan)
    for measure, address, target in links(plan):
        if fault := _fault(goals, measure, target):
            variant, meant = fault
            place, line = measure.source.at(address), ", ".join(_BETWEEN.split(target))
            yield problem(place, variant, target=target, nearest=meant, line=line, titled=_titled(target))


def _titled(target: str) -> str:
    """The entry of an address with words before or behind it."""
    found = _BEFORE.fullmatch(target) or _BEHIND.fullmatch(target)
    title = found["title"].strip(" :,–-") if found else ""
    return (
        f'{{title: {quoted(title)}, url: "{found["url"]}"}}'
        if found and _WORD.search(title) and "://" not in title and not _FILE.fullmatch(title)
        else ""
    )


def _fault(goals: Goals, measure: Measure, target: str) -> tuple[str, str] | None:
    """What is wrong with an entry, and what was probably meant; words are nothing wrong."""
    if (is_markdown := _MARKDOWN.search(target)) or _titled(target):
        return "markdown" if is_markdown else "titled", ""
    if not (
        _ADDRESS.match(target) or _SCHEME.fullmatch(target) or BARE.match(target) or _FILE.fullmatch(target)
    ):
        return None
    if all(map(_WHOLE.fullmatch, parts := _BETWEEN.split(target))) and len(parts) > 1:
        return "several", ""
    if ended := _ENDED.fullmatch(target):
        return "address", ended["url"]
    variant, params = goals.fault(measure, target) or (None, {})
    if _ADDRESS.match(target) or _SCHEME.fullmatch(target) or variant == "bare":
        whole = _END.search(target) is None
        meant = f"https://{target}" if variant == "bare" else str(params.get("meant", ""))
        if not whole:
            # What goes on with the name of a file has a blank in it.
            is_file = _FILE.fullmatch(target.rpartition(" ")[2])
            meant = _END.sub("", target) if _BRACKETED.fullmatch(target) else ""
            meant = target.replace(" ", "%20") if is_file and not meant else meant
        return None if whole and variant is None else ("address", meant)
    # A measure is found whatever heading of it is named.
    return ("", str(params.get("nearest", ""))) if variant in ("", "outside") else None
