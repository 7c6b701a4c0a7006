"""Whether the colours of the style sheet can be told apart, by the formula of WCAG 2.

Axe measures texts where they stand. What it does not see are marks: bars, rules, and the ring of the focus.
"""

from __future__ import annotations

import re
import tomllib

from conftest import ROOT

COLOURS: dict[str, str] = tomllib.loads((ROOT / "templates" / "palette.toml").read_text("utf-8"))["colours"]
# What the palette's colours are for.
TEXTS = ("ink", "soft", "accent")
MARKS = ("bar", "strong", "focus")
GROUNDS = ("paper", "tint")


def low_contrasts(page: str) -> list[str]:
    """The pairs of colours that are too alike, in each set that the page's style declares."""
    sets = [dict(_COLOUR.findall(block)) for block in _SET.findall(page)]
    assert sets, "the page declares no colours"
    found: list[str] = []
    colours: dict[str, str] = {}
    for changed in sets:
        # What is declared for paper only changes some of the colours.
        colours |= changed
        for names, least in ((TEXTS, 4.5), (MARKS, 3)):
            for name in names:
                for ground in GROUNDS:
                    ratio = contrast(colours[name], colours[ground])
                    if ratio < least:
                        found.append(f"{name} on {ground} is {ratio:.2f}:1, not {least}:1")
    return found


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, given as `#rrggbb` or `#rgb`, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_SET = re.compile(r":root\s*\{([^}]*)\}")
_COLOUR = re.compile(r"--([a-z]+):\s*(#(?:[0-9a-f]{6}|[0-9a-f]{3}))\s*;", re.IGNORECASE)
