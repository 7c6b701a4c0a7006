"""Typst at work: with our own fonts only, whatever the machine has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from .. import fonts
from ._scratch import lent

if TYPE_CHECKING:
    from typst import Fonts, TypstWarning


class Panic(Exception):
    """Typst broke off."""


def typeset(files: Mapping[str, bytes], main: str, **options: Any) -> tuple[bytes, list[TypstWarning]]:
    """What Typst makes of the file `main`, and its warnings. It finds no other files, not even from a drawing.

    Raises typst.TypstError, and Panic.
    """
    import typst

    with lent(files) as folder:
        try:
            made, warnings = typst.compile_with_warnings(
                f"{folder}/{main}", root=folder, font_paths=_fonts(), **options
            )
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # which is no Exception, and no name one can import
                raise
            raise Panic(str(error)) from error
    assert isinstance(made, bytes)
    return made, warnings


@cache
def _fonts() -> Fonts:
    """Our fonts, and those within Typst; read once, since that takes longer than a small picture."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[fonts.folder()])
