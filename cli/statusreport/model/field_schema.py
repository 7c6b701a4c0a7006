"""Fields as JSON Schema, for editors."""

from __future__ import annotations

from collections.abc import Sequence

from .fields import Field, Schema, Words

# All that says nothing, and how that is referred to.
_EMPTY_SCHEMA: Schema = {
    "anyOf": [
        {"type": "null"},
        {"type": "string", "pattern": r"^[ \t\n]*$"},
        {"type": "array", "maxItems": 0},
        {"type": "object", "maxProperties": 0},
    ]
}
_EMPTY_REFERENCE = "#/$defs/empty"


def object_schema(fields: Sequence[Field[object]], words: Words, *, filled: bool = False) -> Schema:
    """The JSON Schema of a mapping with these fields; of one that must be `filled`, none is empty."""
    return {
        "type": "object",
        "properties": {
            field.name: {**_value_schema(field, words, filled), "description": field.doc} for field in fields
        },
        "required": [field.name for field in fields if field.required],
        "patternProperties": {"^x-": {}},
        "additionalProperties": False,
    }


def _value_schema(field: Field[object], words: Words, filled: bool) -> Schema:
    schema = field.type.schema(words)
    return given(schema) if field.required or filled else schema


def given(schema: Schema) -> Schema:
    """A schema that takes nothing empty; it stands in one made by `whole_schema`."""
    return {**schema, "not": {"$ref": _EMPTY_REFERENCE}}


def whole_schema(schema: Schema, **about: object) -> Schema:
    """A schema as a document of its own."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **about,
        **schema,
        "$defs": {"empty": _EMPTY_SCHEMA},
    }
