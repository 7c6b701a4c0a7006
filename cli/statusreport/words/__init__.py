"""All that the tool says, on the terminal and in publications, by language.

Texts stand side by side: a key holds all its languages, in `texts/` by subject, and a publication's own in a file
beside its module. A text without languages is the same in all. A file in `languages/` says what a language is and
holds its texts that stand nowhere else, so that a further language is one such file. It may also hold the texts of
a rule, under `rules.CODE`, in place of the English ones in the rule's module.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ..source.faults import Phrase

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

# A text with named gaps in braces, or its forms by CLDR's plural category.
Text = str | Mapping[str, str]

# Where texts stand side by side. A publication is not imported to know what it says.
_TEXTS = ("words/texts", "publishing/publications")
_LANGUAGES = "words/languages"
_PLURALS = frozenset(("zero", "one", "two", "few", "many", "other"))
# The section of a language's file that says what it is.
_ABOUT = "language"


class TextError(LookupError):
    """A text that is not there, or has a gap that nothing fills; it names the key and the file."""


@dataclass(frozen=True)
class Catalogue:
    """The texts of one language by `section.key`, and what CLDR does not know of it.

    `numeral` writes a count as the language does.
    """

    code: str
    locale: str
    texts: Mapping[str, Text]
    one: frozenset[int] | None = None
    countries: Mapping[str, str] = field(default_factory=dict)
    numeral: Callable[[int], str] = str

    def __call__(self, key: str, /, **params: object) -> str:
        """The text under `section.key`, its gaps filled. A count `n` chooses the form of a text with several.

        Raises TextError.
        """
        text = self.texts.get(key)
        if text is None:
            raise TextError(f"{_home(key, self.code)} has no text “{key}” in “{self.code}”")
        n = params.get("n")
        if isinstance(n, int):
            params["n"] = self.numeral(n)
        if not isinstance(text, str):
            if not isinstance(n, int):
                raise TextError(f"“{key}” of {_home(key, self.code)} needs a count “n”")
            text = text.get(self._category(n)) or text["other"]
        return self._fill(key, text, params)

    def of_rule(
        self, code: str, texts: Mapping[str, str], variant: str, params: Mapping[str, object]
    ) -> tuple[str, str]:
        """The message and the help of a problem; `texts` are the rule's own, in English."""

        def chosen(name: str) -> str:
            for wanted in (f"{name}_{variant}", name):
                text = self.texts.get(f"rules.{code}.{wanted}", texts.get(wanted))
                if text is not None:
                    return self._fill(f"rules.{code}.{wanted}", str(text), params)
            return ""

        advice = chosen("help")
        if params.get("nearest"):
            advice = f"{self('common.nearest', **params)} {advice}".strip()
        return chosen("message"), advice

    def page_of_rule(self, code: str, page: str) -> str:
        """The page of a rule; `page` is its own, in English."""
        return str(self.texts.get(f"rules.{code}.page", page))

    def _category(self, n: int) -> str:
        if self.one is not None:
            return "one" if n in self.one else "other"
        return str(self._plural_form(n))

    @cached_property
    def _plural_form(self) -> Callable[[int], str]:
        # Loading CLDR takes time that few languages need for this.
        from babel import Locale

        return Locale.parse(self.locale).plural_form

    def _fill(self, key: str, text: str, params: Mapping[str, object]) -> str:
        values = {name: self._worded(value) for name, value in params.items()}
        try:
            return text.format_map(values)
        except KeyError as gap:
            raise TextError(
                f"“{key}” of {_home(key, self.code)} has a gap that nothing fills: {gap}"
            ) from gap

    def _worded(self, value: object) -> object:
        """What fills a gap: a phrase of this catalogue, several words as a list, or the value itself."""
        if isinstance(value, Phrase):
            return self(value.key, **value.params)
        return self._join(value) if isinstance(value, tuple) else value

    def _join(self, items: tuple[object, ...]) -> str:
        """Words as a list in a sentence: “A”, “B” or “C”."""
        quoted = [self("common.quoted", word=item) for item in items]
        return self("common.or").join(filter(None, (", ".join(quoted[:-1]), *quoted[-1:])))


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages there are, in alphabetical order."""
    return tuple(sorted(name.removesuffix(".toml") for name, _ in _tables(_LANGUAGES)))


@cache
def catalogue(code: str) -> Catalogue:
    """The catalogue of one of `languages`."""
    own = dict(_tables(_LANGUAGES))[f"{code}.toml"]
    about = own[_ABOUT]
    shared = {
        key: text for key, (_, texts) in _side_by_side().items() if (text := texts.get(code, texts.get("")))
    }
    return Catalogue(
        code,
        about["locale"],
        shared | dict(_leaves({name: section for name, section in own.items() if name != _ABOUT})),
        frozenset(about["one"]) if "one" in about else None,
        about.get("countries", {}),
    )


@cache
def _side_by_side() -> Mapping[str, tuple[str, Mapping[str, Text]]]:
    """The file of each key, and its texts by language; one that is the same in all stands under ""."""
    found: dict[str, tuple[str, Mapping[str, Text]]] = {}
    for folder in _TEXTS:
        for name, table in _tables(folder):
            for key, text in _leaves(table, frozenset(languages())):
                if key in found:
                    raise TextError(f"“{key}” stands in {found[key][0]} and in {folder}/{name}")
                by_language = not isinstance(text, str) and text.keys() <= set(languages())
                found[key] = (f"{folder}/{name}", text if by_language else {"": text})
    return found


def _tables(folder: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The TOML files of a folder of the package, by name."""
    place: Traversable = files(__package__.partition(".")[0])
    for part in folder.split("/"):
        place = place / part
    for file in sorted(place.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            yield file.name, tomllib.loads(file.read_text("utf-8"))


def _leaves(
    table: Mapping[str, Any], languages: frozenset[str] = frozenset(), above: str = ""
) -> Iterator[tuple[str, Any]]:
    """What stands under each dotted key: a text, its plural forms, or its languages."""
    for name, inner in table.items():
        whole = isinstance(inner, str) or inner.keys() <= _PLURALS or inner.keys() <= languages
        if whole:
            yield f"{above}{name}", inner
        else:
            yield from _leaves(inner, languages, f"{above}{name}.")


def _home(key: str, code: str) -> str:
    """The file in which a text stands, or would stand."""
    places = _side_by_side()
    if key in places:
        file, texts = places[key]
        return file if code in texts or "" in texts else f"{_LANGUAGES}/{code}.toml"
    section = key.partition(".")[0]
    return next((file for other, (file, _) in places.items() if other.startswith(f"{section}.")), _TEXTS[0])
