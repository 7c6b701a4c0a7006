"""Dates in prose, as rules about what is past and what is to come read them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

MONTHS = {
    word: (number, number)
    for names in (
        "januar februar mars april mai juni juli august september oktober november desember",
        "january february march april may june july august september october november december",
    )
    for number, word in enumerate(names.split(), 1)
}
_SPRING, _SUMMER, _AUTUMN = (3, 6), (6, 8), (8, 11)
_SEASONS = {
    "våren": _SPRING, "vår": _SPRING, "sommeren": _SUMMER, "sommaren": _SUMMER, "høsten": _AUTUMN, "hausten": _AUTUMN,
    "spring": _SPRING, "summer": _SUMMER, "autumn": _AUTUMN, "fall": _AUTUMN,
}  # fmt: skip
_PARTS = MONTHS | _SEASONS
# Not a period («2011–2014», «2012/2013») and not a part of a name or number. What begins with signs is found fast.
_YEAR = re.compile(
    r"20(?<![\w/–-]20)(?<!\d\s[–-]\s20)(?<!\bnr\. 20)(?<!\bnr 20)(?<!\bno\. 20)\d\d(?![\w–]|\s[–-]\s|-\d{4}|-\D|/\d)(?:-(\d\d)(?:-\d\d)?)?"
)
_BEFORE_YEAR = re.compile(r"(?:(?:\d{1,2}\.\s*)?\b([^\W\d]+)\s+(?:of\s+)?|\b\d{1,2}\.\s?(\d{1,2})\.\s?)$")

# Behind a bare number it is something counted, as «2016 sider», but for what only a time comes after («i 2016 kommer …»).
_COUNTED = re.compile(
    r"\s+(?:(?:nye|ulike|mill|millioner|milliarder|new|million|billion)\b\.?\s*)?"
    r"(?:\w{3,}(?:er|re)|barn|kroner|prosent|menn|folk|år|ord|sett|steder|stader|stadar|\w{3,}ar"
    r"|people|children|women|men|pages|copies|persons|participants|cases|hours|schools)\b"
)
_TIME = re.compile(
    r"\b(?:i|året|år|siden|sidan|etter|under|gjennom|fra|frå|til|før|innen|innan|in|year|since|during|after|by|until)\s+$",
    re.IGNORECASE,
)


class Dated(NamedTuple):
    """Where a date stands in a text, and the year and month in which it begins and ends."""

    start: int
    end: int
    first: tuple[int, int]
    last: tuple[int, int]


def dates_in(text: str) -> Iterator[Dated]:
    """The days, months, seasons and years that a text names."""
    for found in _YEAR.finditer(text):
        year, start = int(found[0][:4]), found.start()
        months = (int(found[1]), int(found[1])) if found[1] else (1, 12)
        preceding = text[max(start - 40, 0) : start]
        named = None
        if before := _BEFORE_YEAR.search(preceding):
            named = _PARTS.get((before[1] or "").casefold())
            if named or before[2]:
                start -= len(before[0])
                months = named = named or (int(before[2]), int(before[2]))
        if not (named or found[1]) and _COUNTED.match(text, found.end()) and not _TIME.search(preceding):
            continue
        yield Dated(start, found.end(), (year, months[0]), (year, months[1]))
