"""The publication's data for other programs."""

from __future__ import annotations

import json

from ..publishing.document import Edition
from . import Files
from ._templates import Templates


def render(edition: Edition, templates: Templates) -> Files:
    """The data as `PUBLICATION.json`."""
    text = json.dumps(edition.data, ensure_ascii=False, indent=2, allow_nan=False)
    return {f"{edition.document.id}.json": f"{text}\n".encode()}


def census(files: Files, edition: Edition) -> list[str]:
    """The anchors of the records in the data."""
    data = json.loads(files[f"{edition.document.id}.json"])
    parts = (part for key, part in data.items() if isinstance(part, list) and not key.startswith("x-"))
    return [record["anchor"] for part in parts for record in part]
