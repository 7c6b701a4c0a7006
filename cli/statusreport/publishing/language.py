"""The language of a publication: its labels, and how it writes numbers, shares, rounds and countries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import floor

from babel import Locale
from babel.core import get_global
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from ..model.calendar import says_when
from ..model.figures import Figure, Words
from ..model.settings import Settings
from ..model.when import Precision, When
from ..words import Catalogue, catalogue, languages

# Below this a decimal of a per cent says more than a count does.
_FEW = 100


@dataclass(frozen=True)
class Language:
    """One of the languages there are, called with the key of a text as a catalogue is.

    `names` are what records are called, by gap; `rounds` and `countries` what a plan calls them, by id and by code.
    """

    code: str
    words: Catalogue
    locale: Locale
    names: Mapping[str, str]
    rounds: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, key: str, /, **params: object) -> str:
        """The text under `section.key`, its gaps filled. A count `n` chooses the form and is written as a number.

        What a record is called fills the gaps `measure` and `measures`, and `Measure` and `Measures` where it begins.
        """
        return self.words(key, **self.names, **params)

    def number(self, value: float) -> str:
        return format_decimal(value, locale=self.locale)

    def millions(self, value: int) -> str:
        """An amount in millions with one decimal, for a chart: the exact amount stands in its table."""
        tenths = _half_up(Fraction(value, 100_000))
        return format_decimal(tenths / 10, format="#,##0.0", locale=self.locale)

    def rounded(self, share: Fraction | int, of: int | None = None) -> int:
        """A share as it is printed, in tenths of a per cent; of few, whose count it is `of`, in whole per cent."""
        return _half_up(share * 100) * 10 if _is_few(of) else _half_up(share * 1000)

    def percent(self, value: Fraction, of: int | None = None) -> str:
        """A share with one decimal, but of few with none: there a decimal would be no more exact."""
        pattern = self.locale.percent_formats[None].pattern
        if not _is_few(of):
            pattern = pattern.replace("#,##0", "#,##0.0")
        return format_percent(self.rounded(value, of) / 1000, format=pattern, locale=self.locale)

    def figure(self, figure: Figure | Words) -> str:
        """A figure as prose prints it."""
        if isinstance(figure, Words):
            return self.round(figure.text) if figure.kind == "round" else figure.text
        if isinstance(figure.value, Fraction) or figure.kind == "share":
            return self.percent(Fraction(figure.value), figure.of)
        return self.number(figure.value)

    def body(self, full: str, short: str) -> str:
        """The full name of a body, with its abbreviation behind it if it has one."""
        return full if full == short else self("glance.body", name=full, short=short)

    def day(self, value: date) -> str:
        return format_date(value, "long", locale=self.locale)

    def time(self, value: When) -> str:
        """A time as precisely as it is known: «30. juni 2014», «2. kvartal 2014», «2013–2014»."""
        match value.precision:
            case Precision.DAY:
                return self.day(value.first)
            case Precision.MONTH:
                return self.month(value.first.year, value.first.month)
            case Precision.QUARTER:
                return format_date(value.first, "QQQQ y", locale=self.locale)
            case _:
                return str(value)

    def per_cent(self, value: Decimal) -> str:
        """A share that was given in per cent, with the decimals it was given with."""
        pattern = self.locale.percent_formats[None].pattern.replace("#,##0", "#,##0.#########")
        return format_percent(value / 100, format=pattern, locale=self.locale)

    def decimal(self, value: Decimal) -> str:
        """A number with the decimals it was given with."""
        return format_decimal(value, format="#,##0.#########", locale=self.locale)

    def month(self, year: int, month: int | None) -> str:
        return format_date(date(year, month, 1), "LLLL y", locale=self.locale) if month else str(year)

    def round(self, name: str) -> str:
        """A round as readers call it: as the plan does, or `2012-02` as «februar 2012»; any other id is itself."""
        if name in self.rounds or not says_when(name):
            return self.called(name)
        return self.time(When.parse(name))

    def called(self, name: str) -> str:
        """A round as it is looked up: by the plan's own name for it, else by its id."""
        return self.rounds.get(name, name)

    def country(self, code: str) -> str:
        own = self.countries.get(code) or self.words.countries.get(code)
        return own or self.locale.territories.get(code, code)

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
    words = replace(words, numeral=_numeral(locale))
    return Language(code, words, locale, _names(words("record.measure"), words("record.measures")))


def language_of(settings: Settings, code: str = "") -> Language:
    """The language of a plan's publications, or another, in which records, rounds and countries are called as the plan does."""
    found = language(code or settings.language)
    rounds = {name: named.label for name, named in settings.rounds.items() if named.label}
    own = settings.names.get("measure")
    names = _names(*own) if own else found.names
    return replace(found, names=names, rounds=rounds, countries=settings.countries)


def _names(one: str, several: str) -> Mapping[str, str]:
    """What a record is called, and the same at the beginning of a text."""
    names = {"measure": one, "measures": several}
    return names | {name.capitalize(): begun(word) for name, word in names.items()}


def begun(words: str) -> str:
    """Words as they begin a text or stand alone, where a plan may have written them as within one."""
    return words[:1].upper() + words[1:]


def _numeral(locale: Locale) -> Callable[[int], str]:
    return lambda count: format_decimal(count, locale=locale)


def _is_few(count: int | None) -> bool:
    return count is not None and count < _FEW


def _half_up(value: Fraction | int) -> int:
    """The nearest whole number, the upper one of two, as a reader would round."""
    return floor(value + Fraction(1, 2))
