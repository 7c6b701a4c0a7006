"""JSON Schema (2020-12) of each kind of file, from the same declarations that reading uses."""

from __future__ import annotations

from typing import Any

from ..model.fields import object_schema
from .plan_file import PLAN_FIELDS
from .records import CHAPTER_FIELDS, DATASET_FIELDS, MEASURE_FIELDS, PROJECT_FIELDS

KINDS = {
    "measure": MEASURE_FIELDS,
    "project": PROJECT_FIELDS,
    "plan": PLAN_FIELDS,
    "chapter": CHAPTER_FIELDS,
    "figures": DATASET_FIELDS,
}


def schema(kind: str, title: str) -> dict[str, Any]:
    """The schema of one of `KINDS`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **object_schema(KINDS[kind]),
    }
