"""The schemas of Office Open XML (ECMA-376) and OpenDocument 1.3 (OASIS), as openxml-audit carries them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from openxml_audit import FileFormat, OdfValidator, OpenXmlValidator  # type: ignore[import-untyped]


def violations(path: Path) -> list[str]:
    """What in a DOCX, XLSX or ODT is not as its schema has it."""
    validator = _of_odt() if path.suffix == ".odt" else OpenXmlValidator(FileFormat.MICROSOFT_365)
    found = [str(error) for error in validator.validate(path).errors]
    # The rules of meaning for workbooks ask for what Excel writes itself, as a theme and a list of all texts.
    return [error for error in found if path.suffix != ".xlsx" or not error.startswith("[semantic]")]


@cache  # which keeps the schemas it has read; the other one would keep what it knows of a file
def _of_odt() -> Any:
    # Without its rules of meaning, which take what our own checks ask for otherwise.
    return OdfValidator(semantic_validation=False, relaxng_validation=True, require_schema_routes=False)
