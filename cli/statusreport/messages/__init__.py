"""Whatever the tool says on the terminal, apart from the logic that says it.

`en.toml` holds the texts by section and key, with named gaps; a rule carries its own English texts, which a
language's file may replace under `[rules.CODE]`. Another language is one more file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Catalogue:
    """The texts of one language."""

    texts: Mapping[str, Any]

    def __call__(self, key: str, /, **params: object) -> str:
        """The text under `section.key`, its gaps filled. A number `n` chooses between `one` and `other`."""
        node: Any = self.texts
        for part in key.split("."):
            node = node[part]
        if isinstance(node, Mapping):
            node = node["one" if params.get("n") == 1 else "other"]
        return self._fill(str(node), params)

    def of_rule(
        self, code: str, texts: Mapping[str, str], variant: str, params: Mapping[str, object]
    ) -> tuple[str, str]:
        """The message and the help of a problem."""
        own = {**texts, **self.texts.get("rules", {}).get(code, {})}
        message = own.get(f"message_{variant}") or own["message"]
        advice = own.get(f"help_{variant}", own.get("help", ""))
        filled = self._fill(advice, params)
        if params.get("nearest"):
            filled = f"{self._fill(str(self.texts['common']['nearest']), params)} {filled}".strip()
        return self._fill(message, params), filled

    def _fill(self, text: str, params: Mapping[str, object]) -> str:
        values = {name: self._join(v) if isinstance(v, tuple) else v for name, v in params.items()}
        return text.format_map(values)

    def _join(self, items: tuple[object, ...]) -> str:
        """Words as a list in a sentence: “A”, “B” or “C”."""
        common = self.texts["common"]
        quoted = [str(common["quoted"]).format(word=item) for item in items]
        return str(common["or"]).join(filter(None, (", ".join(quoted[:-1]), *quoted[-1:])))


@cache
def english() -> Catalogue:
    """The catalogue of the tool's own language."""
    return Catalogue(tomllib.loads(files(__package__).joinpath("en.toml").read_text("utf-8")))
