"""YAML text as nodes that know their place, with every scalar as the characters that were written.

PyYAML's own guesses (`NO` is false, `012` is ten) never happen: only its event stream is used, and the
model decides what a scalar means. Aliases, tags and deep nesting are refused: no honest front matter needs
them, and they are how a small file becomes a large one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from .faults import Places, Span
from .text import INVISIBLE
from .yaml_advice import PATH, advise, has_key, in_single_quotes, quoted

MAX_DEPTH = 20

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value; `quoted` tells `""` from nothing at all, `literal` that its lines are kept (`|`)."""

    text: str
    span: Span
    quoted: bool = False
    literal: bool = False


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
    """Text that is not usable YAML: `name` is the rule that reports it, `variant` its text."""

    def __init__(self, name: str, span: Span, variant: str = "", /, **params: object) -> None:
        super().__init__(name)
        self.name, self.span, self.variant, self.params = name, span, variant, params


def compose(text: str, first_line: int = 1) -> Node | None:
    """The one document in `text` as a node; None if there is nothing in it.

    `first_line` is the file's line number of the text's first line. Raises YamlFault.
    """
    places = Places(text, first_line)
    try:
        return _Composer(yaml.parse(text, Loader=_Loader), places, text, first_line).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        begun = (
            error.context_mark.line if error.context_mark and "block" not in (error.context or "") else line
        )
        slip = advise(text, error.problem or "", line, column, begun)
        row = first_line + slip.line
        span = Span(row, slip.start + 1, row, max(slip.start, slip.end) + 1)
        raise YamlFault("invalid-yaml", span, slip.variant, **slip.params) from None
    except yaml.reader.ReaderError as error:
        at = error.position if isinstance(error.position, int) else 0
        raise YamlFault("invalid-yaml", places.span(at, at + 1)) from None


class _Composer:
    def __init__(self, events: Iterator[yaml.Event], places: Places, text: str, first_line: int) -> None:
        self._events = events
        self._places = places
        self._text = text
        self._first_line = first_line

    def document(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise self._fault("invalid-yaml", event, "document")
            elif not isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                root = self._node(event, 0)
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise self._fault("too-deep", event, limit=MAX_DEPTH)
        self._refuse_reference(event)
        if isinstance(event, yaml.ScalarEvent):
            start, end = _ends(event)
            if event.style == '"' and PATH.search(self._text, start, end):
                written = in_single_quotes(self._text[start:end])
                raise self._fault("invalid-yaml", event, "escape", written=written)
            if event.style == '"' and (hidden := INVISIBLE.search(event.value)):
                raise self._fault("control-character", event, "escape", char=f"U+{ord(hidden[0]):04X}")
            quoted = event.style in ("'", '"', "|", ">")
            return Scalar(event.value, self._span(event, event), quoted, literal=event.style == "|")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        return self._mapping(event, depth)

    def _sequence(self, event: yaml.Event, depth: int) -> Sequence:
        items: list[Node] = []
        for inner in self._events:
            if isinstance(inner, yaml.SequenceEndEvent):
                return Sequence(tuple(items), self._span(event, inner))
            items.append(self._node(inner, depth + 1))
        raise AssertionError("PyYAML ends every collection it begins")

    def _mapping(self, event: yaml.Event, depth: int) -> Mapping:
        entries: list[tuple[Scalar, Node]] = []
        for inner in self._events:
            if isinstance(inner, yaml.MappingEndEvent):
                return Mapping(tuple(entries), self._span(event, inner))
            key = self._node(inner, depth + 1)
            if not isinstance(key, Scalar):
                start, _ = _ends(inner)
                if self._text[max(start - 1, 0) : start + 1] == "{{":
                    raise YamlFault("invalid-yaml", self._places.span(start - 1, start + 1), "placeholder")
                raise self._fault("invalid-yaml", inner, "key")
            value = next(self._events)
            self._refuse_swallowed(inner, value)
            entries.append((key, self._node(value, depth + 1)))
        raise AssertionError("PyYAML ends every collection it begins")

    def _refuse_reference(self, event: yaml.Event) -> None:
        """An alias, an anchor or a tag: a value that begins with `*`, `&` or `!`."""
        # An alias has its name as its anchor.
        if getattr(event, "anchor", None):
            raise self._reference(event)
        if tag := getattr(event, "tag", None):
            written = quoted(f"{tag} {getattr(event, 'value', '')}".strip())
            raise self._fault("invalid-yaml", event, "reserved", char="!", written=written)

    def _reference(self, event: yaml.Event) -> YamlFault:
        start, _ = _ends(event)
        char, value = self._text[start], self._text[start:].partition("\n")[0].rstrip()
        key = re.search(r"^[ -]*([\w-]+:)[ ]+$", self._text[self._text.rfind("\n", 0, start) + 1 : start])
        if not key or isinstance(event, yaml.CollectionStartEvent):
            return self._fault("alias", event, char=char)
        bare, written = (f"{key[1]} {quoted(text)}" for text in (value.strip("*&_ "), value))
        return self._fault("alias", event, "value", char=char, bare=bare, written=written)

    def _refuse_swallowed(self, key: yaml.Event, event: yaml.Event) -> None:
        """A quote that was never closed takes in the keys below it, as far as the next quote."""
        if not isinstance(event, yaml.ScalarEvent) or event.style not in ("'", '"'):
            return
        start, end = _ends(event)
        first, *below = self._text[start:end].split("\n")
        if not below:
            return
        at, _ = _ends(key)
        before = self._text[self._text.rfind("\n", 0, at) + 1 : at]
        if not before.strip(" -") and has_key(below, len(before)):
            span = self._places.span(start, start + len(first.rstrip()))
            raise YamlFault("invalid-yaml", span, "quote", opener=first[0])

    def _span(self, first: yaml.Event, last: yaml.Event) -> Span:
        one, other = first.start_mark, last.end_mark
        if one and other and one.line == other.line and one.index < len(self._text):
            # PyYAML knows the place; to count anew takes longer than all the rest of reading a value.
            row = self._first_line + one.line
            return Span(row, one.column + 1, row, other.column + 1)
        # What is empty at the end stands on the last line that there is.
        start, end = min(_ends(first)[0], len(self._text.rstrip())), _ends(last)[1]
        while end > start and self._text[end - 1 : end].isspace():
            end -= 1
        return self._places.span(start, end)

    def _fault(self, name: str, event: yaml.Event, variant: str = "", /, **params: object) -> YamlFault:
        return YamlFault(name, self._span(event, event), variant, **params)


def _ends(event: yaml.Event) -> tuple[int, int]:
    """The first character of an event, and the one behind its last."""
    assert event.start_mark, "PyYAML marks every event it parses"
    assert event.end_mark
    return event.start_mark.index, event.end_mark.index
