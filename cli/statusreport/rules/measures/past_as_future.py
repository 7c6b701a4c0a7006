"""Something that a text says is to come, at a time that is past.

What was to be held in spring 2012 was held by February 2013, or it was not. A text that still says «blir holdt våren
2012» is left over from an earlier round, and readers are not told what came of it.

Say what happened, or when it is to happen now. What is only named by its year («rapporten fra 2010»), quotations, and
what the measure promises are not reported. A measure is held against the round that it was reported for.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...model.records import Measure
from ...source.faults import Severity
from ...source.markdown import Section
from .. import Problem, Scope, problem, rule
from .._dates import Dated, dates_in
from .._prose import blocks_of, in_block, is_quoted, sentence_at

# What says that something is to come.
_TO_COME = (
    r"skal|vil|blir|vert|kommer\s+til\s+å|kjem\s+til\s+å|(?:er|var\s+ikke)\s+planlagt|er\s+planlagd|planlegges|etter\s+planen"
    r"|tar\s+sikte\s+på|tek\s+sikte\s+på|ventes|er\s+ventet|forventes|er\s+forventet|er\s+venta"
    r"|will|shall|(?:is|are)\s+(?:to|planned|scheduled|expected|due)|plans?\s+to"
)
# Present tenses that say so with a time behind them.
_COMING = (
    r"kommer|kjem|starter|startar|begynner|byrjar|åpner|opnar|avsluttes|\w*lanseres|holdes|avholdes|gjennomføres|arrangeres"
    r"|publiseres|utgis|gis\s+ut|ferdigstilles|legges\s+fr[ae]m|trer\s+i\s+kraft|trer\s+i\s+verk"
)
_LATER_ON = re.compile(
    rf"\b(?P<sure>{_TO_COME})\b|(?<!skulle )(?<!ville )(?<!kunne )(?<!måtte )\b(?:{_COMING})\b", re.IGNORECASE
)
# What comes between and makes the date that of something else: something that happened, or that is gone back to.
_ELSE = re.compile(
    r"\b(?:ble|blei|vart|var|hadde|har|fikk|fekk|gikk|gjekk|kom|fant|vedtok|deltok|gjorde|was|were|had|has|have"
    r"|følge\w*\s+opp|bygg\w+\s+(?:videre\s+)?på|videreføre\w*|oppfølging\w*|evaluere|gjenta\w*|basert|erfaring\w*|resultat\w*"
    r"|som|that|which|who)\b|[:;]",
    re.IGNORECASE,
)
# Before a date, what makes it the date of what stands before: «rapporten fra 2010», «budsjettet for 2011», «(2007)».
_NAMED = re.compile(
    r"(?:(?<!utgangen )(?<!slutten )(?<!løpet )(?<!end )\b(?:for|fra|frå|av|om|siden|sidan|etter|since|from|after|of|about|datert|dated)"
    r"\s+(?:den\s+)?|\()$"
)
# And before a mere year, a name: «Nordisk Forum 2010».
_NAME = re.compile(r"(?<=[\w,] )[A-ZÆØÅ]\w{2,}\s$")
_BEGINS = re.compile(r"(?:^|[,–]\s|\bog\s|\band\s)\W*(?:(?:i|den|in|on|innen|senest|by)\s+)*$", re.IGNORECASE)
# Further off, a present tense belongs to something else.
_NEAR = 60


@rule(
    "M134",
    Severity.WARNING,
    Scope.FILE,
    message="“{date}” was past by the round {round}, but the sentence tells of it as yet to come.",
    help="Say what happened, or when it is to happen now.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for measure in plan.measures:
        reported = min(measure.round or plan.settings.round, plan.settings.round)
        last = plan.settings.last_day(reported)
        if last is None:
            continue
        now = (last.year, last.month)
        for section in _accounts(plan, measure):
            for block in blocks_of(measure, section):
                for found in _overdue(block.text, now):
                    date = " ".join(block.text[found.start : found.end].split())
                    place = in_block(measure, block, found.start, found.end)
                    yield problem(place, date=date, round=reported)


def _accounts(plan: Plan, measure: Measure) -> Iterator[Section]:
    """What a measure says besides what it promises, where the plan says which that is."""
    required = plan.settings.sections.get("measure", ())
    for section in measure.body.sections if required else ():
        if section.title and section.title != plan.settings.promise:
            yield section


def _overdue(text: str, now: tuple[int, int]) -> Iterator[Dated]:
    """The dates of a block that were past by now, of what is told as yet to come."""
    dates = list(dates_in(text))
    for place, found in enumerate(dates):
        before = text[max(found.start - 40, 0) : found.start]
        of_name = found.end - found.start == len("2010") and _NAME.search(before)
        if found.last >= now or of_name or _NAMED.search(before) or is_quoted(text, found.start):
            continue
        start, end = sentence_at(text, found.start)
        start = max(start, dates[place - 1].end) if place else start
        if _told_before(text[start : found.start]) or (
            _BEGINS.search(text[start : found.start]) and _LATER_ON.match(text[found.end : end].lstrip())
        ):
            yield found


def _told_before(words: str) -> bool:
    """Whether the words before a date tell of it as yet to come."""
    said = list(_LATER_ON.finditer(words))
    if not said:
        return False
    between = words[said[-1].end() :]
    return not _ELSE.search(between) and (bool(said[-1]["sure"]) or len(between) <= _NEAR)
