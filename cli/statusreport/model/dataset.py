"""Figures that were published elsewhere and cannot be counted, each file's fields declared once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..source.faults import Source
from .field_types import Amount, Choice, Object, Table, Text
from .fields import Entry, declared
from .vocabulary import VOCABULARIES

_COUNT_OR_AMOUNT = Choice(("count", "amount"))
_KIND = "count, or amount for kroner."


@dataclass(frozen=True)
class Known(Entry):
    """A published figure nobody can compute from the records. `kind` is `count` or `amount` (NOK)."""

    value: int = declared(Amount(), "The published number.", required=True)
    kind: str = declared(_COUNT_OR_AMOUNT, _KIND, default="count")
    label: str = declared(Text(), "What is counted.", default="")


@dataclass(frozen=True)
class Ratio(Entry):
    """One figure as a share of another, both by name."""

    part: str = declared(Text(), "Name of the figure that is a part.", required=True)
    whole: str = declared(Text(), "Name of the figure it is a share of.", required=True)
    label: str = declared(Text(), "What the share says.", default="")


@dataclass(frozen=True)
class PublishedBreakdown(Entry):
    """Published parts by vocabulary term and the total they are a share of.

    Where `rest` is given, it labels what the parts leave of the total; otherwise they must add up to it.
    """

    title: str = declared(Text(), "Caption of the table and chart.", required=True)
    vocabulary: str = declared(Choice(tuple(VOCABULARIES)), "Whose terms the parts are.", required=True)
    total: int = declared(Amount(), "What the parts are a share of.", required=True)
    parts: Mapping[str, int] = declared(Table(Amount()), "The published part of each term.", required=True)
    kind: str = declared(_COUNT_OR_AMOUNT, _KIND, default="amount")
    rest: str = declared(Text(), "Label of what the parts leave of the total.", default="")


@dataclass(frozen=True, kw_only=True)
class Dataset(Entry):
    """Figures that were published elsewhere, under the name of their file."""

    name: str
    source: Source
    title: str = declared(Text(), "What the figures are about.", default="", required=True)
    short_title: str = declared(
        Text(),
        "The same where there is little room, as beside a bar that is held against another.",
        default="",
    )
    origin: str = declared(Text(), "Where they were published.", default="", key="source")
    figures: Mapping[str, Known] = declared(Table(Object(Known)), "Single published figures.", default={})
    shares: Mapping[str, Ratio] = declared(
        Table(Object(Ratio)), "Shares to compute, each from two figures.", default={}
    )
    breakdowns: Mapping[str, PublishedBreakdown] = declared(
        Table(Object(PublishedBreakdown)), "Published parts of a whole, by vocabulary term.", default={}
    )
    published: Mapping[str, int] = declared(
        Table(Amount()), "Published numbers that computed figures are held against.", default={}
    )
