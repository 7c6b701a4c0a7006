"""Fields that a plan declares for its measures: what it may say of one, and the field that this makes.

They are fields as those of the records are, so that whatever is made of fields is made of them too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ..source.yaml_nodes import Node
from .field_types import (
    LINK,
    Amount,
    Choice,
    Day,
    Due,
    Keyed,
    ListOf,
    Markdown,
    Number,
    Object,
    Percent,
    Switch,
    Table,
    Text,
    TextList,
    Years,
)
from .fields import Column, Entry, Field, FieldType, FileLog, Json, OwnField, Schema, Words, declared

# The places of own fields among the facts and columns: behind those of every record.
_FIRST_PLACE = 100

# What a value can be, besides a term and a table, which have more to say.
_SIMPLE: Mapping[str, Callable[[], FieldType[object]]] = {
    "text": Text,
    "markdown": Markdown,
    "number": Number,
    "amount": Amount,
    "percent": Percent,
    "date": Day,
    "due": Due,
    "period": Years,
    "link": lambda: LINK,
}
TERM, TABLE = "term", "table"
TYPES = (*_SIMPLE, TERM, TABLE)
# A cell has no paragraphs.
_OF_COLUMNS = tuple(kind for kind in TYPES if kind not in ("markdown", TABLE))
PLACES = ("facts", "column", "none")


@dataclass(frozen=True)
class Required(FieldType[tuple[str, ...] | bool]):
    """`true`, `false`, or ids of the classes of status that require something."""

    def read(self, node: Node, address: str, log: FileLog) -> tuple[str, ...] | bool | None:
        words = TextList(one=True).read(node, address, log)
        if words is not None and len(words) == 1 and words[0] in Switch.WORDS:
            return words[0] == "true"
        return words

    def schema(self, words: Words) -> Schema:
        return TextList(one=True).schema(words)

    def from_json(self, data: Json) -> tuple[str, ...] | bool:
        return data if isinstance(data, bool) else TextList().from_json(data)


@dataclass(frozen=True)
class OwnColumn(Entry):
    """A column of an own table."""

    type: str = declared(Choice(_OF_COLUMNS), "What its values are.", required=True, default="")
    label: str = declared(Text(), "What stands above it, where that is not its key.", default="")
    vocabulary: str = declared(Text(), "The vocabulary of its terms.", default="")


@dataclass(frozen=True)
class Declaration(Entry):
    """What a plan says of a field of its own."""

    label: str = declared(Text(), "What the field is called in print.", required=True, default="")
    type: str = declared(
        Choice(TYPES), f"What its values are: {', '.join(TYPES)}.", required=True, default=""
    )
    about: str = declared(Text(), "One sentence for whoever fills it in or reads the data.", default="")
    vocabulary: str = declared(
        Text(), "Of a `term`: the vocabulary that has it, which is a key of this file.", default=""
    )
    columns: Mapping[str, OwnColumn] = declared(
        Table(Object(OwnColumn, shorthand="type")),
        "Of a `table`: key of a column to the type of its values, or to `type`, `label` and `vocabulary`.",
        default={},
    )
    list: bool = declared(Switch(), "Whether it has several values.", default=False)
    required: tuple[str, ...] | bool = declared(
        Required(),
        "Whether every measure must have it, or the ids of the classes of status in which it must.",
        default=False,
    )
    print: str = declared(
        Choice(PLACES),
        "Where it is printed: among the `facts` of its measure, also in a `column` of the overview, or nowhere.",
        default="facts",
    )
    column: bool = declared(Switch(), "The same as `print: column`.", default=False)

    def field(self, key: str, place: int) -> OwnField[object]:
        """The field of this key; `place` is its place among those of the plan."""
        everywhere = self.required is True
        classes = self.required if isinstance(self.required, tuple) else ()
        return OwnField(
            key,
            self._type(),
            self.about or f"{self.label}.",
            required=everywhere,
            required_in=classes,
            fact=None if self.print == "none" and not self.column else _FIRST_PLACE + place,
            column=None if self.type == TABLE else Column(key, _FIRST_PLACE + place),
            label=self.label or key,
            overview=(self.column or self.print == "column") and self.type not in (TABLE, "markdown"),
            declaration=self,
        )

    def _type(self) -> FieldType[object]:
        if self.type == TABLE:
            columns = tuple(
                OwnField(
                    key,
                    _value(found.type, found.vocabulary),
                    f"{found.label or key}.",
                    label=found.label or key,
                )
                for key, found in self.columns.items()
            )
            return ListOf(Keyed(columns))
        if self.list and self.type in (TERM, "text"):
            return TextList(one=True, of=self.vocabulary if self.type == TERM else "")
        value = _value(self.type, self.vocabulary)
        return ListOf(value, one=True) if self.list else value


def _value(kind: str, vocabulary: str) -> FieldType[object]:
    # A kind that could not be read is another finding.
    return Text(of=vocabulary) if kind == TERM else _SIMPLE.get(kind, Text)()


def own_fields(declared_: Mapping[str, Declaration]) -> tuple[OwnField[object], ...]:
    """The fields that a plan declares, in its order."""
    return tuple(declaration.field(key, place) for place, (key, declaration) in enumerate(declared_.items()))


def declarations(fields: Iterable[Field[object]]) -> Mapping[str, Declaration]:
    """What the plan said of its own fields, by key."""
    return {
        field.name: field.declaration
        for field in fields
        if isinstance(field, OwnField) and isinstance(field.declaration, Declaration)
    }
