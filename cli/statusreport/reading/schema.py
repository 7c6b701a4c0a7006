"""JSON Schema (2020-12) of each kind of file, from the same declarations that reading uses."""

from __future__ import annotations

from ..model.fields import Field, Schema, object_schema, whole_schema
from ..model.plan import Chapter, Dataset, Measure, Project, Settings
from .plan_file import PLAN_FIELDS, plan_fields
from .records import file_fields

KINDS: dict[str, tuple[Field[object], ...]] = {
    "measure": file_fields(Measure),
    "project": file_fields(Project),
    "plan": PLAN_FIELDS,
    "chapter": file_fields(Chapter),
    "figures": file_fields(Dataset),
}


def schema(kind: str, title: str, settings: Settings | None = None) -> Schema:
    """The schema of one of `KINDS`; with a plan's settings, of what this plan allows."""
    fields, words = KINDS[kind], settings.words() if settings else {}
    if settings and kind == "measure":
        fields = file_fields(Measure, settings.own_fields)
    if settings and kind == "plan":
        fields = plan_fields(settings.vocabularies)
    return whole_schema(object_schema(fields, words), title=title)
