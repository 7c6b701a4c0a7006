"""Makes the fonts of the pages from those of the printed report: the letters of European languages, as WOFF2.

Needs brotli, which nothing else does, besides the packages of the developers: `pip install brotli`.
"""

from __future__ import annotations

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "cli/statusreport/fonts"
# Basic Latin to Latin Extended-A, the signs of texts, currencies, arrows and the like.
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x2010, 0x2027),
    (0x2030, 0x203A),
    (0x20AC, 0x20AC),
    (0x2190, 0x2199),
    (0x2212, 0x2212),
    (0x2713, 0x2713),
    (0x21A9, 0x21A9),
    (0x202F, 0x202F),
)
FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "lnum", "tnum"]
FACES = {
    "sans": "SourceSans3-Regular",
    "sans-bold": "SourceSans3-Semibold",
    "serif": "SourceSerif4-Regular",
    "serif-italic": "SourceSerif4-It",
    "serif-bold": "SourceSerif4-Bold",
}


def main() -> None:
    """Writes each face beside the font it is made from."""
    for name, source in FACES.items():
        options = subset.Options(flavor="woff2", layout_features=FEATURES, desubroutinize=True, hinting=False)
        # The licence keeps the name for what is unchanged.
        options.name_IDs = [13, 14]
        options.notdef_outline = True
        font = TTFont(FONTS / f"{source}.otf", recalcTimestamp=False)
        worker = subset.Subsetter(options)
        worker.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
        worker.subset(font)
        font.flavor = "woff2"
        font.save(FONTS / f"{name}.woff2")


if __name__ == "__main__":
    main()
