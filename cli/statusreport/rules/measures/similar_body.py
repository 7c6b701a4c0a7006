"""Two names of bodies or areas that differ by a slip.

Where the plan declares no `responsible`, any name is accepted, and a letter too few makes one body of two, each
with measures of its own. The same holds for the headings in `area`, which the plan does not declare.

Write both alike, or declare the bodies in `statusreport.yaml`. If they are two, waive M122 in this file.
"""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from ...model.plan import Plan
from ...model.records import Measure
from ...source.faults import Severity
from .. import Problem, problem, rule

# A shorter word is another one as soon as a letter of it is.
_LONG, _ALIKE, _LETTERS = 5, 0.85, 2


@rule(
    "M122",
    Severity.WARNING,
    message="“{value}” is nearly “{other}”, which stands in {path}.",
    help="Write both alike, if they are the same.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for named in (_bodies, _areas) if plan.settings.responsible is None else (_areas,):
        places = [(measure, address, name) for measure in plan.measures for address, name in named(measure)]
        number = Counter(name for _, _, name in places)
        first: dict[str, tuple[Measure, str]] = {}
        for measure, address, name in places:
            first.setdefault(name, (measure, address))
        # The rarer of two is the slip; of two that are equally many, the later one.
        ranked = sorted(first, key=lambda name: -number[name])
        for rank, name in enumerate(ranked):
            other = next((other for other in ranked[:rank] if _is_slip(name, other)), "")
            if other:
                measure, address = first[name]
                path = first[other][0].source.path
                yield problem(measure.source.at(address), value=name, other=other, path=path)


def _bodies(measure: Measure) -> Iterator[tuple[str, str]]:
    yield from ((f"responsible.{number}", name) for number, name in enumerate(measure.responsible))


def _areas(measure: Measure) -> Iterator[tuple[str, str]]:
    if measure.area:
        yield "area", measure.area


def _is_slip(one: str, other: str) -> bool:
    """Whether two names differ by capitals, hyphens or letters of long words only, two in each at most."""
    # «e-helse» and «ehelse»
    if len({re.sub(r"[\s.-]+", "", name.casefold()) for name in (one, other)}) == 1:
        return True
    words = zip_longest(*(name.casefold().replace("-", " ").split() for name in (one, other)), fillvalue="")
    return all(_is_slip_of_word(word, another) for word, another in words)


def _is_slip_of_word(one: str, other: str) -> bool:
    if one == other:
        return True
    # People slip inside a word, and names tell bodies apart by their numbers and first letters.
    if min(len(one), len(other)) < _LONG or one[0] != other[0] or any(map(str.isdigit, one + other)):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    differ = (max(a - b, c - d) for tag, b, a, d, c in matcher.get_opcodes() if tag != "equal")
    return matcher.ratio() >= _ALIKE and sum(differ) <= _LETTERS
