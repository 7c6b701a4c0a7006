"""What people type where a file wants a key, a word or a time of its own: in Norwegian, or as they are used to.

Each function gives what is to be written, or "" where it cannot be told. Nothing is ever read so: the editor is asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from .spelling import grouped, plain

# Keys by what they are called in Norwegian, besides the words that are spelled nearly alike.
KEYS: dict[str, tuple[str, ...]] = {
    "number": ("nummer", "nr", "tiltaksnummer", "tiltak"),
    "title": ("tittel", "namn", "navn", "overskrift"),
    "short_title": ("kort tittel", "korttittel", "kortnavn", "kortnamn"),
    "title_language": ("tittelspråk",),
    "responsible": (
        "ansvarlig",
        "ansvarlige",
        "ansvarleg",
        "ansvarlege",
        "ansvar",
        "departement",
        "departementer",
        "hovedansvarlig",
        "hovudansvarleg",
        "ansvarlig departement",
        "ansvarleg departement",
        "eier",
        "eigar",
    ),
    "status": ("tilstand", "framdrift", "fremdrift"),
    "round": ("runde", "rapporteringsrunde"),
    "theme": ("tema",),
    "area": ("område", "innsatsområde"),
    "started": ("startet", "starta", "start", "oppstart", "påbegynt", "startdato"),
    "due": ("frist", "tidsfrist", "forfall", "ferdig innen", "ferdig innan", "sluttdato"),
    "reason": ("begrunnelse", "grunngiving", "grunn", "årsak"),
    "completed": ("gjennomført", "ferdig", "fullført", "ferdigdato", "gjennomført dato"),
    "evidence": ("dokumentasjon", "lenke", "lenkje", "lenker", "lenkjer", "kilde", "kjelde", "vedlegg"),
    "was": ("tidligere", "tidlegare", "tidligere nummer", "tidlegare nummer", "var"),
    "milestones": ("milepæler", "milepæl", "delmål", "milepælar"),
    "note": ("merknad", "merknader", "merk", "kommentar", "notat"),
    "waive": ("unntak",),
    "order": ("rekkefølge", "rekkjefølgje", "plass"),
    "unit": ("enhet", "eining", "seksjon", "avdeling"),
    "countries": ("land", "landkode"),
    "place": ("sted", "stad"),
    "agreements": ("avtale", "avtaler", "avtalenummer", "avtalar", "avtalenr"),
    "amount": ("beløp", "sum", "kroner", "bevilgning", "løyving"),
    "target_groups": ("målgruppe", "målgrupper"),
    "evaluations": ("evaluering", "evalueringer", "evalueringar"),
    "continues": ("fortsetter", "framhald", "viderefører", "vidarefører"),
    "publication": ("publikasjon",),
    "url": ("lenke", "lenkje", "adresse", "nettadresse"),
    "year": ("år", "årstall", "årstal"),
    "evaluators": ("evaluator", "evaluatorer", "evaluatorar"),
    "language": ("språk",),
    "expect": ("antall", "tal på", "forventet", "venta"),
    "sections": ("deler", "delar", "seksjoner", "overskrifter"),
    "statuses": ("statuser", "statusar", "klasser", "klassar"),
    "themes": ("temaer",),
    "abbreviations": ("forkortelser", "forkortingar", "forkortelse", "forkorting"),
    "publisher": ("utgiver", "utgjevar"),
    "removed": ("fjernet", "fjerna", "tatt ut", "utgått", "utgår"),
    "fields": ("felter", "felt"),
    "label": ("betegnelse", "nemning", "navn", "namn"),
    "date": ("dato",),
    "required": ("påkrevd", "obligatorisk", "kravd"),
}

# Words of fixed choices, by what people call them.
_CHOICES = {
    "true": ("ja", "yes", "sann", "sant"),
    "false": ("nei", "no", "usann", "usant"),
    "nb": ("norsk", "no", "bokmål", "norsk bokmål", "norwegian", "nb-no", "nob"),
    "nn": ("nynorsk", "norsk nynorsk", "nn-no", "nno"),
    "en": ("engelsk", "english", "en-gb", "en-us", "eng"),
}
_LONGEST = 60


def key(name: str, known: Collection[str]) -> str:
    """The key of a file that has these keys, by what it is called in Norwegian."""
    words = plain(re.sub(r"[_-]", " ", name[:_LONGEST].casefold()))
    return next((meant for meant, names in KEYS.items() if words in names and meant in known), "")


def choice(word: str, words: Collection[str]) -> str:
    """A word of a fixed choice, by what it is called by people."""
    found = word[:_LONGEST].casefold()
    return next((meant for meant in words if found in _CHOICES.get(meant, ())), "")


_MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
_ENGLISH = {"may": 5, "oct": 10, "dec": 12}
_QUARTERS = ("første|fyrste|first|1", "andre|annet|second|2", "tredje|third|3", "fjerde|fourth|4")
_YEAR = r"(?P<year>(?:19|2[0-9])[0-9]{2})"
_NAME = r"(?P<name>[^\W\d_]{3,9})\.?"
# What people put around a time that a field says already.
_AROUND = re.compile(
    r"(?:innen|innan|per|pr\.?|i|by|in)?\s*(?:(?:før |ved )?(?:utgangen|utgongen|utløpet|slutten|end) (?:av|of) )?(?P<time>.*?)\.?"
)
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        # Of two small numbers either may be the month, to some.
        rf"(?P<first>)(?P<day>[0-9]{{1,2}})(?:\. ?|/|-)(?P<month>[0-9]{{1,2}})(?:\. ?|/|-| ){_YEAR}",
        r"(?P<day>1[3-9]|2[0-9]|3[01])[./](?P<month>[0-9]{1,2})[./-](?P<short>[0-9]{2})",
        rf"{_YEAR}[-./](?P<month>[0-9]{{1,2}})[-./](?P<day>[0-9]{{1,2}})",
        rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})",
        rf"(?P<day>[0-9]{{1,2}})\.? ?{_NAME},? {_YEAR}",
        rf"{_NAME} (?P<day>[0-9]{{1,2}}),? {_YEAR}",
        rf"{_NAME}[ -]?{_YEAR}",
        rf"{_YEAR}[ ./–—-]+(?P<month>[0-9]{{1,2}})",
        rf"{_YEAR}[ ./–—-]*{_NAME}",
        rf"(?P<month>[0-9]{{1,2}})[ ./–—-]+{_YEAR}",
        rf"(?P<quarter>[1-4]|[^\W\d_]{{5,6}})\.? ?(?:kvartal|kv|kvt|quarter)\.?,? ?{_YEAR}",
        rf"(?:q|k|kv) ?(?P<quarter>[1-4])[ /-]?{_YEAR}",
        rf"{_YEAR}[ :/–-]?(?:q|k|kv) ?(?P<quarter>[1-4])",
        rf"{_YEAR}[ ,:/–-]+(?P<quarter>[1-4])\. ?kvartal",
        _YEAR,
        rf"{_YEAR} ?(?:til|to|/|—) ?(?P<end>(?:19|2[0-9])[0-9]{{2}})",
    )
)


# How far from a plan's years one is looked for that was perhaps meant, and the years of any plan.
_NEAR = 30
_ANY = range(1950, 2100)


def year(text: str, first: int, last: int) -> str:
    """The year near a span of years of which this one is a slip of the fingers; "" where there is none.

    Signs changed places, or one of them is another, or the century is.
    """
    swapped = {int(found) for found in _swapped(text)}
    replaced = {
        int(text[:place] + digit + text[place + 1 :]) for place in range(len(text)) for digit in "0123456789"
    }
    centuries = {int(f"{century}{text[-2:]}") for century in ("19", "20")}

    def away(meant: int) -> int:
        return max(first - meant, meant - last, 0)

    near = (meant for meant in swapped | replaced | centuries if away(meant) <= _NEAR)
    return str(min(near, key=lambda meant: (away(meant), meant not in swapped, meant), default=""))


def _swapped(text: str) -> Iterator[str]:
    """A text with two neighbours among its signs in each other's place."""
    for place in range(len(text) - 1):
        yield text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def likely_year(text: str) -> str:
    """The time or period that was meant where it begins with what is no year, as `0204` or `20144`; "" where that cannot be told."""
    found = re.match(r"(?P<digits>[0-9]{4,5})(?![0-9])", text)
    if not found or len(text) > _LONGEST:
        return ""
    digits = found["digits"]
    slips = _swapped(digits)
    if len(digits) > len("2014"):
        # Mostly a sign is typed twice.
        twice = [n for n, (sign, other) in enumerate(pairwise(digits)) if sign == other] or range(len(digits))
        slips = (digits[:n] + digits[n + 1 :] for n in twice)
    years = {slip for slip in slips if int(slip) in _ANY}
    return f"{years.pop()}{text[len(digits) :]}" if len(years) == 1 else ""


_SMALL = "0?[1-9]|1[0-2]"
_EITHER = re.compile(
    rf"(?P<one>{_SMALL})(?:\. ?|/|-)(?P<other>{_SMALL})(?:\. ?|/|-| )(?:{_YEAR}|(?P<short>[0-9]{{2}}))\.?"
)


def time(text: str) -> str:
    """A time, as `2014-06`, of a day, month, quarter, year or span of years that is written as people do."""
    if len(text) > _LONGEST:
        return ""
    around = _AROUND.fullmatch(plain(text).casefold())
    written = around["time"] if around else ""
    for shape in _SHAPES:
        if (found := shape.fullmatch(written)) and (meant := _time(found.groupdict())):
            return meant
    return ""


def readings(text: str) -> tuple[str, str] | None:
    """The two days of a text in which day and month are both small numbers, so that some read either first."""
    found = _EITHER.fullmatch(plain(text).casefold()) if len(text) <= _LONGEST else None
    if not found:
        return None
    year = found["year"] or f"20{found['short']}"
    one, other = int(found["one"]), int(found["other"])
    return f"{year}-{other:02}-{one:02}", f"{year}-{one:02}-{other:02}"


def _time(parts: dict[str, str | None]) -> str:
    year = parts.get("year") or f"20{parts.get('short')}"
    if end := parts.get("end"):
        return f"{year}–{end}" if end > year else ""
    if quarter := parts.get("quarter"):
        number = next((n for n, words in enumerate(_QUARTERS, 1) if quarter in words.split("|")), 0)
        return f"{year}-Q{number}" if number else ""
    name = parts.get("name")
    month = _month(name) if name else int(parts.get("month") or 0)
    if parts.get("day") is None:
        written = f"{year}-{month:02}" if name or parts.get("month") else year
    else:
        day = int(parts["day"] or 0)
        if "first" in parts and month <= len(_MONTHS) and day <= len(_MONTHS) and day != month:
            return ""
        # In no country the day stands in the middle.
        if month > len(_MONTHS) >= day:
            month, day = day, month
        written = f"{year}-{month:02}-{day:02}"
    return written if month in range(len(_MONTHS) + 1) and (month or written == year) else ""


def _month(name: str) -> int:
    return _ENGLISH.get(name[:3]) or next((n for n, m in enumerate(_MONTHS, 1) if name.startswith(m)), 0)


_NUMBER = re.compile(
    r"(?:(?:tiltak|measure|punkt|post)\b\.?)? ?(?:(?:nummer|number|nr|no)\b\.?|#)? ?(?P<number>[0-9]+(?:[.,][0-9]+)* ?[^\W\d_]?)[.):]?"
)


def number(text: str) -> str:
    """The number of a measure, as `1.10`, without what it is called and its full stop."""
    found = _NUMBER.fullmatch(plain(text).casefold()) if len(text) <= _LONGEST else None
    return found["number"].replace(" ", "").replace(",", ".") if found else ""


_OPEN = r"(?:d\.? ?d\.?|dags dato|i dag|nå|no|now|present|today|pågår|pågående|pågåande|løpende|løpande|\.{2,}|…|\?)"
_PERIOD = re.compile(
    rf"(?:fra|frå|from|siden|sidan|since|perioden)? ?(?P<first>(?:19|2[0-9])[0-9]{{2}}) ?"
    rf"(?:(?:til og med|t\. ?o\. ?m\.?|til|to|until|/|–|—|-|−)+ ?(?P<rest>{_OPEN}|[0-9]{{4}}|[0-9]{{2}})?)?"
)


def period(text: str) -> str:
    """A period of years, as `2005–2007`."""
    if len(text) > _LONGEST:
        return ""
    words = plain(text).casefold()
    spans: list[str] = []
    for part in re.split(r" ?(?:[,;&]| og | and ) ?", words):
        found = _PERIOD.fullmatch(part)
        if not found:
            return ""
        first, rest = found["first"], found["rest"]
        if rest is None:
            spans.append(first if part == first else f"{first}–")
        elif not rest.isdigit():
            spans.append(f"{first}–")
        else:
            last = rest if len(rest) > 2 else first[:2] + rest
            if last < first:
                return ""
            spans.append(f"{first}–{last}")
    return ", ".join(spans)


# How many kroner the words behind an amount stand for.
_SCALES = {
    r"mill(?:ion(?:er|ar)?|\.)?|mnok|mkr": 1_000_000,
    r"mrd\.?|milliard(?:er|ar)?": 1_000_000_000,
    r"tusen|tkr|tnok|1000": 1_000,
    r"": 1,
}
_AMOUNT = re.compile(
    r"(?:nok|kr\.?|ca\.?|om lag|rundt|inntil)? ?"
    r"(?P<whole>[0-9]{1,3}(?: [0-9]{3})*|[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]{1,12})(?:[.,](?P<part>[0-9]{1,6}))?"
    rf" ?\(?(?:i )?(?P<scale>{'|'.join(_SCALES)})\)? ?(?:nok|kr\.?|kroner)?"
)
# Points can part only thousands where the øre stand behind a comma.
_WHOLE = re.compile(r"(?:nok|kr\.?)? ?([0-9]{1,3}(?:\.[0-9]{3})+)(?:,-|,–|,00)(?: ?kr\.?| kroner)?")


def amount(text: str) -> str:
    """Whole kroner, as `3 700 000`, of an amount with its scale or with decimals that are nothing."""
    if len(text) > _LONGEST:
        return ""
    written = plain(text).casefold()
    if found := _WHOLE.fullmatch(written):
        return found[1].replace(".", " ")
    found = _AMOUNT.fullmatch(written)
    if not found:
        return ""
    scale = next(n for pattern, n in _SCALES.items() if re.fullmatch(pattern, found["scale"]))
    whole, part = re.sub("[ .]", "", found["whole"]), found["part"] or ""
    # A single point or comma before three digits may part thousands or decimals.
    if len(part) == len("000") and scale == 1:
        return ""
    kroner, rest = divmod(int(whole + part) * scale, 10 ** len(part))
    return "" if rest else grouped(kroner)
