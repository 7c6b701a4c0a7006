"""The publication's data for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..publishing.document import Edition
from . import Files, Recall, _reading
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


# Chapters are texts for readers.
SAYS_RECORDS_ONLY = True


def said(files: Files, edition: Edition, recall: Recall) -> str:
    """What others read in the texts of the data, which are Markdown."""
    texts = _texts(json.loads(files[f"{edition.document.id}.json"]))
    return "\n".join(_reading.said_of_all((text,), recall) for text in texts)


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield str(key)
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
