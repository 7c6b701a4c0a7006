"""A drawing written anew, with what all formats know of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from ._css import declarations, sheet, value_of
from ._flaws import HEAVY, UndrawableError, browsers
from ._sizes import SVG, XLINK, box_of, rooted, size_of
from ._weights import DEEPEST, EFFECTS, Part, Weights, has_effects, is_slow, reach, scale, weighed

_XML = "http://www.w3.org/XML/1998/namespace"
_MOST_CHARACTERS = 20_000_000
# In sides of the drawing: how far that may reach which has effects.
_FURTHEST = 3
_SHAPES = "circle ellipse g image line path polygon polyline rect svg switch symbol use a"
_TEXT = "text textPath tspan tref"
_PAINT = "clipPath defs linearGradient marker mask pattern radialGradient stop style filter"
_KNOWN = {*f"{_SHAPES} {_TEXT} {_PAINT}".split(), *EFFECTS}
# What nobody sees: descriptions for programs, and texts that the alternative text stands for.
_UNSEEN = {"metadata", "title", "desc", "view", "cursor"}
_MOVING = {"animate", "animateColor", "animateMotion", "animateTransform", "set", "discard", "mpath"}
_PROGRAMS = {"script", "handler", "listener"}
_DROPPED = re.compile(
    r"data-.*|content|version|baseProfile|enable-background|content(?:Script|Style)Type|zoomAndPan"
)
# Attributes that hold no CSS, whatever their words look like.
_WORDS = re.compile(r"aria-.*|id|class|d|points|role|lang|href|font-family|viewBox|preserveAspectRatio")

# Gives the address under which a picture in a drawing is published, and its weight.
Embedded = Callable[[str], tuple[str, int]]


@dataclass(frozen=True)
class Drawing:
    """A drawing as all formats draw it. `width` and `height` are in pixels; `parts` is what it costs to draw."""

    data: bytes
    width: float
    height: float
    parts: int


class Writing:
    """A drawing being written anew while it is read."""

    def __init__(self, embedded: Embedded) -> None:
        self._embedded = embedded
        self._out: list[str] = []
        self._length = 0
        self._parts: list[Part] = []
        self._root: Part | None = None
        self._by_id: dict[str, Part] = {}
        self._style: list[str] = []
        self._rules: list[tuple[str, str]] = []
        self._hidden = 0
        self._outermost: dict[str, str] = {}
        self._effects = False
        self._reach = 0.0

    def drawing(self, text: str) -> Drawing:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.ProcessingInstructionHandler = self._instruction
        parser.Parse(text, True)
        assert self._root
        parts = Weights(self._root, self._by_id, self._rules).whole
        size = size_of(self._outermost)
        box = box_of(self._outermost)[2:] or size
        if self._effects and self._reach > _FURTHEST * max(box):
            raise HEAVY  # an effect is painted on a canvas of all that it is for
        text = "".join((_tag("svg", rooted(self._outermost, size)), *self._out))
        return Drawing(text.encode("utf-8"), *size, parts)

    def _write(self, text: str) -> None:
        self._length += len(text)
        if self._length > _MOST_CHARACTERS:
            raise HEAVY
        self._out.append(text)

    def _instruction(self, target: str, data: str) -> None:
        if target == "xml-stylesheet":
            raise UndrawableError("missing-picture", "part")

    def _begin(self, full: str, given: dict[str, str]) -> None:
        space, _, name = full.rpartition(" ")
        if name in _PROGRAMS:
            raise UndrawableError("missing-picture", "program")
        styles = bool(self._parts) and self._parts[-1].name == "style"
        if self._hidden or styles or space != SVG or name in _UNSEEN:
            self._hidden += 1
            return
        if name in _MOVING:
            raise UndrawableError("moving-picture", "")
        if name not in _KNOWN:
            raise browsers(f"<{name}>")
        attributes = dict(self._attributes(name, given))
        self._place(self._part(name, attributes))
        if len(self._parts) == 1:
            self._outermost = attributes
        else:
            self._write(_tag(name, attributes))

    def _part(self, name: str, attributes: dict[str, str]) -> Part:
        """An element with what it weighs; the pictures in its attributes become such as are published."""
        weight = 1
        for mark in ("href", "xlink:href"):
            target = attributes.get(mark, "")
            if target and not target.startswith("#"):
                attributes[mark], weight = self._inner(name, target)
        part = weighed(name, attributes, weight)
        self._effects = self._effects or has_effects(name, attributes)
        if self._parts:
            part.scale = self._parts[-1].scale * scale(attributes.get("transform", ""))
            self._reach = max(self._reach, part.scale * reach(attributes))
        if is_slow(name, attributes):
            raise HEAVY
        return part

    def _place(self, part: Part) -> None:
        if self._parts:
            self._parts[-1].inner.append(part)
        else:
            self._root = part
        if len(self._parts) >= DEEPEST:
            raise HEAVY
        self._parts.append(part)
        if part.ident:
            self._by_id.setdefault(part.ident, part)

    def _inner(self, name: str, target: str) -> tuple[str, int]:
        """A picture that stands in the drawing itself, as it is published."""
        if name not in ("image", "feImage") or not target.lower().lstrip().startswith("data:"):
            raise UndrawableError("missing-picture", "part")
        return self._embedded(target.strip())

    def _attributes(self, name: str, given: dict[str, str]) -> Iterator[tuple[str, str]]:
        for full, value in given.items():
            space, _, key = full.rpartition(" ")
            if space == _XML and key in ("space", "lang"):
                yield f"xml:{key}", value
            elif space == XLINK and key == "href":
                if name != "a":
                    yield "xlink:href", value
            elif space or _DROPPED.fullmatch(key) or (name == "a" and key in ("href", "target", "download")):
                continue
            elif key.lower().startswith("on"):
                raise UndrawableError("missing-picture", "program")
            elif key == "systemLanguage":
                raise browsers(key)
            elif key == "style":
                yield key, declarations(value, root=not self._parts)
            else:
                # Without a bracket it names nothing, and may be words that somebody wrote.
                yield key, value if "(" not in value or _WORDS.fullmatch(key) else value_of(value)

    def _end(self, full: str) -> None:
        if self._hidden:
            self._hidden -= 1
            return
        part = self._parts.pop()
        if part.name == "style":
            # Only whole: the parser gives it in pieces.
            rules, text = sheet("".join(self._style))
            self._style.clear()
            self._rules += rules
            self._write(_escaped(text))
        self._write(f"</{part.name}>")

    def _words(self, text: str) -> None:
        if self._hidden or not self._parts:
            return
        if self._parts[-1].name == "style":
            self._style.append(text)
            return
        self._parts[-1].weight += len(text.strip()) // 4
        self._write(_escaped(text))


def _escaped(text: str) -> str:
    # Loading this loads all that fetches from the net.
    from xml.sax.saxutils import escape

    return escape(text)


def _tag(name: str, attributes: Mapping[str, str]) -> str:
    from xml.sax.saxutils import quoteattr

    return f"<{name}{''.join(f' {key}={quoteattr(value)}' for key, value in attributes.items())}>"
