"""A responsible body that the plan does not know.

The bodies are declared in `statusreport.yaml` under `responsible`, by abbreviation. Work lists and counts go
by the abbreviation, so a full name or a misspelling would look like one more body, with measures of its own.
Several bodies are a list, `[BLD, JD]`: «BLD og JD» and «BLD, JD» are one text to YAML.

Write the abbreviation, or the list. If the body is new, declare it in `statusreport.yaml`.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...model.records import Measure
from ...model.spelling import BETWEEN, divided, nearest
from ...model.vocabulary import Term, Vocabulary
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._signs import hidden, without_hidden

_DASH = re.compile(BETWEEN.pattern + r"|\s+[-–—|•]\s+")
_BLANK = re.compile(r"[\s,]+")
# What was typed in front of an item, or of a name that follows another.
_IN_FRONT = re.compile(
    r"(?:[-–—•*]|(?:og|samt|and|med|ved|v/|(?:i samarbeid|sammen|saman|together) (?:med|with))(?![\w-]))\s*"
)


@rule(
    "M103",
    Severity.ERROR,
    Scope.FILE,
    message="“{value}” is not a responsible body of this plan.",
    message_name="“{value}” is the name of a responsible body, but its abbreviation is wanted here.",
    message_several="“{value}” is one text, but names several bodies.",
    message_cut="“{value}” is a part of a body's name, which is cut at its comma here.",
    message_hidden="A {sign}, which no editor shows, stands in this “{meant}”.",
    message_spelled="These bodies are written with other letters than in the plan: small or capital ones.",
    help="Allowed are {allowed}. A new one is declared in statusreport.yaml under `responsible`.",
    help_hidden="Delete the word and type it anew.",
    help_name="Write {short}.",
    help_several="Write `responsible: [{line}]`.",
    help_cut="Write `responsible: [{line}]`.",
    help_spelled="Write `responsible: [{line}]`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    bodies = plan.settings.responsible
    if not bodies:
        return
    known = {term.id for term in bodies}
    for measure in plan.measures:
        if not known.issuperset(measure.responsible):
            if meant := _meant(measure.responsible, bodies):
                yield from _as_list(measure, bodies, meant)
            elif spelled := _spelled(measure.responsible, bodies):
                yield problem(measure.source.at("responsible"), "spelled", line=", ".join(spelled))
            else:
                yield from _one_by_one(measure, bodies)


def _meant(values: tuple[str, ...], bodies: Vocabulary) -> tuple[str, ...]:
    """The abbreviations of what was written as other texts than there are bodies; none where a body is unknown."""
    if all(map(bodies.find, values)):
        return ()
    written = ", ".join(_apart(value, bodies) for value in values).strip("()[]{}–—-•*: ")
    for separator in (BETWEEN, _DASH, _BLANK):
        names = divided(written, separator, lambda name: bodies.find(name) is not None)
        terms = [bodies.find(name) for name in names]
        if all(terms):
            return tuple(dict.fromkeys(term.id for term in terms if term))
    return ()


def _apart(value: str, bodies: Vocabulary) -> str:
    """«SD (KD)» are two, but «Samferdselsdepartementet (SD)» is one."""
    before, _, inside = value.partition("(")
    names = [bodies.find(name.strip()) for name in (before, inside.removesuffix(")"))]
    return f"{before}, {inside}" if all(names) and names[0] is not names[1] else value


def _spelled(values: tuple[str, ...], bodies: Vocabulary) -> tuple[str, ...]:
    """The abbreviations of several that have small letters for capitals, or the other way round."""
    folded = {term.id.casefold(): term.id for term in bodies}
    ids = tuple(folded.get(value.casefold(), "") for value in values)
    wrong = sum(value != meant for value, meant in zip(values, ids, strict=True))
    return ids if all(ids) and wrong > 1 else ()


def _as_list(measure: Measure, bodies: Vocabulary, meant: tuple[str, ...]) -> Iterator[Problem]:
    number, value = next((n, value) for n, value in enumerate(measure.responsible) if not bodies.find(value))
    variant = "several" if len(_meant((value,), bodies)) > 1 else "cut"
    place = measure.source.at(f"responsible.{number}")
    yield problem(place, variant, value=value, line=", ".join(meant))


def _one_by_one(measure: Measure, bodies: Vocabulary) -> Iterator[Problem]:
    named: set[str] = set()
    for number, value in enumerate(measure.responsible):
        term = bodies.find(value)
        place = measure.source.at(f"responsible.{number}")
        # A body that is named already is another finding.
        if term and term.id != value and term.id not in named:
            yield problem(place, "name", value=value, short=term.id)
        elif not term and bodies.find(meant := without_hidden(value)):
            yield problem(place, "hidden", sign=hidden(value), meant=meant)
        elif not term:
            near = _named_with_more(value, bodies) or bodies.find(nearest(value, bodies.words()))
            yield problem(place, value=value, allowed=_listed(bodies), nearest=near.id if near else "")
        named.add(term.id if term else value)


def _named_with_more(value: str, bodies: Vocabulary) -> Term | None:
    """The body of a text that says more of it: «SD (Vegdirektoratet)», «Samferdselsdepartementet (SD)»."""
    before, _, inside = value.partition("(")
    alone = bodies.find(_IN_FRONT.sub("", value, count=1).strip())
    return alone or bodies.find(before.strip()) or bodies.find(inside.partition(")")[0].strip())


def _listed(bodies: Vocabulary) -> str:
    """The abbreviations with what they stand for."""
    return ", ".join(term.id if term.label == term.id else f"{term.id} ({term.label})" for term in bodies)
