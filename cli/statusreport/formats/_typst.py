"""Typst at work: with our own fonts only, whatever the machine has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .. import fonts
from ..scratch import lent

if TYPE_CHECKING:
    from typst import TypstWarning


def typeset(files: Mapping[str, bytes], main: str, **options: Any) -> tuple[bytes, list[TypstWarning]]:
    """What Typst makes of the file `main`, and its warnings. Raises typst.TypstError."""
    import typst

    with lent(files) as folder:
        made, warnings = typst.compile_with_warnings(
            f"{folder}/{main}",
            root=folder,
            font_paths=[fonts.folder()],
            ignore_system_fonts=True,
            **options,
        )
    assert isinstance(made, bytes)
    return made, warnings
