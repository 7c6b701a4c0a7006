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
from .._dates import dates_in
from .._prose import account_of, blocks_of, in_block, is_quoted, sentence_at

# What makes a date a purpose, an end or a beginning, not the time when something happened; or a name.
_NOT_THEN = re.compile(
    r"(?:\b(?:for|til|mot|innen|før|fra|frå|inntil|senest|seinast|to|by|until|before|from|towards)\s+"
    r"(?:(?:og\s+med|utgangen av|slutten av|the end of|den|året|hele|heile|første|fyrste|halvår|halve|kvartal)\s+)*"
    r"|\b[tf]\.?o\.?m\.?\s+"
    r"|(?<=[\w,] )[A-ZÆØÅ]\w{2,}\s+)$"
)
# Until the end of a year or month: «ut 2013», «ut året 2013»; not «sendt ut i 2013».
_THROUGH = re.compile(
    r"(?<!sendt )(?<!gitt )(?<!lagt )(?<!delt )(?<!lyst )(?<!kom )(?<!kommet )(?<!rullet )(?<!tatt )(?<!sendte )"
    r"\but\s+(?:(?:året|hele|heile|første|fyrste|andre|halvår|halve|kvartal)\s+)*$"
)
_DAY = re.compile(r"\d{1,2}\.")
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
    last = plan.settings.last_day(plan.settings.round)
    if last is None:
        return
    now = (last.year, last.month)
    for measure in plan.measures:
        account = account_of(plan, measure)
        if account is None or "20" not in account.markdown:
            continue
        for block in blocks_of(measure, account):
            told: dict[tuple[int, int], bool] = {}
            for start, end in _later(block.text, now):
                sentence = sentence_at(block.text, start)
                if sentence not in told:
                    told[sentence] = _is_told(block.text, *sentence)
                if told[sentence]:
                    place = in_block(measure, block, start, end)
                    date = " ".join(block.text[start:end].split())
                    yield problem(place, date=date, round=plan.settings.round)


def _is_told(text: str, start: int, end: int) -> bool:
    """Whether a sentence tells what has happened."""
    return _PAST.search(text, start, end) is not None and not _FUTURE.search(text, start, end)


def _later(text: str, now: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The dates of a block that are later than now: a season or a year only if all of it is."""
    for found in dates_in(text):
        before = text[max(found.start - 40, 0) : found.start]
        is_end = not _DAY.match(text, found.start) and _THROUGH.search(before)
        if (
            found.first > now
            and not is_end
            and not _NOT_THEN.search(before)
            and not is_quoted(text, found.start)
        ):
            yield found.start, found.end
