"""The language of a publication: its labels, and how it writes numbers, shares, rounds and countries."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.core import get_global
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from ..model.figures import Figure

# CLDR calls one country just “Kongo”, and there are two.
_COUNTRIES = {
    "nb": {"CD": "Den demokratiske republikken Kongo", "CG": "Republikken Kongo"},
    "nn": {"CD": "Den demokratiske republikken Kongo", "CG": "Republikken Kongo"},
}

# Whose spelling is meant where a language alone is named, if not that of most who write it.
_USAGE = {"en": "GB"}


@dataclass(frozen=True)
class Language:
    """One of nb, nn and en."""

    code: str
    labels: Mapping[str, Any]
    locale: Locale

    def __call__(self, key: str, /, **params: object) -> str:
        """The label under `section.key`, its gaps filled."""
        node: Any = self.labels
        for part in key.split("."):
            node = node[part]
        return str(node).format(**params)

    def number(self, value: float) -> str:
        return format_decimal(value, locale=self.locale)

    def millions(self, value: int) -> str:
        """An amount in millions with one decimal, for a chart: the exact amount stands in its table."""
        return format_decimal(
            round(Fraction(value, 1_000_000), 1).__float__(), format="#,##0.0", locale=self.locale
        )

    def rounded(self, share: Fraction | int) -> int:
        """A share in tenths of a per cent, rounded half up as a reader would."""
        return int(share * 1000 + Fraction(1, 2))

    def percent(self, value: Fraction) -> str:
        """A share with one decimal."""
        tenths = self.rounded(value)
        pattern = "#,##0.0%" if self.code == "en" else "#,##0.0\u00a0%"
        return format_percent(tenths / 1000, format=pattern, locale=self.locale)

    def figure(self, figure: Figure) -> str:
        """A figure as prose prints it."""
        if isinstance(figure.value, Fraction) or figure.kind == "share":
            return self.percent(Fraction(figure.value))
        return self.number(figure.value)

    def day(self, value: date) -> str:
        return format_date(value, "long", locale=self.locale)

    def month(self, year: int, month: int | None) -> str:
        return format_date(date(year, month, 1), "LLLL y", locale=self.locale) if month else str(year)

    def round(self, name: str) -> str:
        """A round as readers call it: `2012-02` is «februar 2012»; any other id is itself."""
        found = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", name)
        return self.month(int(found[1]), int(found[2])) if found and int(found[1]) else name

    def country(self, code: str) -> str:
        own = _COUNTRIES.get(self.code, {})
        return own.get(code) or self.locale.territories.get(code, code)

    def regional(self, tag: str) -> str:
        """A language (BCP 47) with a country, by which office programs choose their dictionary: `en` is `en-GB`."""
        if "-" in tag:
            return tag
        country = _USAGE.get(tag) or get_global("likely_subtags").get(tag, "").rpartition("_")[2]
        return f"{tag}-{country}" if country else tag

    def list(self, items: tuple[str, ...]) -> str:
        return format_list(items, locale=self.locale)


@cache
def language(code: str) -> Language:
    """The language with this code."""
    text = files("statusreport.languages").joinpath(f"{code}.toml").read_text("utf-8")
    labels = tomllib.loads(text)
    return Language(code, labels, Locale.parse(labels["locale"]))
