"""YAML text as nodes that know their place, with every scalar as the characters that were written.

PyYAML's own guesses (`NO` is false, `012` is ten) never happen: only its event stream is used, and the
model decides what a scalar means. Aliases, tags and deep nesting are refused: no honest front matter needs
them, and they are how a small file becomes a large one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from .diagnostics import Span

MAX_DEPTH = 20

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value; `quoted` tells `""` from nothing at all."""

    text: str
    span: Span
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list, block or flow."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in written order; a key may be doubled here, which the model refuses."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span


Node = Scalar | Sequence | Mapping


class YamlFault(Exception):
    """Text that is not usable YAML: `name` is the rule that reports it."""

    def __init__(self, name: str, span: Span, **params: object) -> None:
        super().__init__(name)
        self.name, self.span, self.params = name, span, params


class _Places:
    """Turns PyYAML's character index into a line and column of the file."""

    def __init__(self, text: str, first_line: int) -> None:
        self._first = first_line
        self._starts = [0]
        self._end = len(text)
        for number, char in enumerate(text):
            if char == "\n":
                self._starts.append(number + 1)

    def span(self, start: int, end: int) -> Span:
        return Span(*self._place(start), *self._place(max(start, end)))

    def _place(self, index: int) -> tuple[int, int]:
        from bisect import bisect_right

        index = min(index, self._end)
        line = bisect_right(self._starts, index) - 1
        return self._first + line, index - self._starts[line] + 1


def compose(text: str, first_line: int = 1) -> Node | None:
    """The one document in `text` as a node; None if there is nothing in it.

    `first_line` is the file's line number of the text's first line. Raises YamlFault.
    """
    places = _Places(text, first_line)
    try:
        return _Composer(yaml.parse(text, Loader=_Loader), places, text).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        index = _index(text, mark.line, mark.column) if mark else 0
        raise YamlFault(
            "invalid-yaml", places.span(index, index + 1), problem=error.problem or "unreadable"
        ) from None
    except yaml.reader.ReaderError as error:
        at = error.position if isinstance(error.position, int) else 0
        raise YamlFault("invalid-yaml", places.span(at, at + 1), problem=error.reason) from None


def _index(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line):
        newline = text.find("\n", start)
        if newline < 0:
            return len(text)
        start = newline + 1
    return min(start + column, len(text))


class _Composer:
    def __init__(self, events: Iterator[yaml.Event], places: _Places, text: str) -> None:
        self._events = events
        self._places = places
        self._text = text

    def document(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise self._fault("invalid-yaml", event, problem="a second document begins here")
            elif not isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                root = self._node(event, 0)
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise self._fault("too-deep", event, limit=MAX_DEPTH)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._fault("alias", event)
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            raise self._fault("invalid-yaml", event, problem=f"the tag {tag} is not allowed")
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, self._span(event, event), event.style in ("'", '"', "|", ">"))
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            for inner in self._events:
                if isinstance(inner, yaml.SequenceEndEvent):
                    return Sequence(tuple(items), self._span(event, inner))
                items.append(self._node(inner, depth + 1))
        entries: list[tuple[Scalar, Node]] = []
        for inner in self._events:
            if isinstance(inner, yaml.MappingEndEvent):
                return Mapping(tuple(entries), self._span(event, inner))
            key = self._node(inner, depth + 1)
            if not isinstance(key, Scalar):
                raise self._fault("invalid-yaml", inner, problem="a key must be a word, not a list")
            entries.append((key, self._node(next(self._events), depth + 1)))
        raise AssertionError("PyYAML ends every collection it begins")

    def _span(self, first: yaml.Event, last: yaml.Event) -> Span:
        start, end = first.start_mark.index, last.end_mark.index
        while end > start and self._text[end - 1 : end].isspace():
            end -= 1
        return self._places.span(start, end)

    def _fault(self, name: str, event: yaml.Event, **params: object) -> YamlFault:
        return YamlFault(name, self._span(event, event), **params)
