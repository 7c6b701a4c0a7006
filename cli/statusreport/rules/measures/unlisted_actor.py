"""A responsible body that acts without being named as responsible.

The status says that a body of the plan does something, but the body is not in `responsible`. Its work is then
missing from its work list, and nobody asks it for the status. What counts is that the name stands beside its
verb: «AD vurderer …», «i 2011 vurderte AD …», «utredet av AD». Where it is only mentioned («et møte med AD»,
«på oppdrag fra AD», in a title or a quotation), nothing is reported.

Add the body to `responsible`, or rewrite the sentence. If the body only helps out, waive M112 in this file.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...model.records import Measure
from ...model.vocabulary import Vocabulary
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import account_of, blocks_of, in_block, is_quoted

# Words that end as a verb does, but are none.
_NO_VERB = re.compile(
    r"eller|over|under|etter|der|her|per|for|før|mer|når|både|ved|at|det|dette|andre|or|after"
    r"|because|as|its|this|those|these"
)
_VERBS = (
    r"\w+(?:r|te|de|et|tt|es)|ble|blei|vart|ga|gav|la|ba|tok|kom|lot|fant|gikk|fikk|vil|skal|kan|må|bør"
    r"|holdt|drev|skrev|sa|så|sto|stod"
)
_ENGLISH_VERBS = r"is|has|had|was|will|shall|can|may|must|did|made|took|gave|held|set|led|\w+(?:ed|s)"
_AGENT = re.compile(r"\b(?:\w+(?:t|s|dd|ne|te|de)\s+av|\w+(?:ed|en|ne|de|ld)\s+by)\s+$")
_PREPOSITIONS = re.compile(
    r"til|fra|frå|hos|i|for|om|under|mot|ved|overfor|via|gjennom|på|etter|blant|mellom|med|av"
    r"|ifølge|uten|from|with|to|of|by|at|in|against|among|between|after|according"
)
# How far the words reach that decide whether a name acts.
_NEAR = 200
_ADVERB = r"(?:(?:også|ikke|ikkje|nå|no|derfor|dermed|selv|sjølv|da|då|allerede|fortsatt|also|now|not)\s+)?"


class _Names:
    """How the bodies are named, and what it takes for one to act."""

    def __init__(self, bodies: Vocabulary, language: str) -> None:
        self.names = {
            term.id: sorted({term.id, term.label, *term.aliases}, key=len, reverse=True) for term in bodies
        }
        every = "|".join(re.escape(name) for name in sorted(bodies.words(), key=len, reverse=True))
        name = rf"(?>(?:{every})(?![\w-])|[A-ZÆØÅ][\w-]*)(?:\s\([^)]*\))?"
        verb = _ENGLISH_VERBS if language == "en" else _VERBS
        self.verb = re.compile(verb)
        self.adverb = re.compile(rf"\b{_ADVERB}$")
        others = rf"(?:\s\([^)]*\))?(?:(?:,|\s(?:og|samt|and))\s+{name})*"
        self.then = re.compile(rf"{others}\s+{_ADVERB}({verb})\b")
        self.joined = re.compile(rf"(?:{name}(?:,|\s(?:og|samt|and))\s+)+$")

    def is_verb(self, word: str) -> bool:
        return self.verb.fullmatch(word) is not None and not _NO_VERB.fullmatch(word)

    def act(self, text: str, start: int, end: int) -> bool:
        """Whether the name at this stretch of a block stands beside its verb."""
        before = text[max(start - _NEAR, 0) : start]
        if "(" in before[before.rfind(")") + 1 :] or is_quoted(text, start):
            return False
        # In «fra UD og AD», what governs the first name governs the second.
        before = self.joined.sub("", before)
        if _AGENT.search(before):
            return True
        words = re.findall(r"\w+|[^\w\s]", self.adverb.sub("", before))
        last = words[-1] if words else ""
        if _PREPOSITIONS.fullmatch(last.casefold()):
            return False
        found = self.then.match(text[end : end + _NEAR])
        return (found is not None and self.is_verb(found[1])) or self.is_verb(last)


@rule(
    "M112",
    Severity.WARNING,
    Scope.FILE,
    message="{body} acts here, but is not among the responsible of measure {number}: {responsible}.",
    help="Add {body} to `responsible`, or say who of the responsible did it.",
)
def check(plan: Plan) -> Iterator[Problem]:
    bodies = plan.settings.responsible
    if not bodies:
        return
    names = _Names(bodies, plan.settings.language)
    patterns = {
        body: re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, spellings))})(?![\w-])")
        for body, spellings in names.names.items()
    }
    for measure in plan.measures:
        # Who is misspelt among the responsible is another finding; guessing here would only repeat it.
        if measure.responsible and all(bodies.find(name) for name in measure.responsible):
            listed = {term.id for name in measure.responsible if (term := bodies.find(name))}
            for body, pattern in patterns.items():
                if body not in listed:
                    yield from _acting(plan, measure, body, pattern, names)


def _acting(
    plan: Plan, measure: Measure, body: str, pattern: re.Pattern[str], names: _Names
) -> Iterator[Problem]:
    if not any(name in measure.body.markdown for name in names.names[body]):
        return
    account = account_of(plan, measure)
    for block in blocks_of(measure, account) if account else ():
        for found in pattern.finditer(block.text) if not block.level else ():
            if names.act(block.text, *found.span()):
                place = in_block(measure, block, *found.span())
                yield problem(
                    place, body=body, number=measure.number, responsible=", ".join(measure.responsible)
                )
                return
