"""Something later than the reporting round, told as if it had happened.

The round says when the status was taken. A status of February 2012 cannot tell what was done in October 2012:
either the year is misspelt, or the text is about a plan and should say so.

Correct the date, or say that it is planned («skal», «er planlagt», «etter planen»). Sentences that do so are
not reported, nor are titles, periods such as 2011–2014, or deadlines.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import account_of, blocks_of, in_block, is_quoted, sentence_at

_ROUND = re.compile(r"((?:19|20)\d\d)(?:-(0[1-9]|1[0-2]))?(?!\d)")
_MONTHS = {
    word: number
    for names in (
        "januar februar mars april mai juni juli august september oktober november desember",
        "january february march april may june july august september october november december",
    )
    for number, word in enumerate(names.split(), 1)
}
# A season is later than the round only if it begins later.
_SEASONS = {
    "våren": 3, "vår": 3, "sommeren": 6, "sommaren": 6, "høsten": 8, "hausten": 8,
    "spring": 3, "summer": 6, "autumn": 8, "fall": 8,
}  # fmt: skip
_PARTS = _MONTHS | _SEASONS
# Not a period («2011–2014», «2012/2013») and not a part of a name or number. What begins with signs is found fast.
_YEAR = re.compile(
    r"20(?<![\w/–-]20)(?<!\d\s[–-]\s20)(?<!\bnr\. 20)(?<!\bnr 20)(?<!\bno\. 20)\d\d(?![\w–]|\s[–-]\s|-\d{4}|-\D|/\d)(?:-(\d\d)(?:-\d\d)?)?"
)
_BEFORE_YEAR = re.compile(r"(?:(?:\d{1,2}\.\s*)?\b([^\W\d]+)\s+(?:of\s+)?|\b\d{1,2}\.\s?(\d{1,2})\.\s?)$")
# What makes a date a purpose, an end or a beginning, not the time when something happened; or a name.
_NOT_THEN = re.compile(
    r"(?:\b(?:for|til|mot|innen|før|fra|frå|ut|inntil|senest|seinast|to|by|until|before|from|towards)\s+"
    r"(?:(?:og\s+med|utgangen av|slutten av|the end of|den|året|hele|heile|første|fyrste|halvår|halve|kvartal)\s+)*"
    r"|\b[tf]\.?o\.?m\.?\s+"
    r"|(?<=[\w,] )[A-ZÆØÅ]\w{2,}\s+)$"
)
_PARTICIPLE = (
    r"\w*(?:ert|ført|holdt|halde|sendt|lagt|gitt|tatt|satt|blitt|gjort|startet|laget|utviklet|åpnet|deltatt"
    r"|vedtatt|støttet|bidratt|undertegnet|lansert)|vært|fått|hatt|been|had|held|taken"
)
_ADVERB = r"(?:allerede|også|nå|no|nettopp|ferdig|dessuten|videre|vidare|ikke|ikkje|i\s+tillegg)"
_NOUN = (
    r"(?:ansvaret|mandatet|møtet|prosjektet|budsjettet|målet|året|det|et|eit|prosjekt|kontakt|frist|rett|nytt|fast"
    r"|helt|heilt|godt|lett|viktig\w*|\w+sikt|\w+skrift|\w*drift|\w*punkt|\w*kraft|\w*makt|litt|ti)"
)
_PAST = re.compile(
    r"\b(?:ble|blei|vart|var|hadde|holdt|heldt|fikk|fekk|ga|gav|gikk|gjekk|la|tok|kom|fant|satte|vedtok"
    r"|deltok|startet|starta|åpnet|møtte|sendte|besøkte|laget|undertegnet|støttet|økte|\w+erte"
    r"|was|were|had|held|took|arranged|launched|published"
    rf"|(?:har|er|have|has)\s+(?:\w+\s+){{0,4}}?(?:{_PARTICIPLE})"
    # Any other participle stands just behind its verb, or it may be a noun.
    rf"|(?:har|er)\s+(?:{_ADVERB}\s+){{0,2}}(?!{_NOUN}\b)\w{{2,}}(?:et|dd|tt|[klmnprsv]t))\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:skal|skulle|vil|ville|kan|bør|må|planlagt\w*|planlegg\w*|etter\s+planen|innen|senest|seinast"
    r"|fr[ae]m\s+(?:til|mot)|sikte|ventes|ventet|forventes|forventet|forventa|kommer\s+til|utsatt|frist\w*"
    r"|foreslått|inntil|will|shall|should|would|planned|scheduled|expected|due|until)\b",
    re.IGNORECASE,
)


@rule(
    "M113",
    Severity.WARNING,
    Scope.FILE,
    message="“{date}” is later than the round {round}, but the sentence tells it as past.",
    help="Correct the date, or say that this is planned.",
)
def check(plan: Plan) -> Iterator[Problem]:
    found = _ROUND.match(plan.settings.round)
    if not found:
        return
    now = (int(found[1]), int(found[2] or 12))
    for measure in plan.measures:
        account = account_of(plan, measure)
        if account is None or "20" not in account.markdown:
            continue
        for block in blocks_of(measure, account):
            for start, end in _later(block.text, now):
                sentence = sentence_at(block.text, start)
                if _PAST.search(block.text, *sentence) and not _FUTURE.search(block.text, *sentence):
                    place = in_block(measure, block, start, end)
                    date = " ".join(block.text[start:end].split())
                    yield problem(place, date=date, round=plan.settings.round)


def _later(text: str, now: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The dates of a block that are later than now."""
    for found in _YEAR.finditer(text):
        if int(found[0][:4]) < now[0]:
            continue
        start = found.start()
        month = int(found[1] or 0)
        if before := _BEFORE_YEAR.search(text[max(start - 40, 0) : start]):
            named = _PARTS.get((before[1] or "").casefold(), 0)
            if named or before[2]:
                start, month = start - len(before[0]), named or int(before[2])
        # A bare year is later only if all of it is.
        is_later = (int(found[0][:4]), month) > now
        if is_later and not _NOT_THEN.search(text[max(start - 40, 0) : start]) and not is_quoted(text, start):
            yield start, found.end()
