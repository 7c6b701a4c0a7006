"""Pictures for the formats that are no pages of a browser: charts that stand alone, and what Word can show."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache

from .. import fonts
from ..publishing.document import Chart
from ..source.faults import UsageError
from ..source.pictures import drawing_size, kind_of
from ._charts import draw
from ._templates import Templates
from ._typst import typeset

# In pixels of 1/96 inch: what fits between the margins of an A4 page.
WIDTH = 580
# In characters: what a line of a label has room for.
ROOM = 80
# What a drawing's pixels, of 1/96 inch, are multiplied by to be sharp in print.
SHARP = 2.5
# The pixels that a side of a drawing gets at most.
MOST = 4000
PIXELS, POINTS, INCHES = 96, 72, 39.37  # in an inch, an inch and a metre
# The kinds of picture that every office program shows.
_SHOWN = ("png", "jpeg", "gif")


def chart_svg(chart: Chart, templates: Templates) -> bytes:
    """A chart as an SVG file of `WIDTH`, its text in the fonts of the printed report."""
    environment = templates.environment(autoescape=True)
    context = {"chart": chart, "drawn": draw(chart, WIDTH, ROOM), "width": WIDTH}
    return fonts.spelled(environment.render("svg/chart.j2", context)).encode("utf-8")


def printable(picture: bytes) -> bytes:
    """A picture with the number of each character in a drawing that our fonts lack."""
    return fonts.spelled(picture.decode("utf-8")).encode("utf-8") if kind_of(picture) == "svg" else picture


def shown(path: str, data: bytes) -> tuple[str, bytes]:
    """A picture, by its media type, that every office program shows: another kind becomes PNG."""
    kind = kind_of(data)
    return (f"image/{kind}", data) if kind in _SHOWN else ("image/png", _png(path, data, kind))


@lru_cache(maxsize=64)  # each publication is made in two formats
def _png(path: str, data: bytes, kind: str) -> bytes:
    import typst

    drawn = kind == "svg"
    script = f'#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image("picture.{kind}")\n'
    # A pixel of a raster is a point to Typst; a large drawing is sharp enough as it is.
    longest = max(drawing_size(data) or (0,)) if drawn else 0
    ppi = min(PIXELS * SHARP, PIXELS * MOST / longest if longest else PIXELS * SHARP) if drawn else POINTS
    files = {"main.typ": script.encode(), f"picture.{kind}": printable(data)}
    try:
        png, _ = typeset(files, "main.typ", format="png", ppi=ppi)
    except typst.TypstError as error:
        raise UsageError("broken-picture", path=path, problem=error.message) from error
    return _with_size(png, ppi) if drawn else png


def _with_size(png: bytes, ppi: float) -> bytes:
    """A PNG that says how large it is meant to be: the chunk pHYs behind the header, of 33 bytes."""
    chunk = b"pHYs" + struct.pack(">IIB", *[round(ppi * INCHES)] * 2, 1)
    return (
        png[:33] + struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) + png[33:]
    )
