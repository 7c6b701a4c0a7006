"""JSON Schema (2020-12) of each kind of file, from the same declarations that reading uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from ..model.dataset import Dataset
from ..model.field_schema import object_schema, whole_schema
from ..model.fields import Field, Schema
from ..model.records import Chapter, Measure, Project
from ..model.settings import Settings
from .plan_fields import PLAN_FIELDS, plan_fields
from .records import file_fields

KINDS: dict[str, tuple[Field[object], ...]] = {
    "measure": file_fields(Measure),
    "project": file_fields(Project),
    "plan": PLAN_FIELDS,
    "chapter": file_fields(Chapter),
    "figures": file_fields(Dataset),
}


def schema(
    kind: str, title: str, settings: Settings | None = None, meaning: Callable[[str], str] = str
) -> Schema:
    """The schema of one of `KINDS`; with a plan's settings, of what this plan allows.

    `meaning` puts what a field means into the reader's language.
    """
    fields, words = KINDS[kind], settings.words() if settings else {}
    if settings and kind == "measure":
        fields = file_fields(Measure, settings.own_fields)
    if settings and kind == "plan":
        fields = plan_fields(settings.vocabularies)
    made = whole_schema(object_schema(fields, words), title=title)
    return cast("Schema", _told(made, meaning))


def _told(part: object, meaning: Callable[[str], str]) -> object:
    if isinstance(part, Mapping):
        return {
            key: meaning(inner) if key == "description" and isinstance(inner, str) else _told(inner, meaning)
            for key, inner in part.items()
        }
    return [_told(inner, meaning) for inner in part] if isinstance(part, list) else part
