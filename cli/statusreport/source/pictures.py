"""Pictures: what a file shows, how large, and its bytes as they are published.

What is published is upright, in sRGB, still, and a PNG, a JPEG or an SVG, which every format can show. It holds the
picture alone: nothing about the place, the camera or the person.
"""

from __future__ import annotations

import base64
import binascii
import io
import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .drawings import Drawing, UndrawableError, is_drawing, read_drawing
from .links import internal_target
from .rasters import essence, pixels, raster_kind

if TYPE_CHECKING:
    from PIL.Image import Image

KINDS = {
    "png": (".png",),
    "jpeg": (".jpg", ".jpeg"),
    "gif": (".gif",),
    "webp": (".webp",),
    "svg": (".svg",),
}
"""The kinds that a plan's pictures may have, each with the suffixes of its files."""

SUFFIXES = tuple(suffix for suffixes in KINDS.values() for suffix in suffixes)

# In points. What is larger needs more memory than a small machine has; a JPEG can be unpacked smaller than it is.
MOST_POINTS = {"jpeg": 64_000_000, "png": 32_000_000, "gif": 32_000_000, "webp": 20_000_000}
# In points. A side of a published picture is no longer: on paper that is finer than any print.
LONGEST = 4000
PIXELS = 96  # in an inch
# In points an inch. What lies beyond is no density that anybody meant, and what lies below is a screen's.
FINEST = 600
# What a drawing with pictures in it counts for, beside its own parts.
_POINTS_A_PART = 4000
_QUALITY = 92
_TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}


@dataclass(frozen=True)
class Flaw:
    """Why a picture cannot be published: the rule that reports it, and what fills its message."""

    rule: str
    variant: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Picture:
    """A picture as it is published. `kind` is that of its file; `width` and `height` are in pixels of 1/96 inch.

    `parts` is what a drawing costs to draw. With a flaw it has no bytes.
    """

    kind: str
    data: bytes = b""
    width: float = 0
    height: float = 0
    parts: int = 1
    flaws: tuple[Flaw, ...] = ()

    @property
    def suffix(self) -> str:
        """The suffix of a file of these bytes."""
        return KINDS[raster_kind(self.data) or "svg"][0]

    @property
    def media_type(self) -> str:
        """The media type of these bytes (RFC 2046)."""
        return _MEDIA_TYPES[self.suffix]

    def within(self, width: float, height: float) -> tuple[float, float]:
        """Its size where there is no more room than this: never larger than it is."""
        scale = min(1, width / self.width, height / self.height)
        return self.width * scale, self.height * scale


_MEDIA_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".svg": "image/svg+xml"}


def picture_path(target: str, path: str) -> str | None:
    """The file that a picture in the file at `path` has as its target, as `internal_target` gives it.

    A picture is shown whole, so that what would begin a fragment or a question is part of the file's name.
    """
    found = internal_target(target.replace("#", "%23").replace("?", "%3F"), path)
    return unicodedata.normalize("NFC", found) if found else found


def kind_of(data: bytes) -> str:
    """The kind of a picture by its bytes, or "" if it is none of `KINDS`."""
    return raster_kind(data) or ("svg" if is_drawing(data) else "")


def look(data: bytes) -> Picture:
    """What the bytes of a file show. Whatever they are, there is an answer, in bounded time and memory."""
    kind = kind_of(data)
    if kind == "svg":
        return _drawing(data)
    return _raster(kind, data) if kind else Picture("", flaws=(Flaw("unreadable-picture"),))


def _drawing(data: bytes) -> Picture:
    found = read_drawing(data, _embedded)
    if isinstance(found, Drawing):
        return Picture("svg", found.data, found.width, found.height, found.parts)
    return Picture("svg", flaws=tuple(Flaw(*flaw) for flaw in found))


def _embedded(target: str) -> tuple[str, int]:
    """A picture within a drawing as it is published, and how many parts it counts for."""
    head, _, text = target.partition(",")
    try:
        data = base64.b64decode("".join(text.split())) if head.endswith(";base64") else b""
    except binascii.Error:
        data = b""
    picture = _raster(raster_kind(data), data) if raster_kind(data) else Picture("")
    if not picture.data:
        raise UndrawableError("unreadable-picture", "inner")
    width, height = pixels(raster_kind(picture.data), picture.data)
    published = base64.b64encode(picture.data).decode("ascii")
    return f"data:{picture.media_type};base64,{published}", width * height // _POINTS_A_PART


def _raster(kind: str, data: bytes) -> Picture:
    try:
        width, height = pixels(kind, data)
        if width * height > MOST_POINTS[kind]:
            size = {"width": width, "height": height, "limit": MOST_POINTS[kind] // 1_000_000}
            return Picture(kind, flaws=(Flaw("unreadable-picture", "points", size),))
        with _opened(kind, essence(kind, data, told=True)) as image:
            if getattr(image, "is_animated", False):
                return Picture(kind, flaws=(Flaw("moving-picture"),))
            return _published(kind, data, image)
    except Exception:  # noqa: BLE001 (each decoder has its own exceptions for what is no picture)
        return Picture(kind, flaws=(Flaw("unreadable-picture", "damaged"),))


def _opened(kind: str, data: bytes) -> Image:
    """A picture whose size has been looked at: its plug-in is asked, which does not warn of it once more."""
    from PIL import GifImagePlugin, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

    plugins: Mapping[str, Any] = {
        "png": PngImagePlugin.PngImageFile,
        "jpeg": JpegImagePlugin.JpegImageFile,
        "gif": GifImagePlugin.GifImageFile,
        "webp": WebPImagePlugin.WebPImageFile,
    }
    image: Image = plugins[kind](io.BytesIO(data))
    return image


def _published(kind: str, data: bytes, image: Image) -> Picture:
    profile, turn, density = image.info.get("icc_profile"), _turn(image), _density(image)
    size = image.size
    large = max(size) > LONGEST
    if large:
        image.draft(None, (LONGEST, LONGEST))
    image.load()
    kept = kind in ("png", "jpeg") and not large and turn == 1 and image.mode not in ("CMYK", "LAB")
    if kept and not _is_foreign(profile, image.mode):
        published = essence(kind, data)
    else:
        made = _in_srgb(image, profile)
        if large:
            made = _resizable(made)
            made.thumbnail((LONGEST, LONGEST), reducing_gap=2)
        if turn != 1:
            from PIL.Image import Transpose

            made = made.transpose(Transpose[_TURNS[turn]])
        published = _encoded(made, lossy=_is_lossy(kind, data) and not made.has_transparency_data)
    width, height = (side * PIXELS / density for side in (size if turn < 5 else size[::-1]))
    return Picture(kind, published, width, height)


def _turn(image: Image) -> int:
    """The orientation of Exif: how the points must be turned to be upright, 1 for not at all."""
    try:
        turn = int(image.getexif().get(0x0112, 1))
    except Exception:  # noqa: BLE001 (what else stands there may be anything)
        return 1
    return turn if turn in _TURNS else 1


def _density(image: Image) -> float:
    """The points an inch that a file means; those of a screen where it says none that can be meant."""
    try:
        across, down = (float(density) for density in image.info.get("dpi", ()))
    except (TypeError, ValueError, ZeroDivisionError):
        return PIXELS
    meant = PIXELS < across <= FINEST + 1 and abs(across - down) < 1
    return round(across) if meant else PIXELS


# Colours


def _is_foreign(profile: bytes | None, mode: str) -> bool:
    """Whether colours mean something else than in sRGB, which is what most programs take them for."""
    if not profile or mode not in ("RGB", "RGBA", "P"):
        return False
    from PIL import ImageCms

    try:
        name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return False
    return "srgb" not in name.lower()


def _in_srgb(image: Image, profile: bytes | None) -> Image:
    """A picture in sRGB, by the profile it brings where that can be used."""
    from PIL import ImageCms

    if image.mode in ("CMYK", "LAB") or _is_foreign(profile, image.mode):
        plain = (
            image.convert("RGBA" if image.has_transparency_data else "RGB") if image.mode == "P" else image
        )
        mode = "RGBA" if plain.mode == "RGBA" else "RGB"
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile or b""))
            made = ImageCms.profileToProfile(plain, own, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
            made = None
        return made or plain.convert(mode)
    return image


def _resizable(image: Image) -> Image:
    """A picture in a mode whose points can be mixed."""
    if image.mode.startswith("I"):  # 16 bits, of which the upper ones are seen
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("1", "P") or "transparency" in image.info:
        return image.convert("RGBA" if image.has_transparency_data else "L" if image.mode == "1" else "RGB")
    return image


# Files


def _is_lossy(kind: str, data: bytes) -> bool:
    return kind == "jpeg" or (kind == "webp" and data[12:16] in (b"VP8 ", b"VP8X") and b"VP8L" not in data)


def _encoded(image: Image, *, lossy: bool) -> bytes:
    """A picture as a file of its points alone."""
    out = io.BytesIO()
    image.info = {name: value for name, value in image.info.items() if name == "transparency"}
    if lossy:
        image = image if image.mode in ("L", "RGB") else image.convert("RGB")
        image.save(out, "JPEG", quality=_QUALITY, subsampling=0)
        return essence("jpeg", out.getvalue())
    # Runs of bytes only: other ways to compress hang on how the library was built.
    image.save(out, "PNG", compress_type=zlib.Z_RLE, compress_level=6)
    return essence("png", out.getvalue())
