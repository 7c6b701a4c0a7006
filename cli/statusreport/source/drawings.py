"""Drawings: SVG as every format draws it, or why not all can.

A browser draws more than what prints: other formats know the static part of SVG 1.1 and little CSS. A drawing is
written anew, with what all know, under the size that it has; everything else is refused by name, since it would look
different from format to format, or dropped where nobody sees it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from .text import shortened

SVG, XLINK, XML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
)
# In pixels: what a drawing may say that it measures, and how wide one is that says only its proportions.
LARGEST, WIDE = 10_000, 580
# What a drawing may consist of when all that it repeats is counted, and how deep it may be nested.
MOST_PARTS, DEEPEST = 8_000, 100
MOST_CHARACTERS = 20_000_000
# What these count for, beside a simple shape: they were measured where they cover the whole drawing.
_EFFECT, _LAYER, _PAINT_SERVER, _LINE = 250, 30, 5, 4
_LAYERS = re.compile(r"(?:^|[;{\s])(?:opacity|mask|clip-path|mix-blend-mode)\s*:|filter\s*:", re.IGNORECASE)
_LAYER_KEYS = {"opacity", "mask", "clip-path", "filter", "mix-blend-mode"}
_DASHES = re.compile(r"stroke-dasharray\s*:\s*([^;}]*)", re.IGNORECASE)
# Effects that take the longer the larger a number in them is.
_SLOW = {"feConvolveMatrix", "feDisplacementMap", "feMorphology", "feTurbulence"}
# In sides of the drawing: how far that may reach which has effects.
_FURTHEST = 3
_GEOMETRY = ("x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "x1", "x2", "y1", "y2", "d", "points")
# Files are large and written by others: no pattern here takes longer than in proportion to what it is held against.
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
# In the drawing's own unit: shorter dashes are not seen, but drawn.
_SHORTEST_DASH = 0.05

_SHAPES = "circle ellipse g image line path polygon polyline rect svg switch symbol use a"
_TEXT = "text textPath tspan tref"
_PAINT = "clipPath defs linearGradient marker mask pattern radialGradient stop style filter"
_EFFECTS = {
    f"fe{name}"
    for name in [
        "Blend",
        "ColorMatrix",
        "ComponentTransfer",
        "Composite",
        "ConvolveMatrix",
        "DiffuseLighting",
        "DisplacementMap",
        "DistantLight",
        "DropShadow",
        "Flood",
        "FuncA",
        "FuncB",
        "FuncG",
        "FuncR",
        "GaussianBlur",
        "Image",
        "Merge",
        "MergeNode",
        "Morphology",
        "Offset",
        "PointLight",
        "SpecularLighting",
        "SpotLight",
        "Tile",
        "Turbulence",
    ]
}
_KNOWN = {*f"{_SHAPES} {_TEXT} {_PAINT}".split(), *_EFFECTS}
# What nobody sees: descriptions for programs, and texts that the alternative text stands for.
_UNSEEN = {"metadata", "title", "desc", "view", "cursor"}
_MOVING = {"animate", "animateColor", "animateMotion", "animateTransform", "set", "discard", "mpath"}
_PROGRAMS = {"script", "handler", "listener"}
_DROPPED = re.compile(
    r"data-.*|content|version|baseProfile|enable-background|content(?:Script|Style)Type|zoomAndPan"
)
# Attributes that hold no CSS, whatever their words look like.
_WORDS = re.compile(r"aria-.*|id|class|d|points|role|lang|href|font-family|viewBox|preserveAspectRatio")

# CSS

# A comment, a string, or what only looks like one: each to its end, or to where it would have to end.
_STRING = r"\"(?:[^\"\\\n\r\f]|\\.)*\"?|'(?:[^'\\\n\r\f]|\\.)*'?"
_ASIDE = re.compile(rf"/\*.*?(?:\*/|\Z)|(?P<string>{_STRING})|\\", re.DOTALL)
_CLOSED = re.compile(r"([\"'])(?:[^\\]|\\.)*\1", re.DOTALL)
_FUNCTION = re.compile(r"(?<![\w-])([\w-]+)\(")
_FUNCTIONS = {
    *["url", "rgb", "rgba", "hsl", "hsla", "matrix", "translate", "scale", "rotate", "skewx", "skewy"],
    *[
        "blur",
        "brightness",
        "contrast",
        "drop-shadow",
        "grayscale",
        "hue-rotate",
        "invert",
        "opacity",
        "saturate",
        "sepia",
    ],
    *("not",),
}
_AT_RULE = re.compile(r"@([\w-]+)")
_ANIMATED = re.compile(r"(?:^|[;{\s])(?:-\w+-)?animation(?:-name)?\s*:(?!\s*none)", re.IGNORECASE)
# Properties that are attributes elsewhere, or that only pages have.
_FOREIGN = re.compile(
    r"(?:^|[;{\s])(d|c?[xy]|r[xy]?|width|height|background(?:-color|-image)?|transform-box|offset-path|content)\s*:\s*([^;}]*)",
    re.IGNORECASE,
)
_BLANK = {"", "none", "transparent", "white", "#fff", "#ffffff", "rgb(255, 255, 255)", "initial", "inherit"}
_PSEUDO = re.compile(
    r"(?<!:):(?!:)(?!first-child|root|link|hover|active|focus|visited)([\w-]+)|::([\w-]+)|[+~]"
)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_FILTER = re.compile(r"\bfilter\s*:([^;]*)", re.IGNORECASE)
_BY_DAY = re.compile(rf"({_STRING}|(?<![\w-])light-dark\(\s*|[(),])", re.DOTALL | re.IGNORECASE)
_URL = re.compile(r"url\(\s*[\"']?\s*([^\"')]*)", re.IGNORECASE)
_LENGTH = re.compile(rf"({_NUMBER.pattern})\s*([a-zA-Z]*)")
_UNITS = {
    "": 1, "px": 1, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6, "pt": 96 / 72, "pc": 16, "em": 16, "ex": 8,
}  # fmt: skip

Flaw = tuple[str, str, Mapping[str, object]]
Embedded = Callable[[str], tuple[str, int]]


@dataclass(frozen=True)
class Drawing:
    """A drawing as all formats draw it. `width` and `height` are in pixels; `parts` is what it costs to draw."""

    data: bytes
    width: float
    height: float
    parts: int


class UndrawableError(Exception):
    """A part of a drawing that cannot be published: the rule that reports it, a variant, and its params."""

    def __init__(self, rule: str, variant: str, **params: object) -> None:
        super().__init__(rule, variant, params)
        self.flaw: Flaw = (rule, variant, params)


def is_drawing(data: bytes) -> bool:
    """Whether a file is XML in UTF-8, which all formats can read, and its root an SVG's."""
    if b"\0" in data:  # UTF-16, which expat would recognise
        return False
    roots: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, _: None if roots else roots.append(name)
    try:
        parser.Parse(data.decode("utf-8"), True)
    except (UnicodeDecodeError, expat.ExpatError):
        return False
    return roots == [f"{SVG} svg"]


def read_drawing(data: bytes, embedded: Embedded) -> Drawing | tuple[Flaw, ...]:
    """A drawing, or why it cannot be published. `embedded` gives the address of a picture in it, and its weight.

    The bytes must be those of a drawing.
    """
    try:
        return _Writing(embedded).drawing(data.decode("utf-8"))
    except UndrawableError as error:
        return (error.flaw,)


def _browsers(what: str, variant: str = "") -> UndrawableError:
    return UndrawableError("browser-only-drawing", variant, what=shortened(what))


_HEAVY = UndrawableError("unreadable-picture", "heavy")


@dataclass
class _Part:
    """An element: what it counts for itself, and what else is drawn with it."""

    name: str
    weight: int
    ident: str
    classes: list[str]
    inner: list[_Part] = field(default_factory=list)
    repeats: list[tuple[str, int]] = field(default_factory=list)
    scale: float = 1.0


class _Writing:
    """A drawing being written anew while it is read."""

    def __init__(self, embedded: Embedded) -> None:
        self._embedded = embedded
        self._out: list[str] = []
        self._length = 0
        self._parts: list[_Part] = []
        self._root: _Part | None = None
        self._by_id: dict[str, _Part] = {}
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
        parts = _Weights(self._root, self._by_id, self._rules).whole
        size = _size(self._outermost)
        box = _box(self._outermost)[2:] or size
        if self._effects and self._reach > _FURTHEST * max(box):
            raise _HEAVY  # an effect is painted on a canvas of all that it is for
        text = "".join((_tag("svg", _rooted(self._outermost, size)), *self._out))
        return Drawing(text.encode("utf-8"), *size, parts)

    def _write(self, text: str) -> None:
        self._length += len(text)
        if self._length > MOST_CHARACTERS:
            raise _HEAVY
        self._out.append(text)

    def _instruction(self, target: str, data: str) -> None:
        if target == "xml-stylesheet":
            raise UndrawableError("missing-picture", "part")

    def _begin(self, full: str, given: dict[str, str]) -> None:
        space, _, name = full.rpartition(" ")
        styles = bool(self._parts) and self._parts[-1].name == "style"
        if self._hidden or styles or space != SVG or name in _UNSEEN:
            if name in _PROGRAMS:
                raise UndrawableError("missing-picture", "program")
            self._hidden += 1
            return
        if name in _MOVING:
            raise UndrawableError("moving-picture", "")
        if name in _PROGRAMS:
            raise UndrawableError("missing-picture", "program")
        if name not in _KNOWN:
            raise _browsers(f"<{name}>")
        attributes = dict(self._attributes(name, given))
        self._place(self._part(name, attributes))
        if len(self._parts) == 1:
            self._outermost = attributes
        else:
            self._write(_tag(name, attributes))

    def _part(self, name: str, attributes: dict[str, str]) -> _Part:
        """An element with what it repeats; the pictures in its attributes become such as are published."""
        part = _Part(name, 1, attributes.get("id", ""), attributes.get("class", "").split())
        points = len(attributes.get("d", attributes.get("points", ""))) // 4
        marked = any("marker" in key or "marker" in attributes.get("style", "") for key in attributes)
        times = max(points, 1) if marked else 1
        for value in attributes.values():
            part.repeats += [(found[1:], times) for found in _URL.findall(value) if found.startswith("#")]
        for mark in ("href", "xlink:href"):
            if (target := attributes.get(mark, "")).startswith("#"):
                part.repeats.append((target[1:], 1))
            elif target:
                attributes[mark], part.weight = self._inner(name, target)
        style = attributes.get("style", "")
        part.weight += points // 100 + (_LINE if name in ("text", "tspan") else 0)
        part.weight += _PAINT_SERVER * len(part.repeats)
        part.weight += _EFFECT * (name in _EFFECTS) + _LAYER * bool(_LAYER_KEYS & attributes.keys())
        part.weight += _styled_weight(style)
        for dashes in (attributes.get("stroke-dasharray", ""), *_DASHES.findall(style)):
            part.weight += int(max(points, 10) / _dash(dashes))
        self._effects = self._effects or name in _EFFECTS or "filter" in style
        if self._parts:
            part.scale = self._parts[-1].scale * _scale(attributes.get("transform", ""))
            self._reach = max(self._reach, part.scale * _reach(attributes))
        if name in _SLOW or (name in ("filter", "pattern") and _is_vast(attributes)):
            raise _HEAVY
        return part

    def _place(self, part: _Part) -> None:
        if self._parts:
            self._parts[-1].inner.append(part)
        else:
            self._root = part
        if len(self._parts) >= DEEPEST:
            raise _HEAVY
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
            if space == XML and key in ("space", "lang"):
                yield f"xml:{key}", value
            elif space == XLINK and key == "href":
                if name != "a":
                    yield "xlink:href", value
            elif space or _DROPPED.fullmatch(key) or (name == "a" and key in ("href", "target", "download")):
                continue
            elif key.lower().startswith("on"):
                raise UndrawableError("missing-picture", "program")
            elif key == "systemLanguage":
                raise _browsers(key)
            elif key == "style":
                yield key, _declarations(value, root=not self._parts)
            else:
                # Without a bracket it names nothing, and may be words that somebody wrote.
                yield key, value if "(" not in value or _WORDS.fullmatch(key) else _value(value)

    def _end(self, full: str) -> None:
        if self._hidden:
            self._hidden -= 1
            return
        part = self._parts.pop()
        if part.name == "style":
            # Only whole: the parser gives it in pieces.
            rules, text = _sheet("".join(self._style))
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


def _styled_weight(css: str) -> int:
    """What declarations count for."""
    return _LAYER * bool(_LAYERS.search(css)) + _EFFECT * any("(" in said for said in _FILTER.findall(css))


def _dash(dashes: str) -> float:
    """The length of a dash and its gap. Raises UndrawableError where it is too short to be drawn."""
    lengths = [abs(float(number[1])) for number in map(_LENGTH.match, re.split(r"[\s,]+", dashes)) if number]
    if not lengths:
        return math.inf
    if max(lengths) and sum(lengths) < _SHORTEST_DASH:
        raise _HEAVY
    return sum(lengths) or math.inf


def _scale(transform: str) -> float:
    """How much larger a transformation makes what it is for, at most."""
    numbers = [
        float(number)
        for name, said in re.findall(r"(scale|matrix)\s*\(([^()]*)", transform)
        for number in _NUMBER.findall(said)[: 4 if name == "matrix" else 2]
    ]
    return max([1.0, *map(abs, numbers)])


def _reach(attributes: Mapping[str, str]) -> float:
    """The furthest place that an element's shape has in its own unit, about."""
    said = " ".join(attributes.get(name, "") for name in _GEOMETRY)
    return max((abs(float(number)) for number in _NUMBER.findall(said)), default=0.0)


def _is_vast(pattern: Mapping[str, str]) -> bool:
    """Whether a tile or an effect reaches further than a drawing, and so would need a canvas of that size."""
    sides = [_LENGTH.fullmatch(pattern.get(side, "").strip()) for side in ("width", "height")]
    scales = re.findall(r"[\d.]+(?:e[+-]?\d+)?", pattern.get("patternTransform", ""), re.IGNORECASE)
    whole = "userSpaceOnUse" in (pattern.get("patternUnits"), pattern.get("filterUnits"))
    most = LARGEST if whole else 10
    factor = max([1.0, *(float(number) for number in scales if number.count(".") < 2 and number != ".")])
    return any(float(side[1]) * factor > most for side in sides if side)


def _escaped(text: str) -> str:
    # Loading this loads all that fetches from the net.
    from xml.sax.saxutils import escape

    return escape(text)


def _tag(name: str, attributes: Mapping[str, str]) -> str:
    from xml.sax.saxutils import quoteattr

    return f"<{name}{''.join(f' {key}={quoteattr(value)}' for key, value in attributes.items())}>"


# Sizes


def _length(value: str) -> float | None:
    """A length in pixels; None for a share, and for what is no length."""
    found = _LENGTH.fullmatch(value.strip())
    unit = _UNITS.get(found[2].lower()) if found else None
    return float(found[1]) * unit if found and unit else None


def _size(attributes: Mapping[str, str]) -> tuple[float, float]:
    """The width and height of a drawing in pixels: as it says, else after its view box."""
    width, height = (_length(attributes.get(side, "")) for side in ("width", "height"))
    box = _box(attributes)
    if width is None and height is None and box:
        sides = box[2:]
        usable = all(1 <= side <= LARGEST for side in sides)
        width, height = sides if usable else (WIDE, WIDE * sides[1] / sides[0])
        height = min(max(height, 1), LARGEST)
    elif box and width is None and height is not None:
        width = height * box[2] / box[3]
    elif box and height is None and width is not None:
        height = width * box[3] / box[2]
    if width is None or height is None:
        raise UndrawableError("unreadable-picture", "sizeless")
    if not all(1 <= side <= LARGEST for side in (width, height)):
        raise UndrawableError("unreadable-picture", "size", width=width, height=height, limit=LARGEST)
    return width, height


def _box(attributes: Mapping[str, str]) -> tuple[float, ...]:
    """The view box, where it is one."""
    numbers = [_LENGTH.fullmatch(part) for part in re.split(r"[\s,]+", attributes.get("viewBox", "").strip())]
    box = tuple(float(number[1]) for number in numbers if number and not number[2])
    return box if len(box) == len(numbers) == 4 and min(box[2:]) > 0 else ()


def _rooted(attributes: dict[str, str], size: tuple[float, float]) -> dict[str, str]:
    """The attributes of the outermost element: what it is, how large, and which part of the plane it shows."""
    width, height = (f"{side:.6g}" for side in size)
    kept = {key: value for key, value in attributes.items() if key not in ("width", "height", "x", "y")}
    if not _box(attributes):
        kept["viewBox"] = f"0 0 {width} {height}"
    return {"xmlns": SVG, "xmlns:xlink": XLINK, "width": width, "height": height} | kept


# CSS


def _cleaned(css: str) -> tuple[str, str]:
    """CSS without comments, and the same with nothing in its strings, sign under sign.

    Raises UndrawableError for what programs read in different ways: escapes, and strings that end nowhere.
    """

    def checked(found: re.Match[str]) -> str:
        if found["string"] and _CLOSED.fullmatch(found[0]):
            return found[0]
        if found[0].startswith("/*"):
            return " "
        raise _browsers(found[0], "css")

    css = _ASIDE.sub(checked, css)
    return css, _ASIDE.sub(lambda found: f"{found[0][0]}{' ' * (len(found[0]) - 2)}{found[0][-1]}", css)


def _sheet(css: str) -> tuple[list[tuple[str, str]], str]:
    """The rules of a style sheet that all formats know, each a selector with its declarations, and all of its text."""
    css, plain = _cleaned(css)
    for found in _AT_RULE.finditer(plain):
        match found[1].lower():
            case "import":
                raise UndrawableError("missing-picture", "part")
            case "keyframes" | "-webkit-keyframes":
                raise UndrawableError("moving-picture", "")
            case "charset" | "namespace":
                pass
            case "font-face":
                raise UndrawableError("browser-only-drawing", "font")
            case _:
                raise _browsers(found[0])
    rules, end = [], 0
    while rule := _RULE.match(plain, end):
        if pseudo := _PSEUDO.search(rule[1]):
            raise _browsers(pseudo[0].strip())
        rules.append((css[slice(*rule.span(1))], _declarations(css[slice(*rule.span(2))])))
        end = rule.end()
    return rules, "".join(f"{selector}{{{said}}}" for selector, said in rules) + _flat(css[end:], plain[end:])


def _flat(css: str, plain: str) -> str:
    """CSS in which no block begins or ends, so that what is inside one cannot be mistaken."""
    if stray := re.search(r"[{}]", plain):
        raise _browsers(stray[0], "css")
    return css


def _declarations(css: str, *, root: bool = False) -> str:
    """Declarations that all formats know. A drawing has no background: those of its root are white or none."""
    css = _value(css)
    _, plain = _cleaned(css)
    _flat(css, plain)
    if _ANIMATED.search(plain):
        raise UndrawableError("moving-picture", "")
    for found in _FOREIGN.finditer(plain):
        name, value = found[1].lower(), css[slice(*found.span(2))].strip()
        if name.startswith("background") and value.lower() in _BLANK:
            continue
        if not (root and name in ("width", "height")):
            raise _browsers(f"{name}: {value}")
    return css


def _value(css: str) -> str:
    """A value that all formats know: of two colours, for day and for night, the one that stands on white paper."""
    css, plain = _cleaned(_by_day(_cleaned(css)[0]))
    for target in _URL.findall(css):
        if not target.startswith("#"):
            raise UndrawableError("missing-picture", "part")
    for found in _FUNCTION.finditer(plain):
        if found[1].lower() not in _FUNCTIONS:
            raise _browsers(f"{found[1]}()")
    return css


def _by_day(css: str) -> str:
    """CSS with the first colour of each `light-dark(…)`."""
    kept: list[str] = []
    # What is open: a bracket, or a `light-dark` at its first or its second colour.
    opened: list[str] = []
    dark = 0
    for part in _BY_DAY.split(css):
        within, shown = opened[-1] if opened else "", not dark
        if part[:11].lower() == "light-dark(":
            opened.append("first")
            shown = False
        elif part == "(":
            opened.append(part)
        elif part == "," and within == "first":
            opened[-1] = "second"
            dark += 1
            shown = False
        elif part == ")" and within != "first":
            # One that has no second colour stays open.
            del opened[-1:]
            if within == "second":
                dark -= 1
                shown = False
        if shown:
            kept.append(part)
    if "first" in opened:
        raise _browsers("light-dark()")
    return "".join(kept)


class _Weights:
    """What a drawing consists of when all that it repeats is counted. Raises UndrawableError for too much."""

    def __init__(self, root: _Part, by_id: Mapping[str, _Part], rules: Iterable[tuple[str, str]]) -> None:
        self._by_id = by_id
        self._known: dict[int, int] = {}
        self._sheet: dict[str, list[str]] = {}
        self._weights: dict[str, int] = {}
        for selectors, said in rules:
            targets, weight = [found[1:] for found in _URL.findall(said)], _styled_weight(said)
            for dashes in _DASHES.findall(said):
                weight += int(10 / _dash(dashes))
            for selector in selectors.split(",") if targets or weight else ():
                last = re.findall(r"[.#]?[\w-]+", selector)
                mark = last[-1] if last else "*"
                self._sheet.setdefault(mark, []).extend(targets)
                self._weights[mark] = self._weights.get(mark, 0) + weight
        self.whole = self._weight(root, 0)

    def _weight(self, part: _Part, depth: int) -> int:
        if id(part) in self._known:
            weight = self._known[id(part)]
            if weight < 0:  # it repeats itself
                raise _HEAVY
            return weight
        if depth > DEEPEST:
            raise _HEAVY
        self._known[id(part)] = -1
        weight = part.weight + sum(self._weight(inner, depth + 1) for inner in part.inner)
        marks = ("*", part.name, f"#{part.ident}", *(f".{name}" for name in part.classes))
        weight += sum(self._weights.get(mark, 0) for mark in marks)
        styled = [(target, 1) for mark in marks for target in self._sheet.get(mark, ())]
        for target, times in (*part.repeats, *styled):
            if target in self._by_id:
                weight += times * self._weight(self._by_id[target], depth + 1)
        if weight > MOST_PARTS:
            raise _HEAVY
        self._known[id(part)] = weight
        return weight
