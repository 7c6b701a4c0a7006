"""Pictures made of points, as files: how large they are, and what they hold besides their points.

What Pillow would trip over, or unfold without a limit, is taken out before it sees a file.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

_BEGINNINGS = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "jpeg": re.compile(rb"\xff\xd8\xff"),
    "gif": re.compile(rb"GIF8[79]a"),
    "webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}


class DamagedError(ValueError):
    """A file that is cut off or garbled."""


def raster_kind(data: bytes) -> str:
    """The kind of a picture by how its file begins, or "" for anything else."""
    return next((kind for kind, beginning in _BEGINNINGS.items() if beginning.match(data)), "")


def pixels(kind: str, data: bytes) -> tuple[int, int]:
    """The width and height that a file says it has, without unpacking it. Raises DamagedError."""
    try:
        return _SIZES[kind](data)
    except struct.error as error:
        raise DamagedError from error


def _png_size(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int]:
    for marker, segment in _segments(data):
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", segment, 5)
            return width, height
    raise DamagedError


def _gif_size(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _webp_size(data: bytes) -> tuple[int, int]:
    kind, body = data[12:16], 20
    if kind == b"VP8X":
        wide, high = (int.from_bytes(data[start : start + 3], "little") for start in (body + 4, body + 7))
        return wide + 1, high + 1
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, body + 1)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", data, body + 6)
    return width & 0x3FFF, height & 0x3FFF


_SIZES = {"png": _png_size, "jpeg": _jpeg_size, "gif": _gif_size, "webp": _webp_size}


def essence(kind: str, data: bytes, *, told: bool = False) -> bytes:
    """A PNG or JPEG of the same points without anything else: no place, person, camera, text or thumbnail.

    With `told` it keeps what says how the points are meant: colour profile, orientation, density and movement.
    Another kind stays as it is. Raises DamagedError.
    """
    match kind:
        case "png":
            kept = _PNG_KEPT | _PNG_TOLD if told else _PNG_KEPT
            return data[:8] + b"".join(chunk for name, chunk in _chunks(data) if name in kept)
        case "jpeg":
            return b"\xff\xd8" + b"".join(_jpeg_kept(data, told=told)) + b"\xff\xd9"
        case _:
            return data


# PNG: chunks of a length, a name, bytes and a checksum (ISO/IEC 15948)

_PNG_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_PNG_TOLD = {b"iCCP", b"eXIf", b"pHYs", b"acTL", b"fcTL", b"fdAT"}


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks up to the end of the picture; of those that may be left out, only whole ones."""
    place = 8
    while True:
        head = data[place : place + 8]
        if len(head) < 8:
            raise DamagedError
        end = place + 12 + int.from_bytes(head[:4])
        chunk, name = data[place:end], head[4:]
        whole = len(chunk) == end - place and zlib.crc32(chunk[4:-4]) == int.from_bytes(chunk[-4:])
        if whole:
            yield name, chunk
        elif name in _PNG_KEPT or len(chunk) < end - place:
            raise DamagedError
        if name == b"IEND":
            return
        place = end


# JPEG: segments behind markers (ITU-T T.81)

_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_APP0, _APP1, _APP14, _APP15, _COMMENT, _SCAN, _END = 0xE0, 0xE1, 0xEE, 0xEF, 0xFE, 0xDA, 0xD9
_NEXT = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")
# Each scan goes over all points: more of them than any program writes would only take time.
_MOST_SCANS = 100
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The marker and the bytes of each segment; those of a scan reach to the next marker."""
    place, scans = 2, 0
    while True:
        found = _NEXT.match(data, place)
        if not found:
            raise DamagedError
        marker, start = found[1][0], found.end() - 2
        if marker == _END:
            return
        end = found.end() + int.from_bytes(data[found.end() : found.end() + 2])
        if marker == _SCAN:
            scans += 1
            behind = _NEXT.search(data, end)
            if not behind or scans > _MOST_SCANS:
                raise DamagedError
            end = behind.start()
        if end > len(data):
            raise DamagedError
        yield marker, data[start:end]
        place = end


def _jpeg_kept(data: bytes, *, told: bool) -> Iterator[bytes]:
    for marker, segment in _segments(data):
        if marker == _APP0:
            if segment[4:9] == b"JFIF\0":
                density = segment[11:16] if told else _JFIF[11:16]
                yield _JFIF[:11] + density + _JFIF[16:]
        elif marker == _APP14:
            if segment[4:9] == b"Adobe":
                yield segment
        elif _APP1 <= marker <= _APP15:
            if told and segment[4:].startswith((b"Exif\0", b"ICC_PROFILE\0")):
                yield segment
        elif marker != _COMMENT:
            yield segment
