"""Whether the colours of the palette can be told apart, by the formula of WCAG 2.

What is painted with them is measured in a browser, and not where there is none.
"""

from __future__ import annotations

import tomllib

from conftest import ROOT

Palette = dict[str, dict[str, str]]
PALETTE: Palette = tomllib.loads((ROOT / "templates" / "palette.toml").read_text("utf-8"))
COLOURS = PALETTE["colours"]
SCHEMES = ("colours", "dark", "printed")
# What the palette's colours are for: texts and marks, what they stand on, and the least contrast.
PAIRS = (
    (("ink", "soft", "accent"), ("paper", "tint"), 4.5),
    (("ink",), ("tinted",), 4.5),
    (("reversed",), ("accent",), 4.5),
    (("bar", "strong", "focus"), ("paper", "tint"), 3),
)


def low_contrasts(palette: Palette) -> list[str]:
    """The pairs of colours that are too alike, in each scheme of a palette."""
    found: list[str] = []
    for scheme in SCHEMES:
        colours = palette["colours"] | palette[scheme]
        for names, grounds, least in PAIRS:
            for name in names:
                for ground in grounds:
                    ratio = contrast(colours[name], colours[ground])
                    if ratio < least:
                        found.append(f"{scheme}: {name} on {ground} is {ratio:.2f}:1, not {least}:1")
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
