"""A word as it stood in a PDF or in Word.

Text that was copied from a PDF keeps the hyphens of the lines there: “Samferdselsde- partementet”. Signs that stand for
two letters at once, and hyphens that no editor shows, come along too: they are printed, but no search finds the word.

Write the word in one.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from ...model.fields import fields_of
from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_block, in_body, in_prose, in_values
from .._signs import HIDDEN, entities, hidden, without_hidden

# The end of a line, unless what follows says that two words share their end: «barne- og ungdomsarbeid».
_BREAK = r"(?:[-\u00ac\u2010\u00ad][ \t]*\n[ \t]*|\u00ac[ \t]*)"
_SHARED = r"(?!(?:og|eller|samt|til|men|and|or|to|av|i|enn|fra|frå|mot|framfor|fremfor|henholdsvis|respektive|pluss|for|på)\b)"
_COUNT = "en|ein|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|tjue|tretti|førti|femti|hundre"
_TORN = re.compile(
    rf"(?P<first>\b(?!(?i:ikke|ikkje|non|anti|pro|før|etter|{_COUNT})\b|[A-ZÆØÅ]{{2}})[^\W\d_]{{2,}}){_BREAK}"
    rf"(?P<second>{_SHARED}[a-zæøåäö]{{2,}})"
    # A hyphen that belongs to the word: behind a letter or a capital word, before a name or a number.
    rf"|(?P<before>\b\w+)-[ \t]*\n[ \t]*(?P<behind>{_SHARED}\w+)"
)
# A word that goes on in the next paragraph, as behind the end of a page.
_ENDS = re.compile(r"(?P<first>\b[^\W\d_]{2,})[-\u00ac\u2010]\s*$")
_GOES_ON = re.compile(rf"\s*(?P<second>{_SHARED}[a-zæøåäö]{{2,}})")
# In Latin words only: other scripts need such signs.
_LATIN = "[A-Za-zÀ-ɏ0-9]"
_HIDDEN = re.compile(
    rf"[\w-]{{0,60}}{_LATIN}[{HIDDEN}][\w{HIDDEN}-]{{0,60}}|[{HIDDEN}]{{1,40}}{_LATIN}[\w{HIDDEN}-]*"
)
_SIGNS = tuple(sign for sign in map(chr, range(0xAD, 0x206A)) if hidden(sign))
_HYPHEN = re.compile("[^\\W_]+(?:\u2010[^\\W_]+)+")
# Signs of two letters and more.
_LETTERS = {
    sign: letters
    for sign in map(chr, (*range(0x100, 0x250), *range(0xFB00, 0xFB07)))
    if len(letters := unicodedata.normalize("NFKC", sign)) > 1 and letters.isalpha()
}
_LIGATURE = re.compile(rf"[^\W_]*[{''.join(_LETTERS)}][^\W_]*")


@rule(
    "T142",
    Severity.WARNING,
    Scope.FILE,
    message="“{first}- {second}” is torn: the hyphen of another text's line stands in it.",
    message_ligature="“{word}” has a sign in it that stands for “{letters}”: a search does not find the word.",
    message_hidden="“{word}” has a {sign} in it, which no editor shows: a search does not find the word.",
    message_entity="“{found}” is a sign that no reader sees ({sign}): a search does not find the word.",
    message_hyphen="“{word}” has a sign in it that only looks like a hyphen: a search does not find the word.",
    message_line="“{first}- {second}” is printed with a blank, because the line ends at the hyphen.",
    help="Write `{first}{second}`, or `{first}-{second}` if the hyphen belongs to the word.",
    help_line="Write `{first}-{second}` in one line.",
    help_ligature="Write `{word}` with the letters “{letters}”.",
    help_hidden="Delete `{word}` and type it anew.",
    help_entity="Delete it.",
    help_hyphen="Write `{word}` with an ordinary hyphen.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for _, place, found in in_prose(plan, _TORN, ("-\n", "- \n", "\u00ac", "\u2010\n", "\u00ad\n")):
        if found["first"]:
            yield problem(place, first=found["first"], second=found["second"])
        else:
            yield problem(place, "line", first=found["before"], second=found["behind"])
    for prose in plan.texts:
        for above, below in pairwise(prose.body.blocks):
            ends, goes_on = _ENDS.search(above.text), _GOES_ON.match(below.text)
            if ends and goes_on and not below.level and not below.opens:
                place = in_block(prose, above, *ends.span("first"))
                yield problem(place, first=ends["first"], second=goes_on["second"])
    for search in (in_prose, in_values):
        for _, place, found in search(plan, _LIGATURE, tuple(_LETTERS)):
            letters = next(_LETTERS[sign] for sign in found[0] if sign in _LETTERS)
            word = "".join(_LETTERS.get(sign, sign) for sign in found[0])
            yield problem(place, "ligature", word=word, letters=letters)
        for _, place, found in search(plan, _HYPHEN, ("\u2010",)):
            yield problem(place, "hyphen", word=found[0].replace("\u2010", "-"))
    yield from _hidden(plan)


def _hidden(plan: Plan) -> Iterator[Problem]:
    for prose in plan.texts:
        for start, end in dict.fromkeys(link.target_place for link in prose.body.links):
            target = prose.body.markdown[start:end]
            if sign := hidden(target):
                yield problem(in_body(prose, start, end), "hidden", word=without_hidden(target), sign=sign)
    for prose in plan.texts:
        for run, written in entities(prose.body):
            around = (
                prose.body.markdown[max(run.start - 1, 0) : run.start] + prose.body.markdown[run.end :][:1]
            )
            if (sign := hidden(run.text)) and re.search(_LATIN, around):
                yield problem(in_body(prose, run.start, run.end), "entity", found=written, sign=sign)
    for _, place, found in in_prose(plan, _HIDDEN, _SIGNS):
        yield problem(place, "hidden", word=without_hidden(found[0]), sign=hidden(found[0]))
    for source, place, found in in_values(plan, _HIDDEN, _SIGNS):
        record = plan.by_path.get(source.path)
        # A word that is none of a vocabulary for such a sign is reported as that.
        terms = (
            [field.name for field in fields_of(type(record)) if getattr(field.type, "of", "")]
            if record
            else ()
        )
        if not any(place.span in source.at(name).span for name in terms if source.has(name)):
            yield problem(place, "hidden", word=without_hidden(found[0]), sign=hidden(found[0]))
