"""Words as people write them: which was meant, how they sort, and what they are called in an address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from difflib import get_close_matches

from ..source.faults import Phrase


def plain(word: str) -> str:
    """A word with ordinary blanks: a no-break or a thin one means the same."""
    return " ".join(word.split())


def nearest(word: str, allowed: tuple[str, ...]) -> str:
    """The allowed word that was probably meant, or "" if none is near."""
    folded = {candidate.casefold(): candidate for candidate in reversed(allowed)}
    if word.casefold() in folded:
        return folded[word.casefold()]
    close = get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


# What makes less of a statement: that it does not hold, holds in part, or does not hold yet.
_LESS = {
    "not": re.compile(
        r"\b(?:ikk?j?e|ingen|aldri|not|never|no)\b|\b(?:u|un|in)(?=gjennom|fullf|ferdig|complet|finish|start|begun)"
    ),
    "partly": re.compile(
        r"\b(?:del(?:vis|s)|halv\w*|nesten|hovedsak\w*|hovudsak\w*|mest|stort\s+sett|p(?:å|aa)begyn\w*"
        r"|partly|partial\w*|half|almost|nearly|most\w*|largely|\d+\s*(?:av|of)\s*\d+|[1-9]/[2-9](?![-./]?\d)|\d+\s*(?:prosent|pst|percent)|foreløpig|førebels)\b"
        r"|\d\s*%|[½⅓⅔¼¾]"
    ),
    "yet": re.compile(r"\bunder(?:way|veis|vegs)?\b|\w(?:ing|es|ast)\b"),
    "to come": re.compile(
        r"\b(?:snart|planl\w*|plann\w*|soon|skal|vil|bør|må|blir?|forvent\w*|venta|ventes|innen|will|shall|expected|due|by)\b"
    ),
}
# What may stand beside a statement without making less of it: since when it holds, and that it does.
_MORE = re.compile(
    r"\d{1,2}\.?|\d{1,2}-(?:19|20)\d\d|(?:19|20)\d\d(?:[-./]\d{1,2}){0,2}|\d{1,2}[./]\d{1,2}[./-]\d{2,4}|jan\w*|feb\w*|mars?|apr\w*|ma[iy]|jun\w*|jul\w*|aug\w*|sep\w*"
    r"|o[kc]t\w*|nov\w*|de[sc]\w*|i|og|er|ble|vart|nå|no|per|pr\.?|fra|frå|siden|sidan|den|helt|heilt|fullt|ferdig|avslutta?e?t?|arbeid|tiltak|oppgave|oppgåve"
    r"|in|on|and|is|was|now|since|from|fully|already|allerede|allereie|work|våren|sommeren|sommaren|høsten|hausten|vinteren"
)
_SPELLED = 0.8


def nearest_statement(word: str, allowed: tuple[str, ...]) -> str:
    """As `nearest`, but never one that says more, or the opposite: «delvis gjennomført» is not «gjennomført»."""
    alike = tuple(other for other in allowed if _less(other) == _less(word) and not _narrowed(word, other))
    # «Gjennomført 30. november 2011», «Løpende (fra 2011)»
    return nearest(word, alike) or nearest(re.split(r"\s*[,(:;–]|\s+(?:\d|-\s)", word, maxsplit=1)[0], alike)


def _less(statement: str) -> set[str]:
    return {name for name, pattern in _LESS.items() if pattern.search(statement.casefold())}


def _narrowed(word: str, other: str) -> bool:
    """Whether it says a statement without reserve, and then of what it holds: «gjennomført i Oslo», «fase 1 gjennomført»."""
    said = re.findall(r"[^\s,(:;–/)?!]+", word.casefold())
    stated = other.casefold().split()
    rest = [one for one in said if not get_close_matches(one, stated, n=1, cutoff=_SPELLED)]
    whole = all(get_close_matches(one, said, n=1, cutoff=_SPELLED) for one in stated)
    return whole and not _less(other) and not all(map(_MORE.fullmatch, rest))


# What people write between two names.
BETWEEN = re.compile(r"\s*[,;/+&]\s*|\s+(?:og|samt|and|(?:sammen|i samarbeid|together) (?:med|with))\s+")
# No list of names that a person types at once is longer.
_LONGEST_NAME = 500


def divided(text: str, separator: re.Pattern[str], is_name: Callable[[str], bool]) -> tuple[str, ...]:
    """The names in a text, each as long as it can be, so that «Barne- og familiedepartementet, JD» are two.

    Where no name begins, what stands before the next separator is one.
    """
    breaks = [*(found.span() for found in separator.finditer(text)), (len(text), len(text))]
    names: list[str] = []
    start = place = 0
    while place < len(breaks):
        last = place
        for number in range(place, len(breaks)):
            if breaks[number][0] - start > _LONGEST_NAME:
                break
            if is_name(text[start : breaks[number][0]]):
                last = number
        end, after = breaks[last]
        names.append(text[start:end])
        start, place = after, last + 1
    return tuple(names)


def as_read(number: str) -> tuple[str, ...]:
    """A measure's number as readers take it: `07` is `7`, and `3A` is `3a`."""
    return tuple(part.casefold().lstrip("0") or "0" for part in number.split("."))


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


def grouped(value: int) -> str:
    """A whole number with blanks between its thousands, as it is to be written."""
    return f"{value:,}".replace(",", " ")


def first_to_last(numbers: Sequence[str]) -> Phrase:
    """Which measures there are, by their sorted numbers: nobody reads a list of fifty."""
    if len(numbers) > 1:
        return Phrase("there.some", {"n": len(numbers), "first": numbers[0], "last": numbers[-1]})
    return Phrase("there.one", {"number": numbers[0]}) if numbers else Phrase("there.none")
