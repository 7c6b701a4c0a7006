"""Tables with a row for each record: a column is declared with what it says, and those of measures are declared here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ..model.records import Measure
from .assembly import Assembly
from .document import Cell, Column, Filter, Link, Row, Shown, Table, Text

R = TypeVar("R")
# A column, and its cell in the row of a record.
Declared = tuple[Column, Callable[[R], Cell]]
# What stands where there is nothing to say.
NOTHING: Cell = (Text("–"),)


def table_of(
    ident: str,
    caption: str,
    columns: Iterable[Declared[R]],
    records: Iterable[R],
    *,
    notes: tuple[str, ...] = (),
    filters: tuple[Filter, ...] = (),
    sheet: bool = False,
    shown: tuple[Shown, ...] = (),
) -> Table:
    """A table of records."""
    columns = tuple(columns)
    rows = tuple(Row(tuple(cell(record) for _, cell in columns)) for record in records)
    heads = tuple(column for column, _ in columns)
    return Table(ident, caption, heads, rows, notes=notes, filters=filters, sheet=sheet, shown=shown)


@dataclass(frozen=True)
class Columns:
    """The columns that several tables of measures have; `told` says that the bodies' names stand just before."""

    make: Assembly
    told: bool = False

    @property
    def number(self) -> Declared[Measure]:
        return Column(self._called("number"), number=True), lambda measure: (Text(measure.number),)

    @property
    def title(self) -> Declared[Measure]:
        """The short title, which leads to where the measure stands."""
        column = Column(self._called("title"), header=True, wide=True)
        return column, lambda measure: (self.link(measure, measure.brief),)

    @property
    def responsible(self) -> Declared[Measure]:
        """All who are responsible."""
        return Column(self._called("responsible")), lambda measure: self.make.bodies(
            measure.responsible, told=self.told
        )

    @property
    def lead(self) -> Declared[Measure]:
        return Column(self._called("lead")), lambda measure: self.make.bodies(
            measure.responsible[:1], told=self.told
        )

    @property
    def status(self) -> Declared[Measure]:
        return Column(self._called("status")), lambda measure: (self.make.status(measure.status),)

    def due(self, measures: Sequence[Measure]) -> tuple[Declared[Measure], ...]:
        """When each is due, if any of them is due at a time."""
        if not any(measure.due for measure in measures):
            return ()
        return ((Column(self._called("due")), lambda measure: self.make.due(measure) or NOTHING),)

    def link(self, measure: Measure, words: str) -> Link:
        """Words that lead to where a measure stands."""
        return Link(words, f"#{self.make.anchor(measure)}", language=measure.title_language)

    def _called(self, name: str) -> str:
        return self.make.language(f"status-report.column.{name}")
