"""The schemas of Office Open XML (ECMA-376) and OpenDocument 1.3 (OASIS), as openxml-audit carries them."""

from __future__ import annotations

from pathlib import Path

from openxml_audit import FileFormat, OdfValidator, OpenXmlValidator  # type: ignore[import-untyped]


def violations(path: Path) -> list[str]:
    """What in a DOCX or ODT is not as its schema has it."""
    if path.suffix == ".docx":
        result = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(path)
    else:
        # Without its rules of meaning, which take what our own checks ask for otherwise.
        validator = OdfValidator(
            semantic_validation=False, relaxng_validation=True, require_schema_routes=False
        )
        result = validator.validate(path)
    return [str(error) for error in result.errors]
