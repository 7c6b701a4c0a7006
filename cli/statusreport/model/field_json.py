"""The values of fields as JSON, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from .fields import EMPTY, Entry, Field, Json, fields_of
from .period import Period
from .when import When


class Misfit(ValueError):
    """Data that are not what they should be."""


def as_json(value: object, nothing: Json = None) -> Json:
    """A value as JSON. A text or value that is not given is `nothing`, also inside an entry."""
    if value is None or value == "":
        return nothing
    if isinstance(value, tuple):
        return [as_json(item, nothing) for item in value]
    if isinstance(value, Mapping):
        return {str(key): as_json(item, nothing) for key, item in value.items()}
    if isinstance(value, Entry):
        data = record_json(value, fields_of(type(value)), nothing) | dict(value.extra)
        said = [name for name, part in data.items() if part not in EMPTY]
        return data[value.SHORTHAND] if said == [value.SHORTHAND] else data
    return _scalar_json(value)


def _scalar_json(value: object) -> Json:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, When):
        return str(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Period):
        spans: list[Json] = [[first, last] for first, last in value.spans]
        return {"start": value.start, "end": value.end, "spans": spans}
    if isinstance(value, (str, int)):
        return value
    raise TypeError(f"no field has a {type(value).__name__}")


def record_json(record: object, fields: Iterable[Field[object]], nothing: Json = None) -> dict[str, Json]:
    """The values of a record's fields as JSON, by name."""
    return {field.name: as_json(field.of(record), nothing) for field in fields}


def values_from_json(
    data: Mapping[str, Json], fields: Iterable[Field[object]], *, strict: bool = True
) -> dict[str, object]:
    """The values in the JSON of a record, by field; what is not given, or not there at all, is left out.

    Raises ValueError for a value that a field cannot have; if not `strict`, it is left out.
    """
    values: dict[str, object] = {}
    for field in fields:
        kept = data.get(field.name)
        if kept is None or kept == "":
            continue
        try:
            values[field.name] = field.type.from_json(kept)
        except ValueError:
            if strict:
                raise
    return values


def json_text(data: Json) -> str:
    """Data that should be a text. Raises Misfit."""
    if not isinstance(data, str):
        raise Misfit(data)
    return data


def json_list(data: Json) -> list[Json]:
    """Data that should be a list. Raises Misfit."""
    if not isinstance(data, list):
        raise Misfit(data)
    return data


def json_mapping(data: Json) -> dict[str, Json]:
    """Data that should be a mapping. Raises Misfit."""
    if not isinstance(data, dict):
        raise Misfit(data)
    return data
