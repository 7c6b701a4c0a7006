"""Pictures for the formats that are no pages of a browser: charts that stand alone, and drawings as points."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache

from .. import fonts
from ..publishing.document import Chart, Status
from ..source.faults import UsageError
from ..source.foreign import said_by
from ..source.pictures import PIXELS, Picture
from ._charts import draw, patterns
from ._templates import Templates
from ._typst import Panic, typeset

# In pixels of 1/96 inch: what fits between the margins of an A4 page; how high a picture is there at most, so that the
# headings and facts of a record have room above it; and how high in a footnote: LibreOffice never ends with one for
# which there is no room below the text.
WIDTH, HEIGHT, NOTE_HEIGHT = 580, 567, 189
# In characters: what a line of a label has room for.
ROOM = 80
# What a drawing's pixels, of 1/96 inch, are multiplied by to be sharp in print.
SHARP = 2.5
# A drawing of more parts is drawn less fine: each may cover it whole.
MANY, LESS_SHARP = 2_500, 1.5
# The same for the mark of a status, which stands among words, and how many points high that is.
SHARPEST, MARK = 6.25, 6.72
# In parts of 16 of a mark: what stands free behind it.
FREE = 7
# In pixels an inch: how fine a chart is drawn.
DENSITY = PIXELS * SHARP
POINTS = 72 / PIXELS  # in a pixel


def chart_svg(chart: Chart, templates: Templates) -> bytes:
    """A chart as an SVG file of `WIDTH`, its text in the fonts of the printed report."""
    environment = templates.environment(autoescape=True)
    context = {
        "chart": chart,
        "drawn": draw(chart, ROOM, WIDTH),
        "patterns": patterns([chart]),
        "width": WIDTH,
    }
    return fonts.spelled(environment.render("svg/chart.j2", context)).encode("utf-8")


def mark_svg(
    status: Status, templates: Templates, *, above: float = 0, before: float = 0, behind: float = 0
) -> bytes:
    """The mark of a status as an SVG file, 16 wide and high, with some room above it, before and behind."""
    context = {"inline": status, "above": above, "before": before, "behind": behind}
    return templates.environment(autoescape=True).render("svg/status.j2", context).encode("utf-8")


def mark_points(
    status: Status, templates: Templates, above: float, before: float = 0
) -> tuple[bytes, float, float]:
    """The mark of a status as PNG on no ground, with room before the words, and its width and height in points.

    It has as many points `before` it.
    """
    drawing = mark_svg(status, templates, above=above, before=before * 16 / MARK, behind=FREE)
    width, height = (MARK * (16 + more) / 16 for more in (1 + FREE, above))
    width += before
    size = (width / POINTS, height / POINTS)
    return points("svg/status.j2", drawing, *size, sharp=SHARPEST, ground="none"), width, height


def printable(picture: Picture) -> bytes:
    """A picture's bytes with the number of each character in a drawing that our fonts lack."""
    if picture.media_type != "image/svg+xml":
        return picture.data
    return fonts.spelled(picture.data.decode("utf-8")).encode("utf-8")


def on_paper(picture: Picture, *, noted: bool) -> tuple[float, float]:
    """The width and height in points of a picture that has a page's whole width, or stands in a footnote."""
    width, height = picture.within(WIDTH, NOTE_HEIGHT if noted else HEIGHT)
    return width * POINTS, height * POINTS


def office(path: str, picture: Picture) -> tuple[str, bytes]:
    """A picture's media type and bytes for office programs, which show points only: a drawing becomes PNG."""
    if picture.media_type != "image/svg+xml":
        return picture.media_type, picture.data
    width, height = picture.within(WIDTH, HEIGHT)
    return "image/png", points(
        path, printable(picture), width, height, sharp=SHARP if picture.parts <= MANY else LESS_SHARP
    )


@lru_cache(maxsize=64)  # each publication is made in two formats
def points(
    path: str,
    drawing: bytes,
    width: float = WIDTH,
    height: float | None = None,
    *,
    sharp: float = SHARP,
    ground: str = "white",
) -> bytes:
    """An SVG drawn as PNG of this size in pixels of 1/96 inch, sharp enough for print. Raises UsageError."""
    import typst

    high = f", height: {height * POINTS}pt" if height else ""
    script = (
        f"#set page(width: auto, height: auto, margin: 0pt, fill: {ground})\n"
        f'#image("picture.svg", width: {width * POINTS}pt{high})\n'
    )
    try:
        png, _ = typeset(
            {"main.typ": script.encode(), "picture.svg": drawing},
            "main.typ",
            format="png",
            ppi=PIXELS * sharp,
        )
    except typst.TypstError as error:
        raise UsageError("broken-picture", path=path, problem=said_by("Typst", error.message)) from error
    except Panic as error:
        raise UsageError("broken-picture", path=path, problem=said_by("Typst", str(error))) from error
    return _with_size(png, PIXELS * sharp)


def _with_size(png: bytes, density: float) -> bytes:
    """A PNG that says how large it is meant to be: the chunk pHYs behind the header, of 33 bytes."""
    chunk = b"pHYs" + struct.pack(">IIB", *[round(density / 0.0254)] * 2, 1)
    return (
        png[:33] + struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) + png[33:]
    )
