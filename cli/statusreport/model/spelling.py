"""Words as people write them: which was meant, how they sort, and what they are called in an address."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches


def nearest(word: str, allowed: tuple[str, ...]) -> str:
    """The allowed word that was probably meant, or "" if none is near."""
    folded = {candidate.casefold(): candidate for candidate in reversed(allowed)}
    if word.casefold() in folded:
        return folded[word.casefold()]
    close = get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts 2 before 10, 1.2 before 1.10 and digits before letters; never makes a number of the digits."""
    key: list[tuple[int, int, str]] = []
    for digits, letters in re.findall(r"(\d+)|([^\d.]+)", text):
        bare = digits.lstrip("0")
        key.append((0, len(bare), bare) if digits else (1, 0, letters.casefold()))
    return (*key, (-1, 0, text))


def slug(text: str) -> str:
    """A readable ASCII id made of `text`: «Mål og metode» is `mal-og-metode`."""
    # «æ» and «ø» do not decompose, as «å» does.
    plain = text.casefold().replace("æ", "ae").replace("ø", "o")
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "x"
