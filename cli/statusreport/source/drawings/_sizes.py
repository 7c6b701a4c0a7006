"""How large a drawing is, and which part of the plane it shows."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ._flaws import UndrawableError

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
# In pixels: what a drawing may say that it measures, and how wide one is that says only its proportions.
LARGEST, WIDE = 10_000, 580
NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
LENGTH = re.compile(rf"({NUMBER.pattern})\s*([a-zA-Z]*)")
_UNITS = {
    "": 1, "px": 1, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6, "pt": 96 / 72, "pc": 16, "em": 16, "ex": 8,
}  # fmt: skip


def _length(value: str) -> float | None:
    """A length in pixels; None for a share, and for what is no length."""
    found = LENGTH.fullmatch(value.strip())
    unit = _UNITS.get(found[2].lower()) if found else None
    return float(found[1]) * unit if found and unit else None


def size_of(attributes: Mapping[str, str]) -> tuple[float, float]:
    """The width and height of a drawing in pixels: as it says, else after its view box."""
    width, height = (_length(attributes.get(side, "")) for side in ("width", "height"))
    box = box_of(attributes)
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


def box_of(attributes: Mapping[str, str]) -> tuple[float, ...]:
    """The view box, where it is one."""
    numbers = [LENGTH.fullmatch(part) for part in re.split(r"[\s,]+", attributes.get("viewBox", "").strip())]
    box = tuple(float(number[1]) for number in numbers if number and not number[2])
    return box if len(box) == len(numbers) == 4 and min(box[2:]) > 0 else ()


def rooted(attributes: dict[str, str], size: tuple[float, float]) -> dict[str, str]:
    """The attributes of the outermost element: what it is, how large, and which part of the plane it shows."""
    width, height = (f"{side:.6g}" for side in size)
    kept = {key: value for key, value in attributes.items() if key not in ("width", "height", "x", "y")}
    if not box_of(attributes):
        kept["viewBox"] = f"0 0 {width} {height}"
    return {"xmlns": SVG, "xmlns:xlink": XLINK, "width": width, "height": height} | kept
