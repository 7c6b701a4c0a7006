"""What rules about links share: where one may lead, and what is wrong with one that does not."""

import posixpath
import re
from functools import cached_property
from urllib.parse import SplitResult, unquote, urlsplit

from ..model.generated import generated
from ..model.plan import Plan
from ..model.records import Record
from ..model.spelling import nearest, slug
from ..source.links import internal_target, named

_SCHEMES = ("http", "https", "mailto", "tel")
_HOST = re.compile(r"(?!-)[\w-]+(\.[\w-]+)*\.?(:\d+)?|\[[\da-f:.]+\](:\d+)?", re.IGNORECASE)
_PHONE = re.compile(r"\+?\d[\d ().-]*\d(?:;ext=\d+)?")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
BARE = re.compile(r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:no|com|org|net|int|eu)(?:/|$))", re.IGNORECASE)

# The beginning of an address with a sign too many, too few or another one.
_MISTYPED = re.compile(
    r"(?!https?://[^/\\])(?P<scheme>h{0,2}t{1,3}p{1,2}s?)(?=[:;.,/\\])[:;.,]{0,2}[/\\]{0,3}(?P<rest>[\w-]+\.[^\s<>]+)",
    re.IGNORECASE,
)
# A file on a disk, or on a network of one house.
LOCAL = re.compile(r"[a-z]:[\\/]|file:|\\{1,2}\w", re.IGNORECASE)

# The variant of a fault and what it has to say.
Fault = tuple[str, dict[str, object]]


class Goals:
    """Where links may lead."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._headings: dict[str, tuple[str, ...]] = {}

    def fault(self, record: Record, target: str) -> Fault | None:
        """What is wrong with a link of a record."""
        if not target:
            return "empty", {}
        if slip := _slip(unquote(target)):
            return slip
        try:
            parts = urlsplit(target)
        except ValueError:
            return "host", {}
        if parts.scheme or parts.netloc:
            return _elsewhere(parts)
        path = internal_target(target, record.source.path) or record.source.path
        goal = self._plan.by_path.get(path)
        return self._within(goal, target) if goal else self._nowhere(record, target, path)

    def _within(self, goal: Record, target: str) -> Fault | None:
        if shown := named(target):
            return self._not_shown(goal, shown, generated(self._plan, goal) if target.startswith("#") else ())
        fragment = unquote(target.partition("#")[2])
        return self._no_heading(goal, fragment) if fragment else None

    def _nowhere(self, record: Record, target: str, path: str) -> Fault:
        if path.startswith(".."):
            return "outside", {}
        if BARE.match(target):
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

    def _not_shown(self, goal: Record, shown: str, made: tuple[str, ...]) -> Fault | None:
        """What is wrong if neither the goal shows a chart or table nor its publication has `made` one of this name."""
        kind, _, name = shown.partition(":")
        if name in goal.body.breakdowns or shown in made:
            return None
        of_kind = (each.partition(":")[2] for each in made if each.startswith(f"{kind}:"))
        names = tuple(dict.fromkeys((*goal.body.breakdowns, *of_kind)))
        near = nearest(name, names)
        return "chart" if names else "chartless", {
            "name": name,
            "path": goal.source.path,
            "allowed": tuple(f"#{kind}:{each}" for each in names),
            "nearest": f"#{kind}:{near}" if near else "",
        }

    def _no_heading(self, goal: Record, fragment: str) -> Fault | None:
        path = goal.source.path
        if path not in self._headings:
            self._headings[path] = tuple(slug(title) for title, _ in goal.body.headings)
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


def _slip(target: str) -> Fault | None:
    """What is wrong with a link that was copied or typed as people do."""
    if found := _MISTYPED.fullmatch(target):
        secure = "s" if "s" in found["scheme"].casefold() else ""
        return "mistyped", {"meant": f"http{secure}://{found['rest']}".replace("\\", "/")}
    if LOCAL.match(target):
        return "local", {}
    return ("mail", {}) if ":" not in target and _MAIL.fullmatch(target) else None


def _elsewhere(parts: SplitResult) -> Fault | None:
    if parts.scheme and parts.scheme not in _SCHEMES:
        return "scheme", {"scheme": parts.scheme}
    if parts.scheme == "mailto":
        return None if _MAIL.fullmatch(unquote(parts.path)) else ("address", {})
    if parts.scheme == "tel":
        return None if _PHONE.fullmatch(unquote(parts.path)) else ("number", {})
    host = unquote(parts.netloc.rpartition("@")[2])
    return None if parts.scheme and _HOST.fullmatch(host) else ("host", {})
