"""Where the words of a value stand in its file: YAML folds lines, takes indentation away and reads escapes."""

from __future__ import annotations

from functools import cached_property

from .faults import Places, Span


class Written:
    """A value as it is written in the text of its file, within a `span` of it.

    Where the signs are not those that were written, as where there are escapes, every stretch stands where the value does.
    """

    def __init__(self, value: str, text: str, span: Span) -> None:
        self._value, self._text, self._whole = value, text, span

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the value stands in the file."""
        found = [index for index in self._indices[start:end] if index is not None]
        return self._places.span(found[0], found[-1] + 1) if found else self._whole

    @cached_property
    def _places(self) -> Places:
        return Places(self._text)

    @property
    def first_line(self) -> int:
        """The line of the file on which the first line of the value stands."""
        before = len(self._value) - len(self._value.lstrip())
        return self.span(before, before + 1).line - self._value.count("\n", 0, before)

    @cached_property
    def _indices(self) -> tuple[int | None, ...]:
        """The place in the file of each character of the value; none of blanks, and none at all where there are escapes."""
        whole = self._whole
        index = self._places.index(whole.line) + whole.column - 1
        stop = self._places.index(whole.end_line) + whole.end_column - 1
        if self._text.startswith(('"', "'", "|", ">"), index):
            if self._text[index] == '"' and "\\" in self._text[index:stop]:
                return ()
            # Behind `|` and `>` stands how the lines are read.
            index = index + 1 if self._text[index] in "\"'" else self._text.find("\n", index)
        indices: list[int | None] = []
        for sign in self._value:
            found = -1 if sign.isspace() else self._text.find(sign, index, stop)
            indices.append(found if found >= 0 else None)
            index = max(index, found + 1)
        return tuple(indices)
