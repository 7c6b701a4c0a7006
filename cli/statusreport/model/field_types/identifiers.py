"""What records and rounds are called by: the numbers of measures, and the ids of rounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from ...source.text import shortened
from ...source.yaml_nodes import Node
from .. import typed
from ..fields import FileLog, Schema, Words, last_key
from ._scalar import LETTER, StringType, called, scalar_text
from .lists import TextList


@dataclass(frozen=True)
class RecordNumber(StringType):
    """A measure's number: digits, letters and dots."""

    PATTERN: ClassVar[str] = rf"{LETTER}+(?:\.{LETTER}+)*"

    def read(self, node: Node, address: str, log: FileLog) -> str | None:
        text = scalar_text(node, address, log)
        if text and not re.fullmatch(self.PATTERN, text):
            meant = typed.number(text)
            variant = "meant" if re.fullmatch(self.PATTERN, meant) else ""
            field, value = last_key(address), shortened(text)
            log.fault("invalid-number", node.span, variant, field=field, value=value, written=meant)
        # Kept even so: a comparison can still tell the measures apart.
        return text

    def schema(self, words: Words) -> Schema:
        return called(self.PATTERN)


@dataclass(frozen=True)
class RecordNumbers(TextList):
    """Numbers of measures."""

    def read(self, node: Node, address: str, log: FileLog) -> tuple[str, ...] | None:
        values = super().read(node, address, log)
        for number, text in enumerate(values or ()):
            if not re.fullmatch(RecordNumber.PATTERN, text):
                span = log.spans.get(f"{address}.{number}", node.span)
                variant, meant = _numbers_meant(text)
                field, value = last_key(address), shortened(text)
                log.fault("invalid-number", span, variant, field=field, value=value, written=shortened(meant))
        return values

    def _item(self, words: Words) -> Schema:
        return RecordNumber().schema(words)


def _numbers_meant(text: str) -> tuple[str, str]:
    """Why a text is no number of a measure, as a variant of the rule's text, and what was perhaps meant."""
    if re.fullmatch(RecordNumber.PATTERN, meant := typed.number(text)):
        return "meant", meant
    parts = [part for part in re.split(r"[,/;&+\s]+", text) if part not in ("og", "and", "")]
    several = len(parts) > 1 and all(re.fullmatch(RecordNumber.PATTERN, part) for part in parts)
    return "several" if several and any(map(str.isdigit, text)) else "", ", ".join(parts)


@dataclass(frozen=True)
class RoundId(StringType):
    """A reporting round: letters, digits, dots and dashes, at most 60, so that it can name a file."""

    PATTERN: ClassVar[str] = rf"{LETTER}(?:(?:{LETTER}|[_.-]){{0,58}}{LETTER})?"

    def read(self, node: Node, address: str, log: FileLog) -> str | None:
        text = scalar_text(node, address, log)
        if text and not re.fullmatch(self.PATTERN, text):
            variant, meant = _round_meant(text)
            log.fault("invalid-round", node.span, variant, value=shortened(text), written=shortened(meant))
            return None
        return text

    def schema(self, words: Words) -> Schema:
        return {**called(self.PATTERN), "exclusiveMaximum": 10**60}


def _round_meant(text: str) -> tuple[str, str]:
    """Why a text is no round's id, as a variant of the rule's text, and what was perhaps meant."""
    if re.fullmatch(RoundId.PATTERN, meant := re.sub(r"[\u2010-\u2015\u2212]", "-", text)):
        return "dash", meant
    if found := re.fullmatch("[0-9]{4}-(?:[0-9]{2}|(Q[1-4]))", typed.time(text)):
        return "quarter" if found[1] else "month", found[0]
    meant = re.sub(r"\.?[\s/]+", "-", text)
    return "month" if re.search("[0-9]", text) and re.fullmatch(RoundId.PATTERN, meant) else "", meant
