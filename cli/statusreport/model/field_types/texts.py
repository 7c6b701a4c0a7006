"""Texts: any words, Markdown, one word of a set, `true` or `false`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from ...source.text import MAX_MARKS, has_too_many_marks, shortened
from ...source.yaml_nodes import Node, Scalar
from .. import typed
from ..field_json import Misfit
from ..fields import FieldType, FileLog, Json, Schema, Words, last_key
from ..spelling import nearest
from ._scalar import StringType, any_text, one_of, scalar_text


@dataclass(frozen=True)
class Text(StringType):
    """Any text, as the characters that were written: `NO`, `012`, `1.10`, `~`.

    `of` names the vocabulary whose terms it may be: a rule checks that, and the schema of a plan lists them.
    """

    of: str = ""

    def read(self, node: Node, address: str, log: FileLog) -> str | None:
        return scalar_text(node, address, log)

    def schema(self, words: Words) -> Schema:
        if known := words.get(self.of):
            return one_of(known)
        return any_text()


@dataclass(frozen=True)
class Markdown(StringType):
    """Markdown of one paragraph or more. An empty line parts paragraphs, however YAML was told to keep lines."""

    def read(self, node: Node, address: str, log: FileLog) -> str | None:
        if not isinstance(node, Scalar):
            log.wrong_type(node, address, "text")
            return None
        if has_too_many_marks(node.text):
            log.fault("too-large", node.span, "marks", limit=MAX_MARKS)
            return None
        # YAML folds lines, and leaves one break where a line was empty.
        text = node.text if node.literal else re.sub(r"(?<!\n)\n(?!\n)", "\n\n", node.text)
        return text.strip()

    def schema(self, words: Words) -> Schema:
        return any_text()


@dataclass(frozen=True)
class Choice(StringType):
    """One word of a fixed set."""

    words: tuple[str, ...]

    def read(self, node: Node, address: str, log: FileLog) -> str | None:
        text = scalar_text(node, address, log)
        if not text:
            return None
        if text in self.words:
            return text
        log.fault(
            "unknown-choice",
            node.span,
            field=last_key(address),
            value=shortened(text),
            allowed=self.words,
            nearest=typed.choice(text, self.words) or nearest(text, self.words),
        )
        return None

    def schema(self, words: Words) -> Schema:
        return one_of(self.words)


@dataclass(frozen=True)
class Switch(FieldType[bool]):
    """`true` or `false`."""

    WORDS: ClassVar[tuple[str, str]] = ("true", "false")

    def read(self, node: Node, address: str, log: FileLog) -> bool | None:
        word = Choice(self.WORDS).read(node, address, log)
        return None if word is None else word == "true"

    def schema(self, words: Words) -> Schema:
        return Choice(self.WORDS).schema(words)

    def from_json(self, data: Json) -> bool:
        if not isinstance(data, bool):
            raise Misfit(data)
        return data
