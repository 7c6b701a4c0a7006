"""A text that changed in nothing but the status word.

«Arbeidet er under forberedelse» becomes «Arbeidet er under gjennomføring», and the rest is as it was. The
status says that already; the text is there to say what was done.

Write what has been done since the last round, or that nothing has, and why.
"""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from ...model.plan import Plan
from ...model.records import Measure
from ...model.state import State
from ...rounds.differences import differing
from ...source.faults import Location, Severity
from .. import Problem, problem, rule
from .._prose import in_body, line_of
from ._since import since

_WORD = re.compile(r"\S+")
_AROUND = ".,;:!?…()[]*_«»“”\"'–-"


@rule(
    "R111",
    Severity.WARNING,
    message="Nothing but the status word differs here from the text of {earlier}.",
    help="Write what has been done since {earlier}, or that nothing has been done, and why.",
)
def check(plan: Plan) -> Iterator[Problem]:
    found = since(plan)
    if found is None:
        return
    status_words = _StatusWords(found.earlier, plan)
    for step in found.steps:
        if step.before is None or step.now.reported_status is None:
            continue
        parts = differing(step.before, step.now)
        if parts.keys() - {None} and all(
            status_words.are_all_that_differs(*texts) for texts in parts.values()
        ):
            yield problem(_first_change(step.measure, parts), earlier=found.earlier.round)


class _StatusWords:
    """What statuses are called then and now, also the parts of «Løpende/under gjennomføring»."""

    def __init__(self, earlier: State, plan: Plan) -> None:
        phrases = {
            " ".join(part.casefold().split())
            for status in (*earlier.statuses, *plan.settings.statuses)
            for phrase in status.words
            for part in (phrase, *phrase.split("/"))
        }
        longest_first = sorted(filter(None, phrases), key=lambda phrase: (-len(phrase), phrase))
        self._phrase = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
        self._words = {word for phrase in phrases for word in phrase.split()}

    def are_all_that_differs(self, before: str, now: str) -> bool:
        one, other = before.casefold().split(), now.casefold().split()
        # Cheap and enough for nearly all: another word that stands on one side only.
        changed = {word.strip(_AROUND) for word in set(one) ^ set(other)}
        if one == other or not changed - {""} <= self._words:
            return False
        return self._without(one) == self._without(other)

    def _without(self, words: list[str]) -> list[str]:
        return self._phrase.sub("", " ".join(words)).split()


def _first_change(measure: Measure, parts: Mapping[str | None, tuple[str, str]]) -> Location:
    """The first words of the text that are not those of before."""
    heading, (before, now) = next((key, texts) for key, texts in parts.items() if key is not None)
    section = measure.body.section(heading or "")
    if section is None:
        return measure.source.at("title")
    if section.markdown != now:  # put together of two sections with one heading, or read without its marks
        return line_of(measure, section.line)
    words = list(_WORD.finditer(measure.body.markdown, *section.place))
    matcher = SequenceMatcher(None, before.split(), [word[0] for word in words], autojunk=False)
    changed = [
        (first, end) for tag, _, _, first, end in matcher.get_opcodes() if tag != "equal" and first < end
    ]
    if not changed:
        return line_of(measure, section.line)
    first, end = changed[0]
    return in_body(measure, words[first].start(), words[end - 1].end())
