"""A link that leads nowhere.

A link to a file of the plan becomes a link inside the publication, so the file must be a measure, a project
or a chapter of this plan; `27.md#status` must name a heading there. A link to elsewhere begins with
`https://`, `http://` or `mailto:`. Anything else would be dead, or do something else than lead to a page.

Correct the target, or remove the link and name the document instead.
"""

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property
from urllib.parse import SplitResult, unquote, urlsplit

from ...diagnostics import Severity
from ...model import Plan, Record
from ...prose import internal_target
from ...vocabulary import nearest, slug
from .. import Problem, problem, rule
from .._prose import Finder, unparsed_links

# A blank in a target makes CommonMark take it for no link at all.
_BLANK = re.compile(
    r"\]\([ \t]*(?P<blank>(?:https?://|www\.)[^)\s<>]{1,300}[ \t]+(?![\"'(])[^)\n]{0,300}"
    r"|[^)\s<>]{1,300}[ \t][^)\n\"']{0,300}\.(?:md|html?|pdf|docx?|png|jpe?g|gif|webp|svg))[ \t]*\)",
    re.IGNORECASE,
)
_SCHEMES = ("http", "https", "mailto")
_HOST = re.compile(r"(?!-)[\w-]+(\.[\w-]+)*\.?(:\d+)?|\[[\da-f:.]+\](:\d+)?", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_BARE = re.compile(r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:no|com|org|net|int|eu)(?:/|$))", re.IGNORECASE)

# The variant of a fault and what it has to say.
_Fault = tuple[str, dict[str, object]]


@rule(
    "T106",
    Severity.ERROR,
    message="The link “{target}” leads to no measure, project or chapter of this plan.",
    message_outside="The link “{target}” leads out of the plan's folder.",
    message_fragment="The link “{target}” leads to no heading: there is no “{fragment}” in {path}.",
    message_headless="The link “{target}” leads to no heading: {path} has none.",
    message_scheme="The link “{target}” is of a kind that readers cannot follow: “{scheme}:”.",
    message_blank="The link “{target}” has a blank in it, so it is no link.",
    message_host="The link “{target}” names no place on the web.",
    message_address="The link “{target}” names no mail address.",
    message_bare="The link “{target}” is read as a file of the plan.",
    message_empty="This link has no target.",
    help="Write the path from this file, as `../measures/05.md`, or an address, as `https://example.no`.",
    help_outside="Link to a file of the plan, or to an address that begins with `https://`.",
    help_fragment="Headings there are {allowed}.",
    help_headless="Remove “#{fragment}”.",
    help_scheme="Links begin with `https://`, `http://` or `mailto:`.",
    help_blank="Remove the blank, or write it as `%20`.",
    help_host="Write the whole address, as `https://example.no/report`.",
    help_address="Write `mailto:name@example.no`.",
    help_bare="Write the whole address: `https://{target}`.",
    help_empty="Write it between the parentheses, or remove the link.",
)
def check(plan: Plan) -> Iterator[Problem]:
    goals = _Goals(plan)
    for record in plan.records:
        finder = Finder(record)
        for link in record.body.links():
            if link.picture:
                continue
            if fault := goals.fault(record, link.target):
                variant, params = fault
                yield problem(finder.target(link), variant, target=unquote(link.target), **params)
        for location, found in unparsed_links(record, _BLANK):
            yield problem(location, "blank", target=found["blank"])


class _Goals:
    """Where links may lead."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._headings: dict[str, tuple[str, ...]] = {}

    def fault(self, record: Record, target: str) -> _Fault | None:
        """What is wrong with a link of a record."""
        if not target:
            return "empty", {}
        try:
            parts = urlsplit(target)
        except ValueError:
            return "host", {}
        if parts.scheme or parts.netloc:
            return _elsewhere(parts)
        path = internal_target(target, record.source.path) or record.source.path
        goal = self._plan.by_path.get(path)
        if goal is None:
            return self._nowhere(record, target, path)
        return self._no_heading(goal, unquote(parts.fragment)) if parts.fragment else None

    def _nowhere(self, record: Record, target: str, path: str) -> _Fault:
        if path.startswith(".."):
            return "outside", {}
        if _BARE.match(target):
            return "bare", {}
        name = posixpath.basename(path)
        alike = self._names.get(_first(name), {})
        meant = alike.get(name) or alike.get(nearest(name, tuple(alike)), "")
        shown = posixpath.relpath(meant, posixpath.dirname(record.source.path)) if meant else ""
        return "", {"nearest": shown}

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        """The plan's files by name; those that begin alike together, for few are to be compared."""
        names: dict[str, dict[str, str]] = {}
        for path in self._plan.by_path:
            name = posixpath.basename(path)
            names.setdefault(_first(name), {}).setdefault(name, path)
        return names

    def _no_heading(self, goal: Record, fragment: str) -> _Fault | None:
        path = goal.source.path
        if path not in self._headings:
            self._headings[path] = tuple(slug(block.title) for block in goal.body.blocks if block.level)
        allowed = self._headings[path]
        if slug(fragment) in allowed:
            return None
        near = nearest(fragment, allowed)
        return "fragment" if allowed else "headless", {
            "fragment": fragment,
            "path": path,
            "allowed": allowed,
            "nearest": f"#{near}" if near else "",
        }


def _first(name: str) -> str:
    return name.lstrip("0")[:1].casefold()


def _elsewhere(parts: SplitResult) -> _Fault | None:
    if parts.scheme and parts.scheme not in _SCHEMES:
        return "scheme", {"scheme": parts.scheme}
    if parts.scheme == "mailto":
        return None if _MAIL.fullmatch(unquote(parts.path)) else ("address", {})
    host = unquote(parts.netloc.rpartition("@")[2])
    return None if parts.scheme and _HOST.fullmatch(host) else ("host", {})
