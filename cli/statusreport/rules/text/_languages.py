"""What rules about language marks share: which tags name a language, and which was probably meant."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache, lru_cache

from ...words import languages

# A language, a script and a region of BCP 47, and variants of the language.
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*",
    re.IGNORECASE,
)
# What people call languages besides the names in CLDR. It takes English for granted in these countries.
_ALSO = {"bokmål": "nb", "nynorsk": "nn", "gb": "en", "us": "en"}
_CUTOFF = 0.77


def is_language(tag: str) -> bool:
    """Whether a tag names a language that CLDR knows. The language itself is in small letters."""
    found = _TAG.fullmatch(tag)
    if not found:
        return False
    return (
        found["language"] in _names("en")
        and (found["script"] or "Latn").title() in _scripts()
        and (found["region"] or "NO").upper() in _regions()
    )


@lru_cache(maxsize=1_000)
def meant(tag: str) -> str:
    """The language that was probably meant by a longer code, a name or the code of a country; else ""."""
    from babel.core import get_global

    word, _, region = tag.strip().replace("_", "-").casefold().partition("-")
    code = word if word in _names("en") else get_global("language_aliases").get(word) or _by_name().get(word)
    if code and region:
        country = get_global("territory_aliases").get(region.upper(), [region.upper()])[0]
        return f"{code}-{country}" if is_language(f"{code}-{country}") else code
    if spoken := code or get_global("likely_subtags").get(f"und_{word.upper()}"):
        return spoken.partition("_")[0]
    close = get_close_matches(word, list(_by_name()), n=1, cutoff=_CUTOFF)
    return _by_name()[close[0]] if close else ""


@cache
def _names(language: str) -> Mapping[str, str]:
    """The languages' names by code."""
    from babel import Locale

    return {
        str(code): str(name) for code, name in Locale.parse(language).languages.items() if "_" not in code
    }


@cache
def _by_name() -> Mapping[str, str]:
    names = {name.casefold(): code for language in languages() for code, name in _names(language).items()}
    return names | _ALSO


@cache
def _scripts() -> frozenset[str]:
    from babel import Locale

    return frozenset(Locale.parse("en").scripts)


@cache
def _regions() -> frozenset[str]:
    from babel import Locale

    return frozenset(Locale.parse("en").territories)
