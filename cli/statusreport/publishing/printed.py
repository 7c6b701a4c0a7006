"""What a record's declared fields are to a publication: facts for readers, columns for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Generic, TypeVar

from ..model.field_types import Amount, Whole
from ..model.fields import EMPTY, Column, Entry, Field, fields_of
from .document import DataColumn, DataTable
from .language import Language

R = TypeVar("R")
Value = str | int | None


def facts(fields: Iterable[Field[object]]) -> list[Field[object]]:
    """The fields that are printed as facts, in their order."""
    return [field for _, field in sorted(((f.fact, f) for f in fields if f.fact is not None), key=_place)]


def columns(fields: Iterable[Field[object]]) -> list[tuple[Column, Field[object]]]:
    """The fields that are columns of the open data, in their order."""
    return sorted(((f.column, f) for f in fields if f.column), key=lambda found: found[0].place)


def _place(found: tuple[int, Field[object]]) -> int:
    return found[0]


class OpenData(Generic[R]):
    """A table of open data in the making: each column with what it says of a record."""

    def __init__(self) -> None:
        self._columns: list[tuple[DataColumn, Callable[[R], Value]]] = []

    def add(
        self,
        name: str,
        title: str,
        value: Callable[[R], object],
        type_: str = "string",
        **constraints: object,
    ) -> None:
        """Adds a column."""
        self._columns.append(
            (DataColumn(name, title, type_, constraints), lambda record: cell(value(record)))
        )

    def add_field(
        self,
        field: Field[object],
        column: Column,
        title: str,
        value: Callable[[R], object] | None = None,
        **constraints: object,
    ) -> None:
        """Adds the column of a field; `value` gives it where it is not the record's own."""
        required: dict[str, object] = {"required": True} if field.required else {}
        unique: dict[str, object] = {"unique": True} if column.unique else {}
        kind = "integer" if isinstance(field.type, (Whole, Amount)) else "string"
        self.add(column.name, title, value or field.of, kind, **required, **unique, **constraints)

    def table(self, name: str, title: str, records: Iterable[R]) -> DataTable:
        """The table of these records; its key are the columns whose values are unique."""
        rows = tuple(tuple(value(record) for _, value in self._columns) for record in records)
        header = tuple(column for column, _ in self._columns)
        key = tuple(column.name for column in header if "unique" in column.constraints)
        return DataTable(name, title, header, rows, key)


def in_words(value: object, say: Language) -> str:
    """A value as readers read it, whatever its type; nothing is a dash."""
    if value is None or value in ("", (), {}):
        return "–"
    if isinstance(value, tuple):
        mark = "; " if any(isinstance(item, Entry) for item in value) else ", "
        return mark.join(in_words(item, say) for item in value)
    if isinstance(value, Entry):
        given = (field.of(value) for field in fields_of(type(value)))
        return ", ".join(in_words(item, say) for item in given if item not in EMPTY)
    if isinstance(value, date):
        return say.day(value)
    return say.number(value) if isinstance(value, int) else str(value)


def cell(value: object) -> Value:
    """A value as a cell; several are parted by semicolons."""
    if isinstance(value, tuple):
        value = "; ".join(map(str, value))
    if isinstance(value, date):
        value = value.isoformat()
    if value is None or value == "":
        return None
    return value if isinstance(value, int) else str(value)
