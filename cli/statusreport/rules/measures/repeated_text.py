"""A status that mostly repeats what the measure says.

The status text is there to tell what has been done. One that says the plan's own words over again looks like
a report, but reports nothing.

Write what has happened since the last round, or that nothing has, and why. If the repetition is meant, waive
M111 in this file.
"""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from ...model.plan import Plan
from ...source.faults import Severity
from ...source.markdown import Section
from .. import Problem, Scope, problem, rule
from .._prose import line_of

# Status texts that report something share up to half of their words with the plan, in the same order.
SHARE = 0.6
# Below this a status is a remark («Arbeidet er ikke begynt»), whose words are bound to recur.
WORDS = 10
_WORD = re.compile(r"\w+")


@rule(
    "M111",
    Severity.WARNING,
    Scope.FILE,
    message="“{account}” mostly repeats “{promise}”: {percent} per cent of its words, in the same order.",
    help="Write what has been done since the last round, or that nothing has been done, and why.",
)
def check(plan: Plan) -> Iterator[Problem]:
    required = plan.settings.sections.get("measure", ())
    if len(required) <= 1:
        return
    for measure in plan.measures:
        promise, account = measure.body.section(required[0]), measure.body.section(required[-1])
        if promise and account and (share := _repeated(promise, account)) >= SHARE:
            yield problem(
                line_of(measure, account.line),
                account=account.title,
                promise=promise.title,
                percent=int(share * 100),
            )


def _repeated(promise: Section, account: Section) -> float:
    """How much of the account's words stand in the promise, in the same order."""
    old, new = _words(promise), _words(account)
    if len(new) < WORDS:
        return 0
    # Cheap and enough for nearly all: without the words there cannot be the same words in order.
    if (Counter(old) & Counter(new)).total() < SHARE * len(new):
        return 0
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(new)


def _words(section: Section) -> list[str]:
    return _WORD.findall(section.prose.casefold())
