"""A reference to a measure that the plan does not have.

«Se tiltak 99» leads readers nowhere. Often the number is misspelt, or the measures were numbered anew after
the text was written.

Correct the number. Numbers of another plan are not reported where the sentence names that plan: «tiltak 40 i
den forrige handlingsplanen», «tiltak 12 i handlingsplanen mot vold».
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from ...model.plan import FieldText, Plan, Prose
from ...model.spelling import first_to_last
from ...source.faults import Location, Severity
from .. import Problem, problem, rule
from .._all import unread
from .._goals import Goals
from .._prose import Stretches, in_block, in_body, sentence_at

_NUMBER = r"\d+(?:\.\d+)*[a-zæøå]?"
# One blank or a line break; more blanks are a link target that is hidden from readers.
_BLANK = r"(?:[ \u00a0]|\n[ \t>]*)"
# Between the numbers of a list: «3, 4 og 99», «3–5». A comma alone begins something else: «tiltak 3, 300 …».
_LIST = rf"(?:(?:,\s+{_NUMBER})*,?\s+(?:og|eller|samt|til|and|or|to)\s+{_NUMBER}|\s?[–-]\s?{_NUMBER})?"
_REFERENCE = re.compile(
    rf"\b(?:tiltak(?:et|ene|a)?s?|measures?){_BLANK}(?:(?:nr|nummer|no|number)\.?{_BLANK})?({_NUMBER}{_LIST})"
    # Not a date, a decimal, a grouped number or an amount: «tiltak 23. mai», «i tiltak 3,5 millioner».
    r"(?![\wæøå])(?!(?-i:\.\s+[a-zæøå]))(?!,\d)(?![ \u00a0]\d{3}\b)"
    r"(?!\s*(?:%|prosent|percent|mill|milliard|million|billion|kr\b|kroner|NOK|personer|people|år\b|years))",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\d[ \u00a0]$")
_EACH = re.compile(_NUMBER, re.IGNORECASE)
_FILE = re.compile(r"^(?![a-z]+:).*\.md(?:#|$)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_OTHER_PLAN = re.compile(
    r"\b(?:forrige|tidligere|førre|gamle|annen|andre|egen|previous|former|earlier|other|another)\s+\w*plan"
    r"|plan(?:en|a|er|ene|s)?\s+(?:mot|for|om|against|on|for|to)\b"
    r"|plan(?:en|a|er|ene|s)?\s+\(?(?:19|20)\d\d"
    r"|«[^»]*plan|strategi",
    re.IGNORECASE,
)


@rule(
    "M110",
    Severity.ERROR,
    message="There is no measure {number}.",
    message_was="Measure {number} is now measure {now}.",
    help="The plan has {there}. If another plan is meant, name it in the same sentence.",
    help_was="Write {now}.",
)
def check(plan: Plan) -> Iterator[Problem]:
    if not plan.measures or unread(plan, "measures"):
        # A measure that cannot be read may be the one that is meant.
        return
    numbers = {measure.number.casefold() for measure in plan.measures if measure.number}
    # A group's number is known too: «tiltak 1» where the plan has 1.1 and 1.2, or 1a and 1b.
    known = numbers | {number[:end] for number in numbers for end in _group_ends(number)}
    renumbered = {was.casefold(): measure.number for measure in plan.measures for was in measure.was}
    there = first_to_last([measure.number for measure in plan.measures if measure.number])
    goals = Goals(plan)
    for prose in plan.texts:
        unknown = tuple(_unknown(prose, known))
        # Of a link to a file it is told that it leads nowhere.
        astray = _astray(goals, prose) if unknown else ()
        for place, number in unknown:
            if place not in astray:
                now = renumbered.get(number.casefold(), "")
                yield problem(place, "was" if now else "", number=number, now=now, there=there)


def _unknown(prose: Prose, known: AbstractSet[str]) -> Iterator[tuple[Location, str]]:
    """The numbers that a text names and this plan does not have."""
    text = prose.body.prose
    if "tiltak" not in text and "Tiltak" not in text and "easure" not in text:
        return
    for block in prose.body.blocks:
        # To look for the words is cheap, for the pattern it is not.
        words = block.text.casefold()
        if "tiltak" not in words and "measure" not in words:
            continue
        for found in _REFERENCE.finditer(block.text):
            if _COUNTED.search(block.text[max(found.start() - 2, 0) : found.start()]):
                continue
            for each in _EACH.finditer(block.text, *found.span(1)):
                number = each[0].casefold()
                if number in known or _YEAR.fullmatch(number) or _of_other_plan(block.text, each.start()):
                    continue
                yield in_block(prose, block, *each.span()), each[0]


def _astray(goals: Goals, prose: Prose) -> Stretches:
    """The words of links that lead nowhere in the plan."""
    of = prose.record if isinstance(prose, FieldText) else prose
    if of is None:
        return Stretches(())
    links = (link for link in prose.body.links if not link.picture and _FILE.search(link.target))
    return Stretches(in_body(prose, *link.place) for link in links if goals.fault(of, link.target))


def _group_ends(number: str) -> Iterator[int]:
    """Where the number of a group may end within the number of its member."""
    return (found.start() for found in re.finditer(r"\.|(?<=\d)[^\W\d]", number))


def _of_other_plan(text: str, index: int) -> bool:
    """Whether the sentence around a place names another plan."""
    return _OTHER_PLAN.search(text, *sentence_at(text, index)) is not None
