"""Writes which characters the fonts of the printed report have: run it when the fonts change."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "cli" / "statusreport" / "fonts"


def coverage() -> str:
    """The characters that at least one font has, as ranges of hexadecimal numbers, one a line."""
    found: set[int] = set()
    for file in sorted((*FONTS.glob("*.otf"), *FONTS.glob("*.ttf"))):
        found |= set(TTFont(file).getBestCmap())
    runs = groupby(enumerate(sorted(found)), key=lambda pair: pair[1] - pair[0])
    spans = [[code for _, code in run] for _, run in runs]
    return "".join(f"{span[0]:04X}-{span[-1]:04X}\n" for span in spans)


if __name__ == "__main__":
    (FONTS / "coverage.txt").write_text(coverage(), encoding="ascii", newline="\n")
