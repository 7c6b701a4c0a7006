"""What a record's declared fields are to a publication: facts for readers, columns for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from ..model.field_types import (
    Amount,
    Day,
    Hyperlink,
    Keyed,
    ListOf,
    Markdown,
    Number,
    Percent,
    Text,
    TextList,
    Whole,
    item_of,
)
from ..model.fields import EMPTY, Column, Entry, Field, FieldType, OwnField, fields_of, with_texts
from ..model.vocabulary import Vocabulary
from ..model.when import When
from ..rounds.comparison import ChangeSet
from ..rounds.differences import Difference
from ..source.markdown import Body
from ..source.tokens import plain_text
from .document import DataColumn, DataTable
from .language import Language

R = TypeVar("R")
Value = str | int | Decimal | None
Vocabularies = Mapping[str, Vocabulary]
# The types whose columns of the open data are no text, by the Frictionless Table Schema.
_KINDS: Mapping[type, str] = {
    Whole: "integer",
    Amount: "integer",
    Number: "number",
    Percent: "number",
    Day: "date",
}


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
        description: str = "",
        **constraints: object,
    ) -> None:
        """Adds a column."""
        column = DataColumn(name, title, type_, constraints, description)
        self._columns.append((column, lambda record: cell(value(record))))

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
        kind = _KINDS.get(type(field.type), "string")
        about = field.doc if isinstance(field, OwnField) else ""
        self.add(column.name, title, value or field.of, kind, about, **required, **unique, **constraints)

    def table(self, name: str, title: str, records: Iterable[R]) -> DataTable:
        """The table of these records; its key are the columns whose values are unique."""
        rows = tuple(tuple(value(record) for _, value in self._columns) for record in records)
        header = tuple(column for column, _ in self._columns)
        key = tuple(column.name for column in header if "unique" in column.constraints)
        return DataTable(name, title, header, rows, key)


def in_words(
    value: object,
    say: Language,
    type_: FieldType[object] | None = None,
    vocabularies: Vocabularies | None = None,
) -> str:
    """A value as readers read it; nothing is a dash. Terms of these vocabularies are called by their labels."""
    if value is None or value in ("", (), {}):
        return "–"
    if isinstance(value, tuple):
        item = (
            type_.item
            if isinstance(type_, ListOf)
            else Text(type_.of)
            if isinstance(type_, TextList)
            else None
        )
        mark = "; " if any(isinstance(item, (Entry, Mapping)) for item in value) else ", "
        return mark.join(in_words(each, say, item, vocabularies) for each in value)
    if isinstance(value, Hyperlink):
        return f"{value.title} ({value.url})" if value.title else value.url
    if isinstance(value, (Entry, Mapping)):
        parts = ((field, _part(value, field)) for field in _fields(value, type_))
        return ", ".join(
            in_words(part, say, field.type, vocabularies) for field, part in parts if part not in EMPTY
        )
    return _in_words(value, say, type_, vocabularies or {})


def _fields(value: Entry | Mapping[str, object], type_: FieldType[object] | None) -> Iterable[Field[object]]:
    if isinstance(value, Entry):
        return fields_of(type(value))
    return type_.fields if isinstance(type_, Keyed) else ()


def _part(value: Entry | Mapping[str, object], field: Field[object]) -> object:
    return field.of(value) if isinstance(value, Entry) else value.get(field.name)


def _in_words(
    value: object, say: Language, type_: FieldType[object] | None, vocabularies: Vocabularies
) -> str:
    """A single value as readers read it."""
    match value, type_:
        case str(), Text(of=name) if name in vocabularies:
            words = vocabularies[name].label_of(value)
        case date(), _:
            words = say.day(value)
        case When(), _:
            words = say.time(value)
        case Decimal(), _:
            words = say.per_cent(value) if isinstance(type_, Percent) else say.decimal(value)
        case int(), _:
            number = say.number(value)
            words = say("document.amount", amount=number) if isinstance(type_, Amount) else number
        case _:
            words = str(value)
    return words


def readable(old: str, new: str) -> tuple[str, str]:
    """Two texts of Markdown without their markup, unless that is all in which they differ."""
    plain = words_of(old), words_of(new)
    return plain if plain[0].split() != plain[1].split() else (old, new)


def words_of(text: str) -> str:
    """The words of Markdown, its blocks apart by a newline."""
    return plain_text(Body(text).tokens)


def ends(found: Difference, changes: ChangeSet, say: Language) -> tuple[str, str]:
    """A difference as readers read it: of a list of entries only those that differ."""
    before, after, type_ = found.before, found.after, found.field.type
    if isinstance(type_, ListOf) and isinstance(before, tuple) and isinstance(after, tuple):
        before, after = (
            tuple(item for item in before if item not in found.after),  # type: ignore[operator]
            tuple(item for item in after if item not in found.before),  # type: ignore[operator]
        )
    if isinstance(item_of(found.field), Markdown):
        before, after = _readable_values(before, after)
    return (
        in_words(before, say, type_, changes.old.vocabularies),
        in_words(after, say, type_, changes.new.vocabularies),
    )


def _readable_values(before: object, after: object) -> tuple[object, object]:
    """The same of values that are one text or several, or say nothing."""
    plain = with_texts(before, words_of), with_texts(after, words_of)
    return plain if plain[0] != plain[1] else (before, after)


def cell(value: object) -> Value:
    """A value as a cell; several are parted by semicolons."""
    if isinstance(value, tuple):
        value = "; ".join(str(cell(item)) for item in value)
    if isinstance(value, Hyperlink):
        value = value.url
    if isinstance(value, date):
        value = value.isoformat()
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, (int, Decimal)) else str(value)
