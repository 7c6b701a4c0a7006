"""Letters that were broken when the text was copied or converted.

«pÃ¥» was «på» until a program read its UTF-8 bytes as Windows-1252, and «�» is a letter that is lost for
good. The file itself is readable, so nothing else would notice.

Write the words as they should be. If the whole file is like this, fetch it again from where it came, as
UTF-8.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Location, Places, Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_prose, is_quoted
from .._signs import well_read

# What UTF-8's first bytes become in Windows-1252, followed by what its further bytes become there.
_FURTHER = "\u00a0-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_BROKEN = re.compile(
    rf"Ã[{_FURTHER}]|Â[\u00a0-\u00bf]|â€[{_FURTHER}]?|ï¿½|ï»¿|\ufffd"
    # The same in the old character sets of Macintosh and DOS.
    r"|√[∏•¶ò•Ö∂ß]|[├┬][\u00a0-\u00ff╕╗┐ƒº]"
)
_LETTER = re.compile(r"[^\W_]")
# A question mark where a letter was: «gjennomf?ring», «?nske».
_LOST = re.compile(r"(?<![\w?/=&.:])(?:[^\W\d_]+\?[a-zæøå]+(?:\?[a-zæøå]+)*|\?[a-zæøå]{3,})(?![\w?=&])")
# So many words are mended one by one.
_FEW = 9
_SIGNS = ("Ã", "Â", "â€", "ï¿", "ï»", "\ufffd", "√", "├", "┬")


@rule(
    "T103",
    Severity.ERROR,
    Scope.FILE,
    message="“{word}” has broken letters.",
    message_lost="“{word}” has letters that are lost.",
    message_whole="“{word}” and {more} other words of this file have broken letters.",
    help="Write the word as it should be.",
    help_whole="Take the text from where it is whole, and save it as UTF-8.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for block, place, found in in_prose(plan, _LOST, ("?",)):
        # Of a question the next sentence begins with a capital.
        if not is_quoted(block.text, found.start()):
            yield problem(place, "lost", word=found[0])
    # Characters that no editor shows are reported by reading, which puts � in their place.
    invisible = {fault.location.path for fault in plan.faults if fault.name == "control-character"}
    for path, source in plan.sources.items():
        text = source.text.replace("\ufffd", " ") if path in invisible else source.text
        if text.isascii() or not any(sign in text for sign in _SIGNS):
            continue
        words = list(_broken(text))
        places = Places(text)
        # A whole file was read in another encoding: to mend each of its words is no answer.
        is_whole = len(words) > _FEW
        for start, end in words[:1] if is_whole else words:
            word = text[start:end]
            lost = "\ufffd" in word or "ï¿½" in word
            variant = "whole" if is_whole else "lost" if lost else ""
            meant = "" if lost or is_whole else well_read(word)
            place = Location(path, places.span(start, end))
            yield problem(place, variant, word=word, nearest=meant, more=len(words) - 1)


def _broken(text: str) -> Iterator[tuple[int, int]]:
    """The words of a text that have broken letters."""
    end = 0
    for found in _BROKEN.finditer(text):
        if found.start() >= end:
            start, end = _word(text, *found.span())
            yield start, end


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch around a match that a reader takes for a word."""
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "-"):
        start -= 1
    while more := _BROKEN.match(text, end) or _LETTER.match(text, end):
        end = more.end()
    return start, end
