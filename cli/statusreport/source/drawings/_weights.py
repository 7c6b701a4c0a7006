"""What a drawing costs to draw."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ._css import URL
from ._flaws import HEAVY
from ._sizes import LARGEST, LENGTH, NUMBER

# What a drawing may consist of when all that it repeats is counted, and how deep it may be nested.
MOST_PARTS, DEEPEST = 8_000, 100
# What these count for, beside a simple shape: they were measured where they cover the whole drawing.
_EFFECT, _LAYER, _PAINT_SERVER, _LINE = 250, 30, 5, 4
_LAYERS = re.compile(r"(?:^|[;{\s])(?:opacity|mask|clip-path|mix-blend-mode)\s*:|filter\s*:", re.IGNORECASE)
_LAYER_KEYS = {"opacity", "mask", "clip-path", "filter", "mix-blend-mode"}
_FILTER = re.compile(r"\bfilter\s*:([^;]*)", re.IGNORECASE)
_DASHES = re.compile(r"stroke-dasharray\s*:\s*([^;}]*)", re.IGNORECASE)
# Effects that take the longer the larger a number in them is.
_SLOW = {"feConvolveMatrix", "feDisplacementMap", "feMorphology", "feTurbulence"}
_GEOMETRY = ("x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "x1", "x2", "y1", "y2", "d", "points")
# In the drawing's own unit: shorter dashes are not seen, but drawn.
_SHORTEST_DASH = 0.05
EFFECTS = {
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


@dataclass
class Part:
    """An element: what it counts for itself, and what else is drawn with it."""

    name: str
    weight: int
    ident: str
    classes: list[str]
    inner: list[Part] = field(default_factory=list)
    repeats: list[tuple[str, int]] = field(default_factory=list)
    scale: float = 1.0


def weighed(name: str, attributes: Mapping[str, str], weight: int) -> Part:
    """An element with what it repeats and what it counts for, besides its own `weight`."""
    part = Part(name, weight, attributes.get("id", ""), attributes.get("class", "").split())
    points = len(attributes.get("d", attributes.get("points", ""))) // 4
    style = attributes.get("style", "")
    marked = any("marker" in key for key in attributes) or "marker" in style
    times = max(points, 1) if marked else 1
    for value in attributes.values():
        part.repeats += [(found[1:], times) for found in URL.findall(value) if found.startswith("#")]
    targets = (attributes.get(mark, "") for mark in ("href", "xlink:href"))
    part.repeats += [(target[1:], 1) for target in targets if target.startswith("#")]
    part.weight += points // 100 + (_LINE if name in ("text", "tspan") else 0)
    part.weight += _PAINT_SERVER * len(part.repeats)
    part.weight += _EFFECT * (name in EFFECTS) + _LAYER * bool(_LAYER_KEYS & attributes.keys())
    part.weight += _styled_weight(style)
    for dashes in (attributes.get("stroke-dasharray", ""), *_DASHES.findall(style)):
        part.weight += int(max(points, 10) / _dash(dashes))
    return part


def has_effects(name: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element is an effect or has one."""
    return name in EFFECTS or "filter" in attributes.get("style", "")


def is_slow(name: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element takes so long to draw that it is not drawn."""
    return name in _SLOW or (name in ("filter", "pattern") and _is_vast(attributes))


class Weights:
    """What a drawing consists of when all that it repeats is counted. Raises UndrawableError for too much."""

    def __init__(self, root: Part, by_id: Mapping[str, Part], rules: Iterable[tuple[str, str]]) -> None:
        self._by_id = by_id
        self._known: dict[int, int] = {}
        self._sheet: dict[str, list[str]] = {}
        self._weights: dict[str, int] = {}
        for selectors, said in rules:
            targets, weight = [found[1:] for found in URL.findall(said)], _styled_weight(said)
            for dashes in _DASHES.findall(said):
                weight += int(10 / _dash(dashes))
            for selector in selectors.split(",") if targets or weight else ():
                last = re.findall(r"[.#]?[\w-]+", selector)
                mark = last[-1] if last else "*"
                self._sheet.setdefault(mark, []).extend(targets)
                self._weights[mark] = self._weights.get(mark, 0) + weight
        self.whole = self._weight(root, 0)

    def _weight(self, part: Part, depth: int) -> int:
        if id(part) in self._known:
            weight = self._known[id(part)]
            if weight < 0:  # it repeats itself
                raise HEAVY
            return weight
        if depth > DEEPEST:
            raise HEAVY
        self._known[id(part)] = -1
        weight = part.weight + sum(self._weight(inner, depth + 1) for inner in part.inner)
        marks = ("*", part.name, f"#{part.ident}", *(f".{name}" for name in part.classes))
        weight += sum(self._weights.get(mark, 0) for mark in marks)
        styled = [(target, 1) for mark in marks for target in self._sheet.get(mark, ())]
        for target, times in (*part.repeats, *styled):
            if target in self._by_id:
                weight += times * self._weight(self._by_id[target], depth + 1)
        if weight > MOST_PARTS:
            raise HEAVY
        self._known[id(part)] = weight
        return weight


def _styled_weight(css: str) -> int:
    """What declarations count for."""
    return _LAYER * bool(_LAYERS.search(css)) + _EFFECT * any("(" in said for said in _FILTER.findall(css))


def _dash(dashes: str) -> float:
    """The length of a dash and its gap. Raises UndrawableError where it is too short to be drawn."""
    lengths = [abs(float(number[1])) for number in map(LENGTH.match, re.split(r"[\s,]+", dashes)) if number]
    if not lengths:
        return math.inf
    if max(lengths) and sum(lengths) < _SHORTEST_DASH:
        raise HEAVY
    return sum(lengths) or math.inf


def scale(transform: str) -> float:
    """How much larger a transformation makes what it is for, at most."""
    numbers = [
        float(number)
        for name, said in re.findall(r"(scale|matrix)\s*\(([^()]*)", transform)
        for number in NUMBER.findall(said)[: 4 if name == "matrix" else 2]
    ]
    return max([1.0, *map(abs, numbers)])


def reach(attributes: Mapping[str, str]) -> float:
    """The furthest place that an element's shape has in its own unit, about."""
    said = " ".join(attributes.get(name, "") for name in _GEOMETRY)
    return max((abs(float(number)) for number in NUMBER.findall(said)), default=0.0)


def _is_vast(pattern: Mapping[str, str]) -> bool:
    """Whether a tile or an effect reaches further than a drawing, and so would need a canvas of that size."""
    sides = [LENGTH.fullmatch(pattern.get(side, "").strip()) for side in ("width", "height")]
    scales = re.findall(r"[\d.]+(?:e[+-]?\d+)?", pattern.get("patternTransform", ""), re.IGNORECASE)
    whole = "userSpaceOnUse" in (pattern.get("patternUnits"), pattern.get("filterUnits"))
    most = LARGEST if whole else 10
    factor = max([1.0, *(float(number) for number in scales if number.count(".") < 2 and number != ".")])
    return any(float(side[1]) * factor > most for side in sides if side)
