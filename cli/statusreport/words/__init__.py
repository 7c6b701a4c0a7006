"""All that the tool says, on the terminal and in publications, by language.

Texts stand side by side: a key holds all its languages, in `texts/` by subject, and a publication's own in a file
beside its module. A text without languages is the same in all. A file in `languages/` says what a language is and
holds its texts that stand nowhere else, so that a further language is one such file. What the terminal says stands in
English in `texts/terminal.toml`, and a rule's texts in its module; a language's file says them in its own words, the
latter under `rules.CODE`, and what a field means under `fields`, by the English words for it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ..source.faults import Meaning, Phrase, Sign

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
_HEAD = re.compile(r"^\[([\w.-]+)\][ \t]*$", re.MULTILINE)


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

    def meaning(self, meaning: str) -> str:
        """What a field means; `meaning` is that in English."""
        return str(self.texts.get(f"fields.{meaning}", meaning))

    def sign(self, char: str) -> str:
        """What a sign is called; one without a name is its number."""
        return str(self.texts.get(f"signs.{ord(char):04x}", f"U+{ord(char):04X}"))

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
        if isinstance(value, Meaning):
            return self.meaning(value.text)
        if isinstance(value, Sign):
            name, number = self.sign(value.char), f"U+{ord(value.char):04X}"
            return f"{number} ({name})" if value.numbered and name != number else name
        return self._join(value) if isinstance(value, tuple) else value

    def _join(self, items: tuple[object, ...]) -> str:
        """Words as a list in a sentence: “A”, “B” or “C”."""
        quoted = [self("common.quoted", word=item) for item in items]
        return self("common.or").join(filter(None, (", ".join(quoted[:-1]), *quoted[-1:])))


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages there are, in alphabetical order."""
    return tuple(sorted(name.removesuffix(".toml") for name in _files(_LANGUAGES)))


@cache
def catalogue(code: str) -> Catalogue:
    """The catalogue of one of `languages`."""
    own = _Store({f"{_LANGUAGES}/{code}.toml": _files(_LANGUAGES)[f"{code}.toml"]})
    about = tomllib.loads(own.unread.pop(_ABOUT)[0][1])[_ABOUT]
    countries = f"{_ABOUT}.countries"
    named = tomllib.loads(own.unread.pop(countries)[0][1]) if countries in own.unread else {_ABOUT: {}}
    return Catalogue(
        code,
        about["locale"],
        _Texts(code, own),
        frozenset(about["one"]) if "one" in about else None,
        named[_ABOUT].get("countries", {}),
    )


class _Store:
    """Texts by their dotted key, from the TOML files of some folders.

    A run says few of all the texts there are, so a section is parsed when one of its texts is asked for.
    """

    def __init__(self, files: Mapping[str, Traversable], leaf: frozenset[str] = frozenset()) -> None:
        # The sections by name, each where it stands and as it is written.
        self.unread: dict[str, list[tuple[str, str]]] = {}
        self._leaf = leaf
        self._texts: dict[str, tuple[str, Any]] = {}
        for name, file in files.items():
            text = file.read_text("utf-8")
            heads = list(_HEAD.finditer(text))
            ends = [*(head.start() for head in heads), len(text)]
            self.unread.setdefault("", []).append((name, text[: ends[0]]))
            for head, end in zip(heads, ends[1:], strict=True):
                self.unread.setdefault(head[1], []).append((name, text[head.start() : end]))

    def get(self, key: str) -> tuple[str, Any] | None:
        """The file of a text, and what stands there under its key."""
        section = "" if key in self._texts else key
        while section:
            section = section.rpartition(".")[0]
            self._parse(section)
        return self._texts.get(key)

    def every_key(self) -> AbstractSet[str]:
        for section in list(self.unread):
            self._parse(section)
        return self._texts.keys()

    def file_of(self, section: str) -> str | None:
        """The first file with such a section."""
        found = self.unread.get(section)
        said = (file for key, (file, _) in self._texts.items() if key.startswith(f"{section}."))
        return found[0][0] if found else next(said, None)

    def _parse(self, section: str) -> None:
        for name, text in self.unread.pop(section, ()):
            for key, said in _leaves(tomllib.loads(text), self._leaf):
                if key in self._texts:
                    raise TextError(f"“{key}” stands in {self._texts[key][0]} and in {name}")
                self._texts[key] = (name, said)


class _Texts(Mapping[str, Text]):
    """The texts of a language: its own, and those that stand side by side."""

    def __init__(self, code: str, own: _Store) -> None:
        self._code, self._own = code, own

    def __getitem__(self, key: str) -> Text:
        if own := self._own.get(key):
            text: Text = own[1]
            return text
        found = _side_by_side().get(key)
        said = found and _in_language(found[1], self._code)
        if not said:
            raise KeyError(key)
        return said

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._own.every_key() | _side_by_side().every_key() if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _in_language(said: Any, code: str) -> Text | None:
    """A text of those that stand side by side; one that stands alone is for every language."""
    by_language = not isinstance(said, str) and said.keys() <= set(languages())
    text: Text | None = said.get(code) if by_language else said
    return text


@cache
def _side_by_side() -> _Store:
    found = {f"{folder}/{name}": file for folder in _TEXTS for name, file in _files(folder).items()}
    return _Store(found, frozenset(languages()))


@cache
def _files(folder: str) -> Mapping[str, Traversable]:
    """The TOML files of a folder of the package, by name."""
    place: Traversable = files(__package__.partition(".")[0])
    for part in folder.split("/"):
        place = place / part
    return {
        file.name: file
        for file in sorted(place.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    }


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
    if found := _side_by_side().get(key):
        return found[0] if _in_language(found[1], code) else f"{_LANGUAGES}/{code}.toml"
    return _side_by_side().file_of(key.partition(".")[0]) or _TEXTS[0]
