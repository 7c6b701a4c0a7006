"""Zip packages, as DOCX and ODT are, with the same bytes for the same contents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
# What readers of these formats want to meet first.
_FIRST = ("mimetype", "[Content_Types].xml")


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Parts as a package. Nothing is compressed: the result would hang on the machine's compression library."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name in sorted(parts, key=lambda name: (name not in _FIRST, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            package.writestr(entry, parts[name])
    return out.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if not name.endswith("/")}
