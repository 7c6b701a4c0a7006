"""A country that is not given by its code.

Countries are given by their two-letter codes of ISO 3166-1, so that they are counted and named alike in every
language and by every program: NO for Norway, BA for Bosnia and Herzegovina. Kosovo has no code there and is
given as XK, as everywhere else. Groups of countries, such as the EU, have no place in this list.

Write the code in capital letters. What is to be printed goes in `place`. A purely regional project has an
empty list, `countries: []`. The plan's own names of countries stand under the same codes, in its `countries`.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache, lru_cache

from ...model.plan import Plan
from ...model.spelling import BETWEEN
from ...source.faults import Location, Severity
from ...words import languages
from .. import Problem, problem, rule

# Codes that Babel knows as territories, but that are no countries of ISO 3166-1: groups, test codes, and
# islands whose codes are only reserved.
_NO_COUNTRIES = frozenset(
    ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ")
)
# Regions are near to names of countries: «Afrika» is not a misspelt «Sør-Afrika».
_CUTOFF = 0.77


@cache
def _names(language: str) -> Mapping[str, str]:
    """The countries' names by code."""
    from babel import Locale

    names = {str(code): str(name) for code, name in Locale.parse(language).territories.items()}
    return {code: name for code, name in names.items() if len(code) == 2 and code not in _NO_COUNTRIES}


@cache
def _by_name() -> Mapping[str, str]:
    return {name.casefold(): code for language in languages() for code, name in _names(language).items()}


@cache
def _by_other_code() -> Mapping[str, str]:
    """The codes by small letters, three letters, three digits, and former codes."""
    from babel.core import get_global

    own = _names("en")
    others = {
        other.casefold(): codes[0]
        for other, codes in get_global("territory_aliases").items()
        if len(codes) == 1 and codes[0] in own
    }
    return others | {code.casefold(): code for code in own}


@lru_cache(maxsize=1_000)
def _meant(value: str) -> str:
    """The code of the country that was probably meant, or ""."""
    word = value.casefold()
    if found := _by_other_code().get(word) or _by_name().get(word):
        return found
    close = get_close_matches(word, list(_by_name()), n=1, cutoff=_CUTOFF)
    return _by_name()[close[0]] if close else ""


@rule(
    "P103",
    Severity.ERROR,
    message="“{value}” is not the code of a country.",
    message_meant="“{value}” is not the code of a country.",
    message_several="“{value}” is one text, but names several countries.",
    help="Write the two capital letters of ISO 3166-1, or XK for Kosovo. A regional project has `countries: []`.",
    help_meant="That is the code of {country}.",
    help_several="Write them as a list: `[{line}]`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for place, value in _written(plan):
        if value in _names("en"):
            continue
        codes = [code for part in BETWEEN.split(value) if (code := _meant(part))]
        if len(codes) > 1 and len(codes) == len(BETWEEN.split(value)):
            yield problem(place, "several", value=value, line=", ".join(codes))
            continue
        code = _meant(value)
        yield problem(
            place,
            "meant" if code else "",
            value=value,
            nearest=code,
            country=_names(plan.settings.language).get(code, ""),
        )


def _written(plan: Plan) -> Iterator[tuple[Location, str]]:
    """Every code of a country, and where it is written."""
    for code in plan.settings.countries:
        yield plan.settings.source.at(f"key:countries.{code}"), code
    for project in plan.projects:
        for number, value in enumerate(project.countries):
            yield project.source.at(f"countries.{number}"), value
