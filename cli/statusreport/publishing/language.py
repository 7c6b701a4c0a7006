"""The language of a publication: its labels, and how it writes numbers, shares, rounds and countries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cache
from math import floor

from babel import Locale
from babel.core import get_global
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from ..model.calendar import parts_of
from ..model.figures import Figure, Words
from ..model.plan import Settings
from ..words import Catalogue, catalogue, languages


@dataclass(frozen=True)
class Language:
    """One of the languages there are, called with the key of a text as a catalogue is.

    `rounds` are what a plan calls its rounds, by id.
    """

    code: str
    words: Catalogue
    locale: Locale
    rounds: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, key: str, /, **params: object) -> str:
        """The text under `section.key`, its gaps filled. A count `n` chooses the form and is written as a number."""
        return self.words(key, **params)

    def number(self, value: float) -> str:
        return format_decimal(value, locale=self.locale)

    def millions(self, value: int) -> str:
        """An amount in millions with one decimal, for a chart: the exact amount stands in its table."""
        tenths = _half_up(Fraction(value, 100_000))
        return format_decimal(tenths / 10, format="#,##0.0", locale=self.locale)

    def rounded(self, share: Fraction | int) -> int:
        """A share in tenths of a per cent."""
        return _half_up(share * 1000)

    def percent(self, value: Fraction) -> str:
        """A share with one decimal."""
        tenths = self.rounded(value)
        pattern = self.locale.percent_formats[None].pattern.replace("#,##0", "#,##0.0")
        return format_percent(tenths / 1000, format=pattern, locale=self.locale)

    def figure(self, figure: Figure | Words) -> str:
        """A figure as prose prints it."""
        if isinstance(figure, Words):
            return self.round(figure.text) if figure.kind == "round" else figure.text
        if isinstance(figure.value, Fraction) or figure.kind == "share":
            return self.percent(Fraction(figure.value))
        return self.number(figure.value)

    def day(self, value: date) -> str:
        return format_date(value, "long", locale=self.locale)

    def month(self, year: int, month: int | None) -> str:
        return format_date(date(year, month, 1), "LLLL y", locale=self.locale) if month else str(year)

    def round(self, name: str) -> str:
        """A round as readers call it: as the plan does, or `2012-02` as «februar 2012»; any other id is itself."""
        match None if name in self.rounds else parts_of(name):
            case {"year": year, "month": month, "day": day}:
                return self.day(date(year, month, day))
            case {"year": year, "month": month}:
                return self.month(year, month)
            case {"year": year, "quarter": quarter}:
                return format_date(date(year, 3 * quarter, 1), "QQQQ y", locale=self.locale)
        return self.called(name)

    def called(self, name: str) -> str:
        """A round as it is looked up: by the plan's own name for it, else by its id."""
        return self.rounds.get(name, name)

    def country(self, code: str) -> str:
        return self.words.countries.get(code) or self.locale.territories.get(code, code)

    def regional(self, tag: str) -> str:
        """A language (BCP 47) with a country, by which office programs choose their dictionary: `en` is `en-GB`."""
        if "-" in tag:
            return tag
        # Where a language alone is named, the spelling is that of our own, if it is one of them: `en` is British.
        known = catalogue(tag).locale if tag in languages() else get_global("likely_subtags").get(tag, "")
        country = known.rpartition("_")[2]
        return f"{tag}-{country}" if country else tag

    def list(self, items: tuple[str, ...]) -> str:
        return format_list(items, locale=self.locale)


@cache
def language(code: str) -> Language:
    """The language with this code."""
    words = catalogue(code)
    locale = Locale.parse(words.locale)
    return Language(code, replace(words, numeral=_numeral(locale)), locale)


def language_of(settings: Settings, code: str = "") -> Language:
    """The plan's language, or another, with what the plan calls its rounds."""
    labels = {name: named.label for name, named in settings.rounds.items() if named.label}
    return replace(language(code or settings.language), rounds=labels)


def _numeral(locale: Locale) -> Callable[[int], str]:
    return lambda count: format_decimal(count, locale=locale)


def _half_up(value: Fraction | int) -> int:
    """The nearest whole number, the upper one of two, as a reader would round."""
    return floor(value + Fraction(1, 2))
